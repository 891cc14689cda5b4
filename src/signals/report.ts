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
  return { sample, intervals, codecs, playout, inbound };
}
