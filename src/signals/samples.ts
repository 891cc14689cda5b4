import { PLACES } from '../model/metric.js';
import type { StatsSample } from '../model/sample.js';
import { SIGNAL_PLACES as AT } from '../model/signal.js';
import type { Connection } from './connection.js';
import { deriveAudioIn } from './derive/audio-in.js';
import { remoteRoundTrip } from './derive/outbound.js';
import { freshRoundTrip } from './derive/path.js';
import { derivePlayout, playoutDelay } from './derive/playout.js';
import { deriveSdkCall, deriveSdkRemote } from './derive/sdk.js';
import { takeEcho } from './echo-pairs.js';
import { type Received, type Report, readReport } from './report.js';
import { emitSent } from './sent.js';
import type { Tick } from './tick.js';
import { mediaOf } from './tracks.js';

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
  connection.objects.pass(sample);
  connection.lastSample = sample.time;
}

/** How the transport came up and whether the far end hung up (DTLS closed), as the reports show it. */
function noteTransport(connection: Connection, { sample, transports, outbound, shape }: Report): void {
  const connect = connection.transport.take(transports, sample.time, sample.at, outbound.size > 0);
  if (connect !== undefined && !connection.connectIsLogged) connection.emitConnect(connect);
  if (shape === connection.transportsOpenIn) return;
  connection.transportsOpenIn = shape;
  for (let k = 0; k < transports.size; k += 1) {
    const labels = transports.at(k)?.labels;
    if (labels === undefined) continue;
    if (labels.dtlsState === 'connected' && Number.isNaN(connection.transportUp)) connection.transportUp = sample.time;
    if (labels.dtlsState === 'closed') {
      // Whoever joins again opens what was closed: it has to be told each time.
      connection.transportsOpenIn = -1;
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
  const pair = connection.paths.selectedPair(report);
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
  connection.usualRoundTrip.compare(tick, AT['round-trip-time'], AT['round-trip-time-of-usual'], pair);
  tick.set(AT['available-outgoing-bitrate'], pair.gauge(PAIR.availableOutgoingBitrate));
  const path = connection.paths.of(pair, report);
  connection.path = path.text ?? connection.path;
  tick.set(AT.relayed, path.relayed);
  tick.set(AT['path-over-tcp'], path.tcp);
}

/** Whether anything at all is received: only while the reports still hold streams that had been flowing. */
function deriveReception(connection: Connection, { reception, sample }: Report, tick: Tick): void {
  const { counted, packets, everFlowed } = reception;
  if (counted === undefined || connection.ending.closedAt !== undefined) return;
  tick.readFrom(counted.interval);
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
  report.playoutOffset = report.reception.playoutOffset;
  for (let k = 0; k < inbound.size; k += 1) {
    const received = inbound.at(k);
    if (received !== undefined && !received.interval.isFirst) emitReceived(connection, report, received);
  }
}

function emitReceived(connection: Connection, report: Report, received: Received): void {
  const { track, interval } = received;
  const { flow } = track;
  const tick = connection.beginOf(track, interval, report.sample.at);
  tick.readFrom(interval);
  flow.derive(received, report, tick);
  if (flow.everFlowed) {
    const { carried } = connection;
    if (track.media === 'video') {
      tick.set(AT['same-kind-tracks'], carried['inbound-video']);
      track.video.derive(interval, tick);
      tick.set(AT['av-offset'], report.playoutOffset);
    } else {
      tick.set(AT['same-kind-tracks'], carried['inbound-audio']);
      deriveAudioIn(received, tick);
      tick.readFrom(report.microphone);
    }
    connection.roundTrip.deriveDelay(received, report, tick);
  }
  track.totals.add(tick);
  connection.emit(track.outlet, tick);
}

function emitSdkTracks(connection: Connection, { sdkRemotes, sample }: Report): void {
  for (let k = 0; k < sdkRemotes.size; k += 1) {
    const interval = sdkRemotes.at(k);
    const media = interval?.kind;
    if (interval === undefined || media === undefined) continue;
    const track = connection.track(interval.labels.uid ?? interval.id, media, 'inbound');
    connection.noteCarried(track);
    const tick = connection.beginOf(track, interval, sample.at);
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

/** The largest numbers of tracks that carried media at the same time. */
function noteFlowing({ flowing, captures }: Connection, { reception }: Report): void {
  if (reception.audios > flowing['inbound-audio']) flowing['inbound-audio'] = reception.audios;
  if (reception.videos > flowing['inbound-video']) flowing['inbound-video'] = reception.videos;
  flowing['outbound-audio'] = Math.max(flowing['outbound-audio'], captures.count('audio'));
  flowing['outbound-video'] = Math.max(flowing['outbound-video'], captures.count('video'));
}
