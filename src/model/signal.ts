import type { SubjectKind } from './call.js';
import type { EventCode } from './code.js';
import type { Location } from './event.js';
import type { Unit } from './metric.js';

/** A derived quantity that a rule can look at. */
export interface SignalDefinition {
  readonly unit: Unit;
  /** The subjects that have it. */
  readonly subjects: readonly SubjectKind[];
  /** Metrics it is derived from (`type.metric`, or `event:type`): what to ask for when it is not observable, and its proof. */
  readonly from: readonly string[];
  /** `rate`: true over an interval, averaged by time in windows. `moment`: a reading. `amount`: what was added in the interval (windows sum it). */
  readonly form: 'rate' | 'moment' | 'amount';
}

const inAudio: readonly SubjectKind[] = ['inbound-audio'];
const inVideo: readonly SubjectKind[] = ['inbound-video'];
const inbound: readonly SubjectKind[] = ['inbound-audio', 'inbound-video'];
const outAudio: readonly SubjectKind[] = ['outbound-audio'];
const outVideo: readonly SubjectKind[] = ['outbound-video'];
const outbound: readonly SubjectKind[] = ['outbound-audio', 'outbound-video'];
const connection: readonly SubjectKind[] = ['connection'];
const call: readonly SubjectKind[] = ['call'];

const define = (
  subjects: readonly SubjectKind[],
  unit: Unit,
  form: SignalDefinition['form'],
  ...from: string[]
): SignalDefinition => ({ subjects, unit, form, from });

/**
 * The signal catalogue. Formulas and their sources stand beside the code in src/signals/; this table is what rules are
 * checked against, and its order gives each signal its place in `SignalTick.values`.
 */
