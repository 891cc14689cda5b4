import type { MediaKind } from '../model/call.js';
import { PLACES } from '../model/metric.js';
import type { StatsSample } from '../model/sample.js';
import { SIGNAL_PLACES as AT } from '../model/signal.js';
import type { Connection } from './connection.js';
import { deriveAudioIn } from './derive/audio-in.js';
import { oneWayDelay } from './derive/delay.js';
import { remoteRoundTrip } from './derive/outbound.js';
import { freshRoundTrip, selectedPair } from './derive/path.js';
import { derivePlayout, playoutDelay } from './derive/playout.js';
import { deriveSdkCall, deriveSdkRemote } from './derive/sdk.js';
import { takeEcho } from './echo-pairs.js';
import { othersFlow, type Received, type Report, readReport } from './report.js';
import { type CapturesSent, capturesSent, emitSent } from './sent.js';
import type { Tick } from './tick.js';
import { mediaOf } from './tracks.js';

const INBOUND = PLACES['inbound-rtp'];
const OUTBOUND = PLACES['outbound-rtp'];
const PAIR = PLACES['candidate-pair'];
const TRANSPORT = PLACES.transport;

/** Turns one sample into the ticks of the tracks and of the connection. */
export function takeSample(connection: Connection, sample: StatsSample): void {
  const report = readReport(connection, sample);
  noteTransport(connection, report);
  const leak = takeEcho(connection, report);
  if (!connection.connectFailed) emitConnectionTick(connection, report);
  for (const received of report.inbound) emitReceived(connection, report, received);
  const sending = capturesSent(report.outbound);
  emitSent(connection, report, sending, leak);
  emitSdkTracks(connection, report);
  noteFlowing(connection, report, sending);
  connection.objects.pass(sample.time);
  connection.lastSample = sample.time;
}

/** How the transport came up and whether the far end hung up (DTLS closed), as the reports show it. */
function noteTransport(connection: Connection, { sample, transports, outbound }: Report): void {
  const connect = connection.transport.take(transports, sample.time, sample.at, outbound.length > 0);
  if (connect !== undefined && !connection.connectIsLogged) connection.emitConnect(connect);
  for (const { labels } of transports) {
    if (labels.dtlsState === 'connected' && Number.isNaN(connection.transportUp)) connection.transportUp = sample.time;
    if (labels.dtlsState === 'closed') {
      const before = connection.lastSample;
      connection.ending.close(Number.isNaN(before) ? sample.time : before);
    }
  }
}

function emitConnectionTick(connection: Connection, report: Report): void {
  const { sample } = report;
  const spacing = connection.intervalOfUsual(sample);
  const start = Number.isNaN(connection.lastSample) ? sample.time : connection.lastSample;
  const tick = connection.begin(start, sample.time, spacing.gap, sample.at);
  tick.set(AT['stats-interval-of-usual'], spacing.ofUsual);
  derivePath(connection, report, tick);
  deriveReception(connection, report, tick);
  tick.set(AT['disconnected-for'], connection.link.secondsDown(sample.time));
  if (report.playout !== undefined) {
    tick.readFrom(report.playout);
    derivePlayout(report.playout, tick);
  }
  for (const interval of report.sdkCalls) {
    tick.readFrom(interval);
    deriveSdkCall(interval, tick);
  }
  connection.emit(connection.subject, tick);
}

function derivePath(connection: Connection, report: Report, tick: Tick): void {
  const { sample, transport } = report;
  for (const interval of report.receiverReports) {
    // A receiver report measures the same path; it stands in where the pair tells nothing, and is replaced by it below.
    if (Number.isNaN(connection.roundTrip.at(sample.time))) {
      connection.roundTrip.set(remoteRoundTrip(interval), interval.end);
    }
  }
  const pair = selectedPair(report.pairs, report.transports);
  tick.readFrom(transport);
  const counted = transport?.delta(TRANSPORT.selectedCandidatePairChanges) ?? Number.NaN;
  if (!Number.isNaN(counted)) tick.set(AT['path-switches'], counted);
  if (pair === undefined) return;
  tick.readFrom(pair);
  const before = connection.selectedPair;
  connection.selectedPair = pair.id;
  if (Number.isNaN(counted) && before !== undefined) tick.set(AT['path-switches'], before === pair.id ? 0 : 1);
  const roundTrip = freshRoundTrip(pair);
  connection.roundTrip.set(roundTrip, sample.time);
  tick.set(AT['round-trip-time'], roundTrip);
  if (!Number.isNaN(roundTrip)) {
    const seconds = Number.isNaN(pair.seconds) ? 1 : pair.seconds;
    tick.set(AT['round-trip-time-of-usual'], connection.usualRoundTrip.ratio(roundTrip, seconds, tick.gap));
  }
  tick.set(AT['available-outgoing-bitrate'], pair.gauge(PAIR.availableOutgoingBitrate));
  const path = connection.paths.of(pair, report.candidates);
  connection.path = path.text ?? connection.path;
  tick.set(AT.relayed, path.relayed);
  tick.set(AT['path-over-tcp'], path.tcp);
}

