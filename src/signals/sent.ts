import type { MediaKind } from '../model/call.js';
import { PLACES } from '../model/metric.js';
import { SIGNAL_PLACES as AT } from '../model/signal.js';
import type { Connection } from './connection.js';
import type { Leak } from './echo-pairs.js';
import type { Interval } from './interval.js';
import type { Report } from './report.js';
import { mediaOf } from './tracks.js';

const OUTBOUND = PLACES['outbound-rtp'];

/** Names of the captures that were sent in an interval. */
export type CapturesSent = Readonly<Record<MediaKind, ReadonlySet<string>>>;

/** The ticks of the sent tracks. `leak`: how far the microphone follows the received audio (see signals/echo). */
export function emitSent(connection: Connection, report: Report, sending: CapturesSent, leak: Leak): void {
  const { outbound, sample } = report;
  for (const rtp of outbound) {
    const media = mediaOf(rtp);
    if (media === undefined) continue;
    const track = connection.trackOf(rtp, media, 'outbound');
    track.describe(rtp, report.codecs);
    if (rtp.gauge(OUTBOUND.packetsSent) > 0) connection.noteCarried(track);
    if (rtp.isFirst) continue;
    const sent = {
      rtp,
      source: sourceOf(rtp, report.sources, media),
      report: reportOf(rtp, report.receiverReports),
      captureSent: sending[media].has(captureOf(rtp)),
    };
    const tick = connection.begin(rtp.start, rtp.end, connection.isGap(rtp.end - rtp.start), sample.at);
    tick.readFrom(sent.rtp);
    tick.readFrom(sent.source);
    tick.readFrom(sent.report);
    track.sent.derive(sent, tick, media, connection.mutedMedia.has(media));
    if (media === 'audio') {
      tick.set(AT['leak-correlation'], leak.leaked);
      tick.set(AT['leak-presence'], leak.leakPresence);
    }
    track.totals.add(tick);
    connection.emit(track.subject, tick);
  }
}

/** Names the capture of a sent stream: layers of one simulcast are one track to the people in the call. */
function captureOf({ labels, id }: Interval<'outbound-rtp'>): string {
  return labels.mediaSourceId ?? labels.mid ?? id;
}

/** The captures of which any layer was sent in the interval. */
export function capturesSent(outbound: readonly Interval<'outbound-rtp'>[]): CapturesSent {
  const sent = { audio: new Set<string>(), video: new Set<string>() };
  for (const interval of outbound) {
    if (!(interval.delta(OUTBOUND.packetsSent) > 0)) continue;
    const media = mediaOf(interval);
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
  const named = rtp.labels.mediaSourceId;
  if (named !== undefined) return sources.find(({ id }) => id === named);
  const [only, second] = sources.filter((source) => mediaOf(source) === media);
  return second === undefined ? only : undefined;
}

function reportOf(
  rtp: Interval<'outbound-rtp'>,
  reports: readonly Interval<'remote-inbound-rtp'>[],
): Interval<'remote-inbound-rtp'> | undefined {
  return reports.find(
    ({ id, labels, ssrc }) =>
      id === rtp.labels.remoteId || labels.localId === rtp.id || (ssrc !== undefined && ssrc === rtp.ssrc),
  );
}
