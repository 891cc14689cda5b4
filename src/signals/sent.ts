import { PLACES } from '../model/metric.js';
import { SIGNAL_PLACES as AT } from '../model/signal.js';
import type { Connection } from './connection.js';
import { deriveReport } from './derive/outbound.js';
import type { Interval } from './interval.js';
import type { Report } from './report.js';
import { mediaOf } from './tracks.js';

const OUTBOUND = PLACES['outbound-rtp'];

/** The ticks of the sent tracks. */
export function emitSent(connection: Connection, report: Report): void {
  const { outbound, sample } = report;
  for (let k = 0; k < outbound.size; k += 1) {
    const rtp = outbound.at(k);
    const media = rtp === undefined ? undefined : mediaOf(rtp);
    if (rtp === undefined || media === undefined) continue;
    const track = connection.trackOf(rtp, media, 'outbound');
    track.describe(rtp, report);
    if (rtp.gauge(OUTBOUND.packetsSent) > 0) connection.noteCarried(track);
    if (rtp.isFirst) continue;
    if (rtp.delta(OUTBOUND.packetsSent) > 0) track.flowTimes.add(rtp);
    const source = sourceOf(rtp, report.sources, media);
    const received = reportOf(rtp, report.receiverReports);
    const captureSent = connection.captures.isSent(rtp, media);
    const tick = connection.beginOf(track, rtp, sample.at);
    tick.readFrom(rtp);
    tick.readFrom(source);
    tick.readFrom(received);
    if (received !== undefined) deriveReport(received, tick);
    // A layer that the sender switched off (simulcast) sends nothing on purpose.
    track.sent.derive(
      rtp.labels.active === 'false' ? undefined : rtp,
      source,
      captureSent,
      tick,
      media,
      connection.mutedMedia.has(media),
    );
    if (media === 'audio') {
      tick.set(AT['leak-correlation'], report.leaked);
      tick.set(AT['leak-presence'], report.leakPresence);
    }
    track.totals.add(tick);
    connection.emit(track.outlet, tick);
  }
}

/** The capture of a sent stream: the one it names, else the only one of that kind. */
function sourceOf(
  rtp: Interval<'outbound-rtp'>,
  sources: Report['sources'],
  media: string,
): Interval<'media-source'> | undefined {
  const named = rtp.labels.mediaSourceId;
  let only: Interval<'media-source'> | undefined;
  for (let k = 0; k < sources.size; k += 1) {
    const source = sources.at(k);
    if (source === undefined) continue;
    if (named !== undefined) {
      if (source.id === named) return source;
    } else if (mediaOf(source) === media) {
      if (only !== undefined) return undefined;
      only = source;
    }
  }
  return only;
}

function reportOf(
  rtp: Interval<'outbound-rtp'>,
  reports: Report['receiverReports'],
): Interval<'remote-inbound-rtp'> | undefined {
  for (let k = 0; k < reports.size; k += 1) {
    const report = reports.at(k);
    if (report === undefined) continue;
    const { id, labels, ssrc } = report;
    if (id === rtp.labels.remoteId || labels.localId === rtp.id || (ssrc !== undefined && ssrc === rtp.ssrc)) {
      return report;
    }
  }
  return undefined;
}
