import type { MediaKind } from '../model/call.js';
import type { Connection } from './connection.js';
import { type Interval, isOf } from './interval.js';
import type { Report } from './report.js';
import { mediaOf } from './tracks.js';

/** Names of the captures that were sent in an interval. */
export type CapturesSent = Readonly<Record<MediaKind, ReadonlySet<string>>>;

/** The ticks of the sent tracks. `leaked`: how far the microphone follows the received audio (see signals/echo). */
export function emitSent(connection: Connection, report: Report, sending: CapturesSent, leaked: number): void {
  const { intervals, sample } = report;
  const sources = intervals.filter((interval) => isOf(interval, 'media-source'));
  const reports = intervals.filter((interval) => isOf(interval, 'remote-inbound-rtp'));
  for (const rtp of intervals) {
    if (!isOf(rtp, 'outbound-rtp')) continue;
    const media = mediaOf(rtp.curr);
    if (media === undefined) continue;
    const track = connection.track(rtp.curr.id, media, 'outbound');
    track.describe(rtp.curr, report.codecs);
    if (rtp.gauge('packetsSent') > 0) connection.noteCarried(track);
    if (rtp.prev === undefined) continue;
    const sent = {
      rtp,
      source: sourceOf(rtp, sources, media),
      report: reportOf(rtp, reports),
      captureSent: sending[media].has(captureOf(rtp)),
    };
    const tick = connection.begin(rtp.start, rtp.end, connection.isGap(rtp.end - rtp.start), sample.at);
    for (const interval of [sent.rtp, sent.source, sent.report]) tick.readFrom(interval);
    track.sent.derive(sent, tick, media, connection.mutedMedia.has(media));
    if (media === 'audio') tick.set('leak-correlation', leaked);
    track.totals.add(tick);
    connection.emit(track.subject, tick);
  }
}

/** Names the capture of a sent stream: layers of one simulcast are one track to the people in the call. */
function captureOf({ curr }: Interval<'outbound-rtp'>): string {
  return curr.labels.mediaSourceId ?? curr.labels.mid ?? curr.id;
}

/** The captures of which any layer was sent in the interval. */
export function capturesSent(intervals: readonly Interval[]): CapturesSent {
  const sent = { audio: new Set<string>(), video: new Set<string>() };
  for (const interval of intervals) {
    if (!isOf(interval, 'outbound-rtp') || !(interval.delta('packetsSent') > 0)) continue;
    const media = mediaOf(interval.curr);
    if (media !== undefined) sent[media].add(captureOf(interval));
  }
  return sent;
}

/** The capture of a sent stream: the one it names, else the only one of that kind. */
function sourceOf(
  rtp: Interval<'outbound-rtp'>,
  sources: readonly Interval<'media-source'>[],
  media: string,
): Interval<'media-source'> | undefined {
  const named = rtp.curr.labels.mediaSourceId;
  if (named !== undefined) return sources.find(({ curr }) => curr.id === named);
  const [only, second] = sources.filter(({ curr }) => mediaOf(curr) === media || curr.kind === media);
  return second === undefined ? only : undefined;
}

function reportOf(
  rtp: Interval<'outbound-rtp'>,
  reports: readonly Interval<'remote-inbound-rtp'>[],
): Interval<'remote-inbound-rtp'> | undefined {
  return reports.find(
    ({ curr }) =>
      curr.id === rtp.curr.labels.remoteId ||
      curr.labels.localId === rtp.curr.id ||
      (curr.ssrc !== undefined && curr.ssrc === rtp.curr.ssrc),
  );
}
