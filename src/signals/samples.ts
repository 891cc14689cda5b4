import type { MediaKind } from '../model/call.js';
import { PLACES } from '../model/metric.js';
import type { StatsSample } from '../model/sample.js';
import { SIGNAL_PLACES as AT } from '../model/signal.js';
import type { Connection } from './connection.js';
import { deriveAudioIn, levelOf } from './derive/audio-in.js';
import { oneWayDelay } from './derive/delay.js';
import { remoteRoundTrip } from './derive/outbound.js';
import { freshRoundTrip, selectedPair } from './derive/path.js';
import { derivePlayout, playoutDelay } from './derive/playout.js';
import { deriveSdkCall, deriveSdkRemote } from './derive/sdk.js';
import { takeEcho } from './echo-pairs.js';
import { othersFlow, type Received, type Report, readReport } from './report.js';
import { emitSent } from './sent.js';
import type { Tick } from './tick.js';
import { mediaOf } from './tracks.js';

const INBOUND = PLACES['inbound-rtp'];
const OUTBOUND = PLACES['outbound-rtp'];
const PAIR = PLACES['candidate-pair'];
const TRANSPORT = PLACES.transport;

/** Turns one sample into the ticks of the tracks and of the connection. */
export function takeSample(connection: Connection, sample: StatsSample, report: Report): void {
  readReport(report, connection, sample);
  noteTransport(connection, report);
  report.playoutDelay = report.playout === undefined ? Number.NaN : playoutDelay(report.playout);
  takeEcho(connection, report);
  if (!connection.connectFailed) emitConnectionTick(connection, report);
  emitInbound(connection, report);
  noteCaptures(connection, report);
  emitSent(connection, report);
  emitSdkTracks(connection, report);
  noteFlowing(connection, report);
  connection.objects.pass(sample.time);
  connection.lastSample = sample.time;
}

/** How the transport came up and whether the far end hung up (DTLS closed), as the reports show it. */
function noteTransport(connection: Connection, { sample, transports, outbound }: Report): void {
  const connect = connection.transport.take(transports, sample.time, sample.at, outbound.size > 0);
  if (connect !== undefined && !connection.connectIsLogged) connection.emitConnect(connect);
  for (let k = 0; k < transports.size; k += 1) {
    const labels = transports.at(k)?.labels;
    if (labels === undefined) continue;
    if (labels.dtlsState === 'connected' && Number.isNaN(connection.transportUp)) connection.transportUp = sample.time;
    if (labels.dtlsState === 'closed') {
      const before = connection.lastSample;
      connection.ending.close(Number.isNaN(before) ? sample.time : before);
    }
  }
}

function emitConnectionTick(connection: Connection, report: Report): void {
  const { sample } = report;
  const length = sample.time - connection.lastSample;
  const start = Number.isNaN(connection.lastSample) ? sample.time : connection.lastSample;
  const tick = connection.begin(start, sample.time, connection.isGap(length), sample.at);
  tick.set(AT['stats-interval-of-usual'], connection.intervalOfUsual(length));
  derivePath(connection, report, tick);
  deriveReception(connection, report, tick);
  tick.set(AT['disconnected-for'], connection.link.secondsDown(sample.time));
  if (report.playout !== undefined) {
    tick.readFrom(report.playout);
    derivePlayout(report.playout, tick);
  }
  for (let k = 0; k < report.sdkCalls.size; k += 1) {
    const interval = report.sdkCalls.at(k);
    if (interval === undefined) continue;
    tick.readFrom(interval);
    deriveSdkCall(interval, tick);
  }
  connection.emit(connection.outlet, tick);
}

function derivePath(connection: Connection, report: Report, tick: Tick): void {
  const { sample, transport, receiverReports } = report;
  for (let k = 0; k < receiverReports.size; k += 1) {
    const interval = receiverReports.at(k);
    // A receiver report measures the same path; it stands in where the pair tells nothing, and is replaced by it below.
    if (interval !== undefined && Number.isNaN(connection.roundTrip.at(sample.time))) {
      connection.roundTrip.set(remoteRoundTrip(interval), interval.end);
    }
  }
  const pair = selectedPair(report);
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
  const path = connection.paths.of(pair, report);
  connection.path = path.text ?? connection.path;
  tick.set(AT.relayed, path.relayed);
  tick.set(AT['path-over-tcp'], path.tcp);
}

/** Whether anything at all is received: only while the reports still hold streams that had been flowing. */
function deriveReception(connection: Connection, { inbound, sample }: Report, tick: Tick): void {
  if (connection.ending.closedAt !== undefined) return;
  let first: Received | undefined;
  let packets = 0;
  let everFlowed = false;
  for (let k = 0; k < inbound.size; k += 1) {
    const one = inbound.at(k);
    if (one === undefined || Number.isNaN(one.packets)) continue;
    first ??= one;
    packets += one.packets;
    everFlowed ||= one.track.flow.everFlowed;
  }
  if (first === undefined) return;
  tick.readFrom(first.interval);
  connection.ending.received(packets, tick.start, sample.time);
  if (packets > 0) {
    connection.lastReceived = sample.time;
    tick.set(AT['nothing-received-for'], 0);
  } else if (!Number.isNaN(connection.lastReceived) && everFlowed) {
    tick.set(AT['nothing-received-for'], (sample.time - connection.lastReceived) / 1000);
  }
}

