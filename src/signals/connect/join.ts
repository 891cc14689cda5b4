import type { ConnectSpan } from '../../model/call.js';
import type { EventType, RtcEvent } from '../../model/event.js';
import { CAME_UP, type ConnectResult, connectValues, type Outcome, PATIENCE_MS, span } from './spans.js';

/** Layers of an SDK (wrapper, API log, engine) log one join call within this time of each other, ms. */
const SAME_JOIN_MS = 2000;

/**
 * What shows that a join is being worked on. Some SDKs write the calls of the application to one file and everything
 * else to another: a log of calls alone tells nothing of what became of them.
 */
const STEPS: ReadonlySet<EventType> = new Set<EventType>([
  'connection.state',
  'access-point.request',
  'access-point.fail',
  'signal.open',
  'signal.close',
  'signal.timeout',
  'step',
  'negotiation',
  'signaling.state',
  'ice.gathering',
  'ice.state',
  'ice.candidate',
  'ice.error',
  'dtls.state',
  'pc.state',
]);

/** The joins of one SDK channel session: join call to success, preferring the duration that the SDK prints. */
export class JoinConnect {
  #start: RtcEvent | undefined;
  /** A further step was seen since the join call. */
  #triedOn = false;
  #isSession = false;
  #joinedAt = Number.NaN;
  #total: number | undefined;
  #outcome: Outcome['outcome'] = 'unknown';
  #printed = false;
  readonly #steps: ConnectSpan[] = [];

  get connectedAt(): number {
    return this.#joinedAt;
  }

  /** When the join began that succeeded last, by the clock of the log; NaN where only its end is known. */
  get startedAt(): number {
    return this.#total === undefined ? Number.NaN : this.#joinedAt - this.#total;
  }

  /** True when any join call, success or failure was seen: the connection is a session of an SDK. */
  get isSession(): boolean {
    return this.#isSession;
  }

  /** True while a join call has neither succeeded nor failed. */
  get isTrying(): boolean {
    return this.#start !== undefined;
  }

  /** True when this join call is a new one, not another layer's line for one that is under way or just succeeded. */
  isNewJoin(event: RtcEvent): boolean {
    if (event.type !== 'join.start') return false;
    if (this.#start !== undefined) return event.time - this.#start.time > SAME_JOIN_MS;
    return !(event.time - this.#joinedAt <= SAME_JOIN_MS);
  }

  take(event: RtcEvent, resolutionMs: number): ConnectResult[] {
    if (this.#start !== undefined && STEPS.has(event.type)) {
      this.#triedOn = true;
      this.#outcome = 'unfinished';
    }
    switch (event.type) {
      case 'join.start': {
        this.#isSession = true;
        if (!this.isNewJoin(event)) return [];
        const before = this.#giveUp(event.time, false);
        this.#start = event;
        this.#triedOn = false;
        this.#outcome = 'unknown';
        return before;
      }
      case 'join.ok':
        return this.#succeed(event, resolutionMs);
      case 'join.fail':
        return this.#fail(event);
      case 'leave':
        return this.#leave(event);
      case 'step':
        return this.#step(event, Number(event.fields.ms), String(event.fields.name ?? 'step'));
      case 'signal.open':
        return this.#step(event, Number(event.fields.ms), 'signal.open');
      default:
        return [];
    }
  }

  /** End of the log or of the session. */
  finish(time: number): ConnectResult[] {
    return this.#giveUp(time, true);
  }

  outcome(): Outcome {
    return { outcome: this.#outcome, totalMs: this.#total, spans: this.#steps, printed: this.#printed };
  }

  #succeed(event: RtcEvent, resolutionMs: number): ConnectResult[] {
    this.#isSession = true;
    const start = this.#start;
    if (start === undefined && !Number.isNaN(this.#joinedAt)) return [];
    this.#start = undefined;
    this.#joinedAt = event.time;
    this.#outcome = 'connected';
    const printed = typeof event.fields.ms === 'number' ? event.fields.ms : undefined;
    const total = printed ?? (start === undefined ? undefined : event.time - start.time);
    if (total === undefined || !(total >= 0)) return [{ start: event.time, end: event.time, event, values: CAME_UP }];
    this.#total = total;
    this.#printed = printed !== undefined;
    const values = connectValues(total, this.#printed ? 0 : resolutionMs);
    return [{ start: event.time - total, end: event.time, event, values }];
  }

  #fail(event: RtcEvent): ConnectResult[] {
    this.#isSession = true;
    const start = this.#start?.time ?? event.time;
    if (this.#start === undefined && this.#outcome !== 'unknown') return [];
    this.#start = undefined;
    this.#outcome = 'failed';
    return [{ start, end: event.time, event, values: { 'connect-failed': 1 } }];
  }

  #leave(event: RtcEvent): ConnectResult[] {
    const given = this.#giveUp(event.time, true);
    this.#joinedAt = Number.NaN;
    return given;
  }

  /**
   * The attempt ends with neither success nor failure. Another attempt that begins says so at once; a leave or the end
   * of the log only after the time a user would wait.
   */
  #giveUp(time: number, needsPatience: boolean): ConnectResult[] {
    const start = this.#start;
    this.#start = undefined;
    if (start === undefined || !this.#triedOn) return [];
    if (needsPatience && time - start.time < PATIENCE_MS) return [];
    return [{ start: start.time, end: time, event: start, values: { 'connect-unfinished': 1 } }];
  }

  #step(event: RtcEvent, ms: number, name: string): ConnectResult[] {
    if (!(ms >= 0) || (this.#start === undefined && !Number.isNaN(this.#joinedAt))) return [];
    const start = event.time - ms;
    // A log may repeat a step on every reconnect; the summary shows those of one connect.
    if (this.#steps.length < 50) this.#steps.push(...span(name, start, event.time));
    return [{ start, end: event.time, event, values: { 'service-step-time': ms } }];
  }
}
