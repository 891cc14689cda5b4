import type { StatsSample } from '../model/sample.js';
import type { Connection } from './connection.js';
import { type Interval, isOf } from './interval.js';
import { mediaOf, type Track } from './tracks.js';

/** One sample of a connection, paired with the last readings of its objects. */
export interface Report {
  readonly sample: StatsSample;
  readonly intervals: readonly Interval[];
  readonly codecs: ReadonlyMap<string, string>;
  readonly playout: Interval<'media-playout'> | undefined;
  readonly inbound: readonly Received[];
  /** Received tracks that ever flowed and whose packets are counted, and those of them that received any now. */
  readonly flows: { readonly known: number; readonly moving: number };
  /** The microphone of this connection; undefined with several, because nothing says which one the far end answers. */
  readonly microphone: Interval<'media-source'> | undefined;
}

export interface Received {
  readonly track: Track;
  readonly interval: Interval<'inbound-rtp'>;
  /** Packets in the interval; NaN when unknown. */
  readonly packets: number;
}

/** Pairs the objects of a sample with their last readings and finds the received tracks among them. */
export function readReport(connection: Connection, sample: StatsSample): Report {
  const intervals: Interval[] = [];
  const codecs = new Map<string, string>();
  for (const object of sample.stats) {
    if (object.type === 'codec' && object.labels.mimeType !== undefined) codecs.set(object.id, object.labels.mimeType);
    if (object.labels.contentType === 'screenshare') connection.screenShare = true;
    const interval = connection.objects.advance(object, sample.time);
    if (interval !== undefined) intervals.push(interval);
  }
  const inbound = intervals
    .filter((interval) => isOf(interval, 'inbound-rtp'))
    .flatMap((interval): Received[] => {
      const media = mediaOf(interval.curr);
      if (media === undefined) return [];
      const track = connection.track(interval.curr.id, media, 'inbound');
      track.describe(interval.curr, codecs);
      const packets = track.flow.observe(interval);
      if (track.flow.everFlowed) connection.noteCarried(track);
      return [{ track, interval, packets }];
    });
  const playout = intervals.find((interval) => isOf(interval, 'media-playout'));
  return { sample, intervals, codecs, playout, inbound, flows: flowsOf(inbound), microphone: microphoneOf(intervals) };
}

function flowsOf(inbound: readonly Received[]): Report['flows'] {
  let known = 0;
  let moving = 0;
  for (const one of inbound) {
    if (!isCounted(one)) continue;
    known += 1;
    if (one.packets > 0) moving += 1;
  }
  return { known, moving };
}

function isCounted({ track, packets }: Received): boolean {
  return track.flow.everFlowed && !Number.isNaN(packets);
}

/** 1 = another inbound track of the connection received packets, 0 = all stand still, NaN = there is no other. */
export function othersFlow({ flows }: Report, one: Received): number {
  const own = isCounted(one) ? 1 : 0;
  if (flows.known === own) return Number.NaN;
  return flows.moving > (own === 1 && one.packets > 0 ? 1 : 0) ? 1 : 0;
}

function microphoneOf(intervals: readonly Interval[]): Interval<'media-source'> | undefined {
  let only: Interval<'media-source'> | undefined;
  for (const interval of intervals) {
    if (!isOf(interval, 'media-source') || interval.curr.values.totalAudioEnergy === undefined) continue;
    if (only !== undefined) return undefined;
    only = interval;
  }
  return only?.prev === undefined ? undefined : only;
}