function emitInbound(connection: Connection, report: Report): void {
  const { inbound } = report;
  report.connectedAt = connection.connectedAt;
  report.playoutOffset = playoutOffset(report);
  for (let k = 0; k < inbound.size; k += 1) {
    const received = inbound.at(k);
    if (received !== undefined && !received.interval.isFirst) emitReceived(connection, report, received);
  }
}

function emitReceived(connection: Connection, report: Report, received: Received): void {
  const { track, interval, echo } = received;
  const { flow } = track;
  const tick = connection.beginOf(interval, report.sample.at);
  tick.readFrom(interval);
  flow.derive(interval, tick, othersFlow(report, received), report.connectedAt);
  if (flow.everFlowed) {
    tick.set(AT['same-kind-tracks'], connection.carried[track.kind]);
    if (track.media === 'video') {
      track.video.derive(interval, tick);
      tick.set(AT['av-offset'], report.playoutOffset);
    } else {
      const energy = interval.delta(INBOUND.totalAudioEnergy);
      const duration = interval.delta(INBOUND.totalSamplesDuration);
      const level = levelOf(energy, duration);
      deriveAudioIn(interval, tick, level);
      tick.set(AT['playout-rate'], duration / interval.seconds);
      tick.set(AT['never-heard-for'], track.neverHeard.take(energy, duration, level));
      tick.readFrom(report.microphone);
      if (echo !== undefined) {
        tick.set(AT['return-correlation'], echo.returned);
        tick.set(AT['return-lag'], echo.lag);
        tick.set(AT['return-presence'], echo.returnPresence);
        tick.set(AT['no-return-time'], echo.noReturnSeconds);
      }
    }
    const behindBuffer = track.media === 'audio' ? report.playoutDelay : tick.get(AT['decode-time']);
    const roundTrip = connection.roundTrip.at(interval.end);
    const delay = oneWayDelay(track.media, roundTrip, tick.get(AT['jitter-buffer-delay']), behindBuffer);
    tick.set(AT['one-way-delay'], delay);
  }
  track.totals.add(tick);
  connection.emit(track.outlet, tick);
}

/**
 * Audio against video playout, ms: only where one audio and one video flow, else nothing says which belong together (NaN).
 */
function playoutOffset({ inbound }: Report): number {
  const audio = onlyFlowing(inbound, 'audio');
  const video = audio === undefined ? undefined : onlyFlowing(inbound, 'video');
  if (audio === undefined || video === undefined) return Number.NaN;
  const { estimatedPlayoutTimestamp } = INBOUND;
  const moved = ({ interval }: Received): boolean =>
    interval.gauge(estimatedPlayoutTimestamp) !== interval.before(estimatedPlayoutTimestamp);
  if (!moved(audio) || !moved(video)) return Number.NaN;
  return Math.abs(audio.interval.gauge(estimatedPlayoutTimestamp) - video.interval.gauge(estimatedPlayoutTimestamp));
}

function onlyFlowing(inbound: Report['inbound'], media: MediaKind): Received | undefined {
  let only: Received | undefined;
  for (let k = 0; k < inbound.size; k += 1) {
    const one = inbound.at(k);
    if (one === undefined || one.track.media !== media || !one.track.flow.flowing) continue;
    if (only !== undefined) return undefined;
    only = one;
  }
  return only;
}

function emitSdkTracks(connection: Connection, { sdkRemotes, sample }: Report): void {
  for (let k = 0; k < sdkRemotes.size; k += 1) {
    const interval = sdkRemotes.at(k);
    const media = interval?.kind;
    if (interval === undefined || media === undefined) continue;
    const track = connection.track(interval.labels.uid ?? interval.id, media, 'inbound');
    connection.noteCarried(track);
    const tick = connection.beginOf(interval, sample.at);
    tick.readFrom(interval);
    deriveSdkRemote(interval, tick, media);
    track.totals.add(tick);
    connection.emit(track.outlet, tick);
  }
}

/** Which captures were sent, before the tracks that belong to them are looked at. */
function noteCaptures({ captures }: Connection, { outbound }: Report): void {
  captures.begin();
  for (let k = 0; k < outbound.size; k += 1) {
    const stream = outbound.at(k);
    if (stream === undefined || !(stream.delta(OUTBOUND.packetsSent) > 0)) continue;
    const media = mediaOf(stream);
    if (media !== undefined) captures.noteSent(stream, media);
  }
}

function noteFlowing(connection: Connection, { outbound, inbound }: Report): void {
  const { flowTimes, flowing, captures } = connection;
  let audio = 0;
  let video = 0;
  for (let k = 0; k < inbound.size; k += 1) {
    const received = inbound.at(k);
    if (received === undefined || !received.track.flow.flowing) continue;
    const { track, interval } = received;
    if (track.media === 'audio') audio += 1;
    else video += 1;
    flowTimes.add(track.kind, interval);
  }
  for (let k = 0; k < outbound.size; k += 1) {
    const stream = outbound.at(k);
    if (stream === undefined || !(stream.delta(OUTBOUND.packetsSent) > 0)) continue;
    const media = mediaOf(stream);
    if (media === undefined) continue;
    flowTimes.add(media === 'audio' ? 'outbound-audio' : 'outbound-video', stream);
  }
  if (audio > flowing['inbound-audio']) flowing['inbound-audio'] = audio;
  if (video > flowing['inbound-video']) flowing['inbound-video'] = video;
  flowing['outbound-audio'] = Math.max(flowing['outbound-audio'], captures.count('audio'));
  flowing['outbound-video'] = Math.max(flowing['outbound-video'], captures.count('video'));
}
