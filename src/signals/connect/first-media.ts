import type { RtcEvent } from '../../model/event.js';
import type { ConnectResult } from './spans.js';

/** A coarser clock cannot tell when media began: the usual wait is 100–300 ms. ms */
const COARSEST_MS = 100;

/**
 * Time from connected to the first received frame or sound, once a connection. A remote user who publishes later, or turns
 * the camera or microphone on later, is waited for from then on. Seen only in events: statistics come too seldom. An SDK
 * that prints how long after the join call the frame came may print it seconds later: its number counts, not the line.
 */
export class FirstMedia {
  #done = false;
  readonly #offered = new Map<string, number>();

  take(event: RtcEvent, connectedAt: number, joinStartedAt: number, resolutionMs: number): ConnectResult[] {
    const uid = String(event.fields.uid ?? '');
    if (event.type === 'remote.publish' || event.type === 'subscribe.start' || event.type === 'remote.join') {
      return this.#offer(uid, event.time);
    }
    if (event.type === 'remote.unmute') return this.#offer(`${uid} ${event.fields.media}`, event.time);
    if (event.type !== 'first-frame' || event.fields.direction === 'outbound' || this.#done) return [];
    if (Number.isNaN(connectedAt) || event.time < connectedAt) return [];
    this.#done = true;
    const offered = this.#offered.get(uid) ?? connectedAt;
    const unmuted = this.#offered.get(`${uid} ${event.fields.media}`) ?? connectedAt;
    const start = Math.max(connectedAt, offered, unmuted);
    this.#offered.clear();
    const printed = joinStartedAt + Number(event.fields.ms);
    const end = printed >= connectedAt && printed < event.time ? printed : event.time;
    if (resolutionMs > COARSEST_MS || end < start) return [];
    return [{ start, end, event, values: { 'first-media-time': end - start } }];
  }

  /** The latest counts: joined, published, subscribed, unmuted. Bounded by the first frame, after which nothing is kept. */
  #offer(key: string, time: number): ConnectResult[] {
    if (!this.#done && this.#offered.size < 1000) this.#offered.set(key, time);
    return [];
  }
}
