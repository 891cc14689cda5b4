import type { MediaKind } from '../model/call.js';
import type { StatsSample } from '../model/sample.js';
import type { Connection } from './connection.js';
import { deriveAudioIn } from './derive/audio-in.js';
import { oneWayDelay } from './derive/delay.js';
import { remoteRoundTrip } from './derive/outbound.js';
import { freshRoundTrip, pathObjects, pathOf, selectedPair } from './derive/path.js';
import { derivePlayout, playoutDelay } from './derive/playout.js';
import { deriveSdkCall, deriveSdkRemote } from './derive/sdk.js';
import { takeEcho } from './echo-pairs.js';
import { isOf } from './interval.js';
import { othersFlow, type Received, type Report, readReport } from './report.js';
import { type CapturesSent, capturesSent, emitSent } from './sent.js';
import type { Tick } from './tick.js';
import { mediaOf, type Track } from './tracks.js';

/** Objects not seen for this long are forgotten, ms. */
const FORGET_MS = 120_000;

/** Turns one sample into the ticks of the tracks and of the connection. */
export function takeSample(connection: Connection, sample: StatsSample): void {
  const report = readReport(connection, sample);
  noteTransport(connection, report);
  const leak = takeEcho(connection, report);
  if (!connection.connectFailed) emitConnectionTick(connection, report);
  for (const received of report.inbound) emitReceived(connection, report, received, leak.readings);
  const sending = capturesSent(report.intervals);
  emitSent(connection, report, sending, leak.leaked);
  emitSdkTracks(connection, report);
  noteFlowing(connection, report, sending);
  connection.objects.forgetBefore(sample.time - FORGET_MS);
  connection.lastSample = sample.time;
}

/** How the transport came up and whether the far end hung up (DTLS closed), as the reports show it. */
function noteTransport(connection: Connection, { sample }: Report): void {
  const transports = sample.stats.filter(({ type }) => type === 'transport');
  const connect = connection.transport.take(transports, sample.time, sample.at);
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
  const { sample, intervals } = report;
  const spacing = connection.intervalOfUsual(sample);
  const start = Number.isNaN(connection.lastSample) ? sample.time : connection.lastSample;
  const tick = connection.begin(start, sample.time, spacing.gap, sample.at);
  tick.set('stats-interval-of-usual', spacing.ofUsual);
  derivePath(connection, report, tick);
  deriveReception(connection, report, tick);
  tick.set('disconnected-for', connection.link.secondsDown(sample.time));
  if (report.playout !== undefined) {
    tick.readFrom(report.playout);
    derivePlayout(report.playout, tick);
  }
  for (const interval of intervals) {
    if (!isOf(interval, 'sdk-call')) continue;
    tick.readFrom(interval);
    deriveSdkCall(interval, tick);
  }
  connection.emit(connection.subject, tick);
}

function derivePath(connection: Connection, report: Report, tick: Tick): void {
  const { intervals, sample } = report;
  for (const interval of intervals) {
    if (!isOf(interval, 'remote-inbound-rtp')) continue;
    // A receiver report measures the same path; it stands in where the pair tells nothing, and is replaced by it below.
    if (Number.isNaN(connection.roundTrip.at(sample.time))) {
      connection.roundTrip.set(remoteRoundTrip(interval), interval.end);
    }
  }
  const objects = pathObjects(intervals, sample.stats);
  const transport = intervals.find((interval) => isOf(interval, 'transport'));
  const pair = selectedPair(objects);
  tick.readFrom(transport);
  const counted = transport?.delta('selectedCandidatePairChanges') ?? Number.NaN;
  if (!Number.isNaN(counted)) tick.set('path-switches', counted);
  if (pair === undefined) return;
  tick.readFrom(pair);
  const before = connection.selectedPair;
  connection.selectedPair = pair.curr.id;
  if (Number.isNaN(counted) && before !== undefined) tick.set('path-switches', before === pair.curr.id ? 0 : 1);
  const roundTrip = freshRoundTrip(pair);
  connection.roundTrip.set(roundTrip, sample.time);
  tick.set('round-trip-time', roundTrip);
  if (!Number.isNaN(roundTrip)) {
    const seconds = Number.isNaN(pair.seconds) ? 1 : pair.seconds;
    tick.set('round-trip-time-of-usual', connection.usualRoundTrip.ratio(roundTrip, seconds, tick.gap));
  }
  tick.set('available-outgoing-bitrate', pair.gauge('availableOutgoingBitrate'));
  const path = pathOf(pair, objects.candidates);
  connection.path = path.text ?? connection.path;
  tick.set('relayed', path.relayed);
  tick.set('path-over-tcp', path.tcp);
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
    tick.set('nothing-received-for', 0);
  } else if (!Number.isNaN(connection.lastReceived) && known.some(({ track }) => track.flow.everFlowed)) {
    tick.set('nothing-received-for', (sample.time - connection.lastReceived) / 1000);
  }
}