/** Whether anything at all is received: only while the reports still hold streams that had been flowing. */
function deriveReception(connection: Connection, { inbound, sample }: Report, tick: Tick): void {
  const known = inbound.filter(({ packets }) => !Number.isNaN(packets));
  if (known.length === 0 || connection.ending.closedAt !== undefined) return;
  const packets = known.reduce((sum, one) => sum + one.packets, 0);
  tick.readFrom(known[0]?.interval);
  connection.ending.received(packets, tick.start, sample.time);
  if (packets > 0) {
    connection.lastReceived = sample.time;
    tick.set(AT['nothing-received-for'], 0);
  } else if (!Number.isNaN(connection.lastReceived) && known.some(({ track }) => track.flow.everFlowed)) {
    tick.set(AT['nothing-received-for'], (sample.time - connection.lastReceived) / 1000);
  }
}

function emitReceived(connection: Connection, report: Report, received: Received): void {
  const { track, interval, echo } = received;
  if (interval.isFirst) return;
  const tick = connection.begin(
    interval.start,
    interval.end,
    connection.isGap(interval.end - interval.start),
    report.sample.at,
  );
  tick.readFrom(interval);
  track.flow.derive(interval, tick, othersFlow(report, received), connection.connectedAt);
  if (track.flow.everFlowed) {
    tick.set(AT['same-kind-tracks'], connection.carried[track.kind]);
    if (track.media === 'video') {
      track.video.derive(interval, tick);
      deriveOffset(report.inbound, tick);
    } else {
      deriveAudioIn(interval, tick);
      const [energy, duration] = [
        interval.delta(INBOUND.totalAudioEnergy),
        interval.delta(INBOUND.totalSamplesDuration),
      ];
      tick.set(AT['playout-rate'], duration / interval.seconds);
      tick.set(AT['never-heard-for'], track.neverHeard.take(energy, duration));
      tick.readFrom(report.microphone);
      tick.set(AT['return-correlation'], echo?.returned ?? Number.NaN);
      tick.set(AT['return-lag'], echo?.lag ?? Number.NaN);
      tick.set(AT['return-presence'], echo?.returnPresence ?? Number.NaN);
      tick.set(AT['no-return-time'], echo?.noReturnSeconds ?? Number.NaN);
    }
    const playout = report.playout === undefined ? Number.NaN : playoutDelay(report.playout);
    const parts = {
      roundTrip: connection.roundTrip.at(interval.end),
      buffer: tick.get(AT['jitter-buffer-delay']),
      decode: tick.get(AT['decode-time']),
      playout,
    };
    tick.set(AT['one-way-delay'], oneWayDelay(track.media, parts));
  }
  track.totals.add(tick);
  connection.emit(track.subject, tick);
}

/** Audio against video playout: only where one audio and one video flow, else nothing says which belong together. */
function deriveOffset(inbound: readonly Received[], tick: Tick): void {
  const audio = onlyFlowing(inbound, 'audio');
  const video = onlyFlowing(inbound, 'video');
  if (audio === undefined || video === undefined) return;
  const { estimatedPlayoutTimestamp } = INBOUND;
  const moved = ({ interval }: Received): boolean =>
    interval.gauge(estimatedPlayoutTimestamp) !== interval.before(estimatedPlayoutTimestamp);
  if (!moved(audio) || !moved(video)) return;
  const offset = audio.interval.gauge(estimatedPlayoutTimestamp) - video.interval.gauge(estimatedPlayoutTimestamp);
  tick.set(AT['av-offset'], Math.abs(offset));
}

function onlyFlowing(inbound: readonly Received[], media: MediaKind): Received | undefined {
  let only: Received | undefined;
  for (const one of inbound) {
    if (one.track.media !== media || !one.track.flow.flowing) continue;
    if (only !== undefined) return undefined;
    only = one;
  }
  return only;
}

function emitSdkTracks(connection: Connection, { sdkRemotes, sample }: Report): void {
  for (const interval of sdkRemotes) {
    const media = interval.kind;
    if (media === undefined) continue;
    const track = connection.track(interval.labels.uid ?? interval.id, media, 'inbound');
    connection.noteCarried(track);
    const tick = connection.begin(
      interval.start,
      interval.end,
      connection.isGap(interval.end - interval.start),
      sample.at,
    );
    tick.readFrom(interval);
    deriveSdkRemote(interval, tick, media);
    track.totals.add(tick);
    connection.emit(track.subject, tick);
  }
}

function noteFlowing(connection: Connection, { outbound, inbound }: Report, sending: CapturesSent): void {
  const now = { 'inbound-audio': 0, 'inbound-video': 0, 'outbound-audio': 0, 'outbound-video': 0 };
  for (const { track, interval } of inbound) {
    if (!track.flow.flowing) continue;
    now[track.kind] += 1;
    connection.flowTimes.add(track.kind, interval.start, interval.end);
  }
  now['outbound-audio'] = sending.audio.size;
  now['outbound-video'] = sending.video.size;
  for (const interval of outbound) {
    if (!(interval.delta(OUTBOUND.packetsSent) > 0)) continue;
    const media = mediaOf(interval);
    if (media === undefined) continue;
    connection.flowTimes.add(media === 'audio' ? 'outbound-audio' : 'outbound-video', interval.start, interval.end);
  }
  for (const kind of ['inbound-audio', 'inbound-video', 'outbound-audio', 'outbound-video'] as const) {
    connection.flowing[kind] = Math.max(connection.flowing[kind], now[kind]);
  }
}