export const SIGNALS = {
  // Received media, both kinds
  'packet-rate': define(inbound, '1/s', 'rate', 'inbound-rtp.packetsReceived'),
  /** packet-rate over its own running median of this track (1 = as usual). */
  'packet-rate-of-usual': define(inbound, 'ratio', 'rate', 'inbound-rtp.packetsReceived'),
  'received-bitrate': define(inbound, 'bit/s', 'rate', 'inbound-rtp.bytesReceived'),
  'inbound-loss': define(inbound, 'ratio', 'rate', 'inbound-rtp.packetsLost', 'inbound-rtp.packetsReceived'),
  'packets-expected': define(inbound, 'count', 'amount', 'inbound-rtp.packetsLost', 'inbound-rtp.packetsReceived'),
  'packets-discarded': define(inbound, 'count', 'amount', 'inbound-rtp.packetsDiscarded'),
  jitter: define(inbound, 'ms', 'moment', 'inbound-rtp.jitter'),
  /** Mean time in the jitter buffer of what left it in the interval. */
  'jitter-buffer-delay': define(
    inbound,
    'ms',
    'rate',
    'inbound-rtp.jitterBufferDelay',
    'inbound-rtp.jitterBufferEmittedCount',
  ),
  /** Target minus minimum: delay added by A/V sync or the application, not by the network. */
  'jitter-buffer-imposed': define(
    inbound,
    'ms',
    'rate',
    'inbound-rtp.jitterBufferTargetDelay',
    'inbound-rtp.jitterBufferMinimumDelay',
  ),
  'jitter-buffer-target': define(
    inbound,
    'ms',
    'rate',
    'inbound-rtp.jitterBufferTargetDelay',
    'inbound-rtp.jitterBufferEmittedCount',
  ),
  /** jitter-buffer-delay minus its target: what waits although it need not, because this device does not take it out in time. */
  'jitter-buffer-excess': define(
    inbound,
    'ms',
    'rate',
    'inbound-rtp.jitterBufferDelay',
    'inbound-rtp.jitterBufferTargetDelay',
  ),
  /** RTT/2 + jitter buffer + decode (video) or playout (audio) + one packet of framing (audio): the parts the receiver can see. */
  'one-way-delay': define(
    inbound,
    'ms',
    'rate',
    'inbound-rtp.jitterBufferDelay',
    'candidate-pair.currentRoundTripTime',
  ),
  'nack-rate': define(inVideo, '1/s', 'rate', 'inbound-rtp.nackCount'),
  /** Seconds since the last packet of a track that had been flowing. */
  'no-packets-for': define(inbound, 's', 'moment', 'inbound-rtp.packetsReceived'),
  /** Seconds for which the connection has been up without one packet of this track ever; 0 once one came. */
  'never-received-for': define(inbound, 's', 'moment', 'inbound-rtp.packetsReceived'),
  /** A packet gap of this track while the other inbound tracks of the connection go on (1) or stop with it (0). */
  'other-tracks-flow': define(inbound, 'ratio', 'moment', 'inbound-rtp.packetsReceived'),
  /** Received tracks of this kind that have carried media on this connection so far, this one included. */
  'same-kind-tracks': define(inbound, 'count', 'moment', 'inbound-rtp.packetsReceived'),

  // Received video
  'stall-ratio': define(
    inVideo,
    'ratio',
    'rate',
    'inbound-rtp.totalFreezesDuration',
    'inbound-rtp.totalPausesDuration',
  ),
  /** Freeze and pause time booked in the interval. */
  'stall-time': define(inVideo, 's', 'amount', 'inbound-rtp.totalFreezesDuration', 'inbound-rtp.totalPausesDuration'),
  'freeze-count': define(inVideo, 'count', 'amount', 'inbound-rtp.freezeCount', 'inbound-rtp.pauseCount'),
  /** Mean length of the freezes and pauses booked in the interval. */
  'mean-stall': define(inVideo, 's', 'rate', 'inbound-rtp.totalFreezesDuration', 'inbound-rtp.freezeCount'),
  /** Seconds for which nothing was decoded after at least 5 fps had been. */
  'no-frames-for': define(inVideo, 's', 'moment', 'inbound-rtp.framesDecoded'),
  'received-frame-rate': define(inVideo, 'fps', 'rate', 'inbound-rtp.framesReceived'),
  'decoded-frame-rate': define(inVideo, 'fps', 'rate', 'inbound-rtp.framesDecoded'),
  /** decoded-frame-rate over its own running median of this track. */
  'decoded-frame-rate-of-usual': define(inVideo, 'ratio', 'rate', 'inbound-rtp.framesDecoded'),
  'received-frame-rate-of-usual': define(inVideo, 'ratio', 'rate', 'inbound-rtp.framesReceived'),
  'frame-gap-deviation': define(
    inVideo,
    'ms',
    'rate',
    'inbound-rtp.totalInterFrameDelay',
    'inbound-rtp.totalSquaredInterFrameDelay',
  ),
  'decode-time': define(inVideo, 'ms', 'rate', 'inbound-rtp.totalDecodeTime', 'inbound-rtp.framesDecoded'),
  /** decode-time over the frame budget 1000/fps, fps being the received rate of the interval. */
  'decode-budget-used': define(inVideo, 'ratio', 'rate', 'inbound-rtp.totalDecodeTime', 'inbound-rtp.framesDecoded'),
  'processing-delay': define(inVideo, 'ms', 'rate', 'inbound-rtp.totalProcessingDelay', 'inbound-rtp.framesDecoded'),
  'frames-dropped-ratio': define(inVideo, 'ratio', 'rate', 'inbound-rtp.framesDropped', 'inbound-rtp.framesReceived'),
  'frames-received': define(inVideo, 'count', 'amount', 'inbound-rtp.framesReceived'),
  'frames-decoded': define(inVideo, 'count', 'amount', 'inbound-rtp.framesDecoded'),
  'key-frames-decoded': define(inVideo, 'count', 'amount', 'inbound-rtp.keyFramesDecoded'),
  'pli-rate': define(inVideo, '1/s', 'rate', 'inbound-rtp.pliCount'),
  'pli-sent': define(inVideo, 'count', 'amount', 'inbound-rtp.pliCount'),
  'received-height': define(inVideo, 'px', 'moment', 'inbound-rtp.frameHeight'),
  /** 1 in intervals where the resolution changed: frame-rate signals mean little there. */
  'resolution-changed': define(inVideo, 'ratio', 'moment', 'inbound-rtp.frameWidth', 'inbound-rtp.frameHeight'),
  /** Audio minus video playout of one remote, absolute. */
  'av-offset': define(inVideo, 'ms', 'moment', 'inbound-rtp.estimatedPlayoutTimestamp'),

  // Received audio
  concealment: define(inAudio, 'ratio', 'rate', 'inbound-rtp.concealedSamples', 'inbound-rtp.totalSamplesReceived'),
  'audible-concealment': define(
    inAudio,
    'ratio',
    'rate',
    'inbound-rtp.concealedSamples',
    'inbound-rtp.silentConcealedSamples',
    'inbound-rtp.totalSamplesReceived',
  ),
  'samples-received': define(inAudio, 'samples', 'amount', 'inbound-rtp.totalSamplesReceived'),
  'time-stretching': define(
    inAudio,
    'ratio',
    'rate',
    'inbound-rtp.insertedSamplesForDeceleration',
    'inbound-rtp.removedSamplesForAcceleration',
    'inbound-rtp.totalSamplesReceived',
  ),
  'interruption-time': define(inAudio, 's', 'amount', 'inbound-rtp.totalInterruptionDuration'),
  'interruption-count': define(inAudio, 'count', 'amount', 'inbound-rtp.interruptionCount'),
  /** Mean length of the interruptions that ended in the interval. */
  'mean-interruption': define(
    inAudio,
    's',
    'rate',
    'inbound-rtp.totalInterruptionDuration',
    'inbound-rtp.interruptionCount',
  ),
  /** Samples concealed because a packet came late, not lost, as seconds. */
  'late-packet-outage': define(inAudio, 's', 'amount', 'inbound-rtp.delayedPacketOutageSamples'),
  'jitter-buffer-flushes': define(inAudio, 'count', 'amount', 'inbound-rtp.jitterBufferFlushes'),
  'inbound-level': define(inAudio, 'dBFS', 'rate', 'inbound-rtp.totalAudioEnergy', 'inbound-rtp.totalSamplesDuration'),
  /** Seconds of audio taken out to be played, for each second of time: 1 on a device that keeps up. */
  'playout-rate': define(inAudio, 'ratio', 'rate', 'inbound-rtp.totalSamplesDuration'),
  /** Seconds this track has played since its beginning without any sound (above −60 dBFS); 0 once it had one. */
  'never-heard-for': define(inAudio, 's', 'moment', 'inbound-rtp.totalAudioEnergy', 'inbound-rtp.totalSamplesDuration'),
  /** Correlation of this track's level with the own microphone's, best forward lag, over the echo window (signals/echo). */
  'return-correlation': define(
    inAudio,
    'ratio',
    'rate',
    'media-source.totalAudioEnergy',
    'inbound-rtp.totalAudioEnergy',
  ),
  /** Lag of that best correlation. */
  'return-lag': define(inAudio, 's', 'rate', 'media-source.totalAudioEnergy', 'inbound-rtp.totalAudioEnergy'),
  /** Share of the own speech of the last minute during which this track was heard too (signals/echo-presence). */
  'return-presence': define(inAudio, 'ratio', 'rate', 'media-source.totalAudioEnergy', 'inbound-rtp.totalAudioEnergy'),
  /** Seconds within the window in which the own microphone was active and, shifted by any lag, nothing came back. */
  'no-return-time': define(inAudio, 's', 'amount', 'media-source.totalAudioEnergy', 'inbound-rtp.totalAudioEnergy'),
  /** Seconds in which this (far) end was audible: above −45 dBFS. */
  'far-end-active-time': define(inAudio, 's', 'amount', 'inbound-rtp.totalAudioEnergy'),

  // Sent media
  'sent-packet-rate': define(outbound, '1/s', 'rate', 'outbound-rtp.packetsSent'),
  /** sent-packet-rate over its own running median: a microphone gives the same number of packets in every second. */
  'sent-packet-rate-of-usual': define(outAudio, 'ratio', 'rate', 'outbound-rtp.packetsSent'),
  'sent-bitrate': define(outbound, 'bit/s', 'rate', 'outbound-rtp.bytesSent'),
  /** Loss that the far end reports for what this client sends. */
  'outbound-loss': define(outbound, 'ratio', 'moment', 'remote-inbound-rtp.fractionLost'),
  'remote-round-trip-time': define(outbound, 'ms', 'moment', 'remote-inbound-rtp.roundTripTime'),
  'remote-jitter': define(outbound, 'ms', 'moment', 'remote-inbound-rtp.jitter'),
  'send-queue': define(outbound, 'ms', 'rate', 'outbound-rtp.totalPacketSendDelay', 'outbound-rtp.packetsSent'),
  /** Seconds since the last packet that was sent of this capture, by any layer of its simulcast. */
  'no-packets-sent-for': define(outbound, 's', 'moment', 'outbound-rtp.packetsSent'),
  /** 1 = the capture behind the track delivers (frames, or sound above −60 dBFS), 0 = it stands still, is silent or gone. */
  'capture-live': define(
    outbound,
    'ratio',
    'moment',
    'media-source.frames',
    'media-source.totalAudioEnergy',
    'media-source.totalSamplesDuration',
  ),
  'sent-frame-rate': define(outVideo, 'fps', 'rate', 'outbound-rtp.framesEncoded'),
  'sent-frame-rate-of-usual': define(outVideo, 'ratio', 'rate', 'outbound-rtp.framesEncoded'),
  'encode-time': define(outVideo, 'ms', 'rate', 'outbound-rtp.totalEncodeTime', 'outbound-rtp.framesEncoded'),
  /** encode-time over the frame budget 1000/fps, fps being the capture rate where known, else the encoded one. */
  'encode-budget-used': define(outVideo, 'ratio', 'rate', 'outbound-rtp.totalEncodeTime', 'outbound-rtp.framesEncoded'),
  'limited-by-bandwidth': define(outVideo, 'ratio', 'rate', 'outbound-rtp.qualityLimitationDurations.bandwidth'),
  'limited-by-cpu': define(outVideo, 'ratio', 'rate', 'outbound-rtp.qualityLimitationDurations.cpu'),
  'sent-height': define(outVideo, 'px', 'moment', 'outbound-rtp.frameHeight'),
  /** sent-height over the largest height sent so far on this track. */
  'sent-height-of-best': define(outVideo, 'ratio', 'moment', 'outbound-rtp.frameHeight'),
  'capture-frame-rate': define(outVideo, 'fps', 'rate', 'media-source.frames'),
  /** Encoded frames over captured frames. */
  'encoded-of-captured': define(outVideo, 'ratio', 'rate', 'outbound-rtp.framesEncoded', 'media-source.frames'),
  'pli-received-rate': define(outVideo, '1/s', 'rate', 'outbound-rtp.pliCount'),
  'microphone-level': define(
    outAudio,
    'dBFS',
    'rate',
    'media-source.totalAudioEnergy',
    'media-source.totalSamplesDuration',
  ),
  /** Seconds for which the live microphone has been digitally silent (RMS at most 0.001, −60 dBFS). */
  'microphone-silent-for': define(outAudio, 's', 'moment', 'media-source.totalAudioEnergy'),
  /** 1 = the microphone has delivered sound (above −60 dBFS) for a second in all on this track, 0 = not yet. */
  'microphone-heard-before': define(outAudio, 'ratio', 'moment', 'media-source.totalAudioEnergy'),
  'echo-return-loss': define(outAudio, 'dB', 'moment', 'media-source.echoReturnLoss'),
  'echo-return-loss-enhancement': define(outAudio, 'dB', 'moment', 'media-source.echoReturnLossEnhancement'),
  /** Correlation of the own microphone with inbound audio at lag 0–1 s: this end's microphone picks up its loudspeaker. */
  'leak-correlation': define(
    outAudio,
    'ratio',
    'rate',
    'media-source.totalAudioEnergy',
    'inbound-rtp.totalAudioEnergy',
  ),
  /** Share of the received speech of the last minute during which the own microphone heard something too. */
  'leak-presence': define(outAudio, 'ratio', 'rate', 'media-source.totalAudioEnergy', 'inbound-rtp.totalAudioEnergy'),

  // The connection
  /** RTT of the selected pair; only where a new STUN response was counted, or the goog/SDK gauge changed or is fresh. */
  'round-trip-time': define(connection, 'ms', 'moment', 'candidate-pair.currentRoundTripTime'),
  /** round-trip-time over its own running median. */
  'round-trip-time-of-usual': define(connection, 'ratio', 'moment', 'candidate-pair.currentRoundTripTime'),
  'available-outgoing-bitrate': define(connection, 'bit/s', 'moment', 'candidate-pair.availableOutgoingBitrate'),
  /** 1 = the selected pair uses a relay, 0 = it does not. */
  relayed: define(connection, 'ratio', 'moment', 'candidate-pair.localCandidateId'),
  /** 1 = the path is TCP or TLS (local relay protocol or candidate protocol), 0 = UDP. */
  'path-over-tcp': define(connection, 'ratio', 'moment', 'local-candidate.protocol'),
  'path-switches': define(connection, 'count', 'amount', 'transport.selectedCandidatePairChanges'),
  /** Seconds since any packet of any inbound track came, after media had been flowing, while the connection is open. */
  'nothing-received-for': define(connection, 's', 'moment', 'inbound-rtp.packetsReceived'),
  /** Synthesised share of playout (holes between decoder and loudspeaker). */
  'playout-glitches': define(connection, 'ratio', 'rate', 'media-playout.synthesizedSamplesDuration'),
  'playout-delay': define(
    connection,
    'ms',
    'rate',
    'media-playout.totalPlayoutDelay',
    'media-playout.totalSamplesCount',
  ),
  /** Interval between statistics reports over the usual one: large while the client itself is starved. */
  'stats-interval-of-usual': define(connection, 'ratio', 'moment'),
  /** Seconds for which ICE or the connection has been `disconnected`. */
  'disconnected-for': define(connection, 's', 'moment', 'event:ice.state', 'event:pc.state'),

  /** 1 = a peer connection failed that had been up (also where the log begins after that), 0 = it came up. */
  'connection-lost': define(connection, 'ratio', 'moment', 'event:ice.state', 'event:pc.state'),

  // Connecting: one tick per connect, its interval is the span
  // (from the transport's states in statistics where a log holds no events: they, too, belong to one tick alone)
  'connect-time': define(connection, 'ms', 'moment', 'event:join.ok', 'event:pc.state'),
  /** connect-time minus what the clock cannot resolve: certainly at least this. */
  'connect-time-at-least': define(connection, 'ms', 'moment', 'event:join.ok', 'event:pc.state'),
  'signalling-time': define(connection, 'ms', 'moment', 'event:negotiation'),
  'gathering-time': define(connection, 'ms', 'moment', 'event:ice.gathering'),
  'ice-time': define(connection, 'ms', 'moment', 'event:ice.state'),
  'dtls-time': define(connection, 'ms', 'moment', 'event:dtls.state', 'event:pc.state'),
  /** Connected to the first decoded frame or first audio, only where both were seen with a resolution that can tell. */
  'first-media-time': define(connection, 'ms', 'moment', 'event:first-frame'),
  /** Directory and edge steps an SDK prints (access point, gateway login, websocket open). */
  'service-step-time': define(connection, 'ms', 'moment', 'event:step', 'event:signal.open'),
  /** 1 = a join or connection attempt ended in failure, 0 = it came up. */
  'connect-failed': define(connection, 'ratio', 'moment', 'event:join.fail', 'event:pc.state', 'event:ice.state'),
  /** 1 = a join or attempt had neither success, failure nor leave before the log ended or the next attempt began, 0 = it came up. */
  'connect-unfinished': define(connection, 'ratio', 'moment', 'event:join.start'),

  // What SDK callbacks print
  'sdk-freeze-rate-audio': define(inAudio, 'ratio', 'moment', 'sdk-remote.freezeRate'),
  'sdk-freeze-rate-video': define(inVideo, 'ratio', 'moment', 'sdk-remote.freezeRate'),
  'sdk-end-to-end-delay': define(inbound, 'ms', 'moment', 'sdk-remote.endToEndDelay'),
  'sdk-jitter-buffer-delay': define(inbound, 'ms', 'moment', 'sdk-remote.jitterBufferDelay'),
  'sdk-inbound-loss': define(inbound, 'ratio', 'moment', 'sdk-remote.lossRate'),
  'sdk-rendered-frame-rate': define(inVideo, 'fps', 'moment', 'sdk-remote.renderedFrameRate'),
  'sdk-round-trip-time': define(connection, 'ms', 'moment', 'sdk-call.roundTripTime'),
  'sdk-sent-loss': define(connection, 'ratio', 'moment', 'sdk-call.sentLossRate'),
  'sdk-received-loss': define(connection, 'ratio', 'moment', 'sdk-call.receivedLossRate'),
  'sdk-app-cpu': define(connection, 'ratio', 'moment', 'sdk-call.appCpu'),
  'sdk-total-cpu': define(connection, 'ratio', 'moment', 'sdk-call.totalCpu'),

  // The call
  /** 1 = echo cancellation is off (asked for off, or configured off while joined), 0 = on; absent when the log does not say. */
  'echo-cancellation-off': define(call, 'ratio', 'moment', 'event:aec'),
  /** 1 = the output is a loudspeaker, 0 = headset or earpiece. */
  'loudspeaker-route': define(call, 'ratio', 'moment', 'event:audio.route'),
} as const satisfies Record<string, SignalDefinition>;