function emitReceived(
  connection: Connection,
  report: Report,
  received: Received,
  echoes: ReadonlyMap<Track, { returned: number; lag: number; noReturnSeconds: number }>,
): void {
  const { track, interval } = received;
  if (interval.prev === undefined) return;
  const tick = connection.begin(
    interval.start,
    interval.end,
    connection.isGap(interval.end - interval.start),
    report.sample.at,
  );
  tick.readFrom(interval);
  track.flow.derive(interval, tick, othersFlow(report, received), connection.connectedAt);
  if (track.flow.everFlowed) {
    tick.set('same-kind-tracks', connection.carried[`inbound-${track.media}`]);
    if (track.media === 'video') {
      track.video.derive(interval, tick);
      deriveOffset(report.inbound, tick);
    } else {
      deriveAudioIn(interval, tick);
      const echo = echoes.get(track);
      tick.readFrom(report.microphone);
      tick.set('return-correlation', echo?.returned ?? Number.NaN);
      tick.set('return-lag', echo?.lag ?? Number.NaN);
      tick.set('no-return-time', echo?.noReturnSeconds ?? Number.NaN);
    }
    const playout = report.playout === undefined ? Number.NaN : playoutDelay(report.playout);
    const parts = {
      roundTrip: connection.roundTrip.at(interval.end),
      buffer: tick.get('jitter-buffer-delay'),
      decode: tick.get('decode-time'),
      playout,
    };
    tick.set('one-way-delay', oneWayDelay(track.media, parts));
  }
  track.totals.add(tick);
  connection.emit(track.subject, tick);
}

/** Audio against video playout: only where one audio and one video flow, else nothing says which belong together. */
function deriveOffset(inbound: readonly Received[], tick: Tick): void {
  const audio = onlyFlowing(inbound, 'audio');
  const video = onlyFlowing(inbound, 'video');
  if (audio === undefined || video === undefined) return;
  const moved = (one: Received): boolean =>
    one.interval.gauge('estimatedPlayoutTimestamp') !== one.interval.before('estimatedPlayoutTimestamp');
  if (!moved(audio) || !moved(video)) return;
  const offset = audio.interval.gauge('estimatedPlayoutTimestamp') - video.interval.gauge('estimatedPlayoutTimestamp');
  tick.set('av-offset', Math.abs(offset));
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

function emitSdkTracks(connection: Connection, { intervals, sample }: Report): void {
  for (const interval of intervals) {
    if (!isOf(interval, 'sdk-remote')) continue;
    const media = interval.curr.kind;
    if (media === undefined) continue;
    const track = connection.track(interval.curr.labels.uid ?? interval.curr.id, media, 'inbound');
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

function noteFlowing(connection: Connection, { intervals, inbound }: Report, sending: CapturesSent): void {
  const now = { 'inbound-audio': 0, 'inbound-video': 0, 'outbound-audio': 0, 'outbound-video': 0 };
  for (const { track, interval } of inbound) {
    if (!track.flow.flowing) continue;
    now[`inbound-${track.media}`] += 1;
    connection.flowTimes.add(`inbound-${track.media}`, interval.start, interval.end);
  }
  now['outbound-audio'] = sending.audio.size;
  now['outbound-video'] = sending.video.size;
  for (const interval of intervals) {
    if (!isOf(interval, 'outbound-rtp') || !(interval.delta('packetsSent') > 0)) continue;
    const media = mediaOf(interval.curr);
    if (media !== undefined) connection.flowTimes.add(`outbound-${media}`, interval.start, interval.end);
  }
  for (const kind of ['inbound-audio', 'inbound-video', 'outbound-audio', 'outbound-video'] as const) {
    connection.flowing[kind] = Math.max(connection.flowing[kind], now[kind]);
  }
}