export type SignalId = keyof typeof SIGNALS;
export const SIGNAL_IDS = Object.keys(SIGNALS) as SignalId[];

/** Place of each signal in `SignalTick.values`. */
export const SIGNAL_INDEX: ReadonlyMap<string, number> = new Map(SIGNAL_IDS.map((id, index) => [id, index]));

/**
 * The same for the code that sets values: a member access costs a fraction of a look-up in a map. Through JSON, because
 * an engine keeps what JSON.parse makes in its compact form, however many members there are.
 */
export const SIGNAL_PLACES = JSON.parse(JSON.stringify(Object.fromEntries(SIGNAL_INDEX))) as {
  readonly [S in SignalId]: number;
};

/**
 * Signals that tell how long something has gone on, or went on before it was booked: a value v in a tick that ends at t
 * says that it began at t − v. Seconds, all of them.
 */
export const ELAPSED: ReadonlySet<string> = new Set<SignalId>([
  'no-packets-for',
  'no-frames-for',
  'no-packets-sent-for',
  'nothing-received-for',
  'microphone-silent-for',
  'never-heard-for',
  'disconnected-for',
  'mean-stall',
]);

/** A piece of the log that proves something. */
export interface Evidence {
  readonly at: Location;
  /** The log's words, or an object's readings: `inbound-rtp IT01 framesDecoded 250 → 250`. At most 300 characters. */
  readonly excerpt: string;
  /** Source time of the reading, ms, where `at` is a whole series and does not say which reading is meant. */
  readonly time?: number;
  /** The code of the event that this is. */
  readonly code?: EventCode;
  /** True only when the words of another are surely not the same: neither then has to be put into words. */
  differsFrom?(other: Evidence): boolean;
}

/** The signals of one subject over one interval. */
export interface SignalTick {
  /** Source time, ms. */
  readonly start: number;
  readonly end: number;
  /**
   * True when the interval is longer than 2 usual periods and 5 s: the values are right over the interval, but when
   * within it is unknown. It may feed totals, never the start of an episode.
   */
  readonly gap: boolean;
  /** By `SIGNAL_INDEX`; NaN = not known in this interval. Valid only during the call that hands the tick over. */
  readonly values: Float64Array;
  /**
   * Proof of one signal's value in this tick. To be asked only during the call that hands the tick over.
   * @param spare a proof that who asks was given earlier and has no use for any more: it may become this one
   */
  prove(signal: SignalId, spare?: Evidence): Evidence;
}
