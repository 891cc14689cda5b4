/**
 * The catalogue of what is read from statistics: W3C webrtc-stats members by report type, plus the values that SDKs
 * print themselves. A reader takes these and skips everything else; legacy `goog*` names are mapped onto them.
 * Units are those of the W3C text: seconds, bytes, bits per second, linear level 0–1. A reader that finds other units
 * (milliseconds in SDK logs, strings in goog statistics) converts them.
 */
export type Unit =
  | 's'
  | 'ms'
  | 'ratio'
  | 'count'
  | 'bytes'
  | 'bit/s'
  | 'fps'
  | 'dB'
  | 'dBFS'
  | 'samples'
  | 'px'
  | '1/s'
  | '1/min'
  | 'level'
  | 'j';

/** `counter`: grows from 0, a fall is a reset. `gauge`: a value of the moment. `total`: a counter that may legitimately fall. */
export interface Metric {
  readonly unit: Unit;
  readonly form: 'counter' | 'gauge' | 'total';
  /** No signal is derived from it: readers of statistics pass it over. Definitions of formats may give it all the same. */
  readonly isUnread?: true;
}

const count: Metric = { unit: 'count', form: 'counter' };
const samples: Metric = { unit: 'samples', form: 'counter' };
const seconds: Metric = { unit: 's', form: 'counter' };
const bytes: Metric = { unit: 'bytes', form: 'counter' };
const energy: Metric = { unit: 'j', form: 'counter' };
const gauge = (unit: Unit): Metric => ({ unit, form: 'gauge' });
const unread = (metric: Metric) => ({ ...metric, isUnread: true }) as const;

export const METRICS = {
  'inbound-rtp': {
    packetsReceived: count,
    packetsLost: { unit: 'count', form: 'total' },
    packetsDiscarded: count,
    bytesReceived: bytes,
    jitter: gauge('s'),
    jitterBufferDelay: seconds,
    jitterBufferTargetDelay: seconds,
    jitterBufferMinimumDelay: seconds,
    jitterBufferEmittedCount: count,
    jitterBufferFlushes: count,
    delayedPacketOutageSamples: samples,
    nackCount: count,
    pliCount: count,
    firCount: unread(count),
    retransmittedPacketsReceived: unread(count),
    framesReceived: count,
    framesDecoded: count,
    framesRendered: count,
    framesDropped: count,
    keyFramesDecoded: count,
    framesPerSecond: gauge('fps'),
    frameWidth: gauge('px'),
    frameHeight: gauge('px'),
    freezeCount: count,
    totalFreezesDuration: seconds,
    pauseCount: count,
    totalPausesDuration: seconds,
    totalDecodeTime: seconds,
    totalProcessingDelay: seconds,
    totalAssemblyTime: unread(seconds),
    framesAssembledFromMultiplePackets: unread(count),
    totalInterFrameDelay: seconds,
    totalSquaredInterFrameDelay: { unit: 's', form: 'counter' },
    totalSamplesReceived: samples,
    concealedSamples: samples,
    silentConcealedSamples: samples,
    concealmentEvents: unread(count),
    insertedSamplesForDeceleration: samples,
    removedSamplesForAcceleration: samples,
    interruptionCount: count,
    totalInterruptionDuration: seconds,
    audioLevel: gauge('level'),
    totalAudioEnergy: energy,
    totalSamplesDuration: seconds,
    estimatedPlayoutTimestamp: gauge('ms'),
    /** goog legacy and SDK prints: current jitter-buffer delay, no counters exist. */
    currentJitterBufferDelay: gauge('s'),
    /** goog legacy googExpandRate: share of concealed samples of the moment. */
    concealmentRate: gauge('ratio'),
  },
  'outbound-rtp': {
    packetsSent: count,
    bytesSent: bytes,
    retransmittedPacketsSent: unread(count),
    nackCount: unread(count),
    pliCount: count,
    firCount: unread(count),
    framesEncoded: count,
    framesSent: unread(count),
    keyFramesEncoded: unread(count),
    framesPerSecond: gauge('fps'),
    frameWidth: unread(gauge('px')),
    frameHeight: gauge('px'),
    totalEncodeTime: seconds,
    totalPacketSendDelay: seconds,
    targetBitrate: unread(gauge('bit/s')),
    qualityLimitationResolutionChanges: unread(count),
    'qualityLimitationDurations.bandwidth': seconds,
    'qualityLimitationDurations.cpu': seconds,
    'qualityLimitationDurations.other': unread(seconds),
    'qualityLimitationDurations.none': unread(seconds),
  },
  'remote-inbound-rtp': {
    packetsLost: unread({ unit: 'count', form: 'total' }),
    fractionLost: gauge('ratio'),
    jitter: gauge('s'),
    roundTripTime: gauge('s'),
    totalRoundTripTime: unread(seconds),
    roundTripTimeMeasurements: count,
  },
  'remote-outbound-rtp': {
    packetsSent: unread(count),
    bytesSent: unread(bytes),
    roundTripTime: unread(gauge('s')),
    remoteTimestamp: unread(gauge('ms')),
  },
  'media-source': {
    audioLevel: gauge('level'),
    totalAudioEnergy: energy,
    totalSamplesDuration: seconds,
    echoReturnLoss: gauge('dB'),
    echoReturnLossEnhancement: gauge('dB'),
    frames: count,
    framesPerSecond: gauge('fps'),
    width: unread(gauge('px')),
    height: unread(gauge('px')),
  },
  'media-playout': {
    synthesizedSamplesDuration: seconds,
    synthesizedSamplesEvents: unread(count),
    totalSamplesDuration: seconds,
    totalPlayoutDelay: seconds,
    totalSamplesCount: samples,
  },
  'candidate-pair': {
    currentRoundTripTime: gauge('s'),
    totalRoundTripTime: seconds,
    responsesReceived: count,
    requestsSent: unread(count),
    consentRequestsSent: unread(count),
    bytesSent: unread(bytes),
    bytesReceived: unread(bytes),
    packetsSent: unread(count),
    packetsReceived: unread(count),
    availableOutgoingBitrate: gauge('bit/s'),
    availableIncomingBitrate: unread(gauge('bit/s')),
  },
  transport: {
    bytesSent: unread(bytes),
    bytesReceived: unread(bytes),
    packetsSent: unread(count),
    packetsReceived: unread(count),
    selectedCandidatePairChanges: count,
  },
  'local-candidate': {},
  'remote-candidate': {},
  codec: {},
  /** What SDK callbacks report about one remote stream (Agora RemoteAudioStats / RemoteVideoStats and their kind). */
  'sdk-remote': {
    freezeRate: gauge('ratio'),
    totalFreezeTime: unread(seconds),
    endToEndDelay: gauge('s'),
    networkTransportDelay: unread(gauge('s')),
    jitterBufferDelay: gauge('s'),
    lossRate: gauge('ratio'),
    renderedFrameRate: gauge('fps'),
    decodedFrameRate: unread(gauge('fps')),
    receivedBitrate: unread(gauge('bit/s')),
  },
  /** What SDK callbacks report about one local stream. */
  'sdk-local': {
    sentFrameRate: unread(gauge('fps')),
    captureFrameRate: unread(gauge('fps')),
    sentBitrate: unread(gauge('bit/s')),
    lossRate: unread(gauge('ratio')),
  },
  /** What SDK callbacks report about the session as a whole (Agora RtcStats and its kind). */
  'sdk-call': {
    roundTripTime: gauge('s'),
    gatewayRoundTripTime: unread(gauge('s')),
    sentLossRate: gauge('ratio'),
    receivedLossRate: gauge('ratio'),
    appCpu: gauge('ratio'),
    totalCpu: gauge('ratio'),
    sentBitrate: unread(gauge('bit/s')),
    receivedBitrate: unread(gauge('bit/s')),
    playoutDelay: unread(gauge('s')),
  },
} as const satisfies Record<string, Record<string, Metric>>;

export type StatsType = keyof typeof METRICS;
export const STATS_TYPES = Object.keys(METRICS) as StatsType[];

type ReadMetric<M> = { [K in keyof M]: M[K] extends { readonly isUnread: true } ? never : K }[keyof M];

declare const holder: unique symbol;
/** Where the readings of a report type hold a metric. Marked with the type, so that places of another type do not fit. */
export type Place<T extends StatsType> = number & { readonly [holder]: T };

/**
 * Place of each metric in the readings of its report type (`StatsObject.readings`), in the order of the catalogue. What is
 * not read has one too, which the type does not tell: whoever derives a signal from it has to say so in the catalogue first.
 * Through JSON, because an engine keeps what JSON.parse makes in its compact form, however many members there are.
 */
export const PLACES = JSON.parse(
  JSON.stringify(
    Object.fromEntries(
      STATS_TYPES.map((type) => [type, Object.fromEntries(Object.keys(METRICS[type]).map((name, k) => [name, k]))]),
    ),
  ),
) as { readonly [T in StatsType]: { readonly [M in ReadMetric<(typeof METRICS)[T]>]: Place<T> } };

/** Text members that are read, by report type. */
export const LABELS = {
  'inbound-rtp': [
    'mid',
    'trackIdentifier',
    'remoteId',
    'codecId',
    'decoderImplementation',
    'contentType',
    'playoutId',
    'transportId',
  ],
  'outbound-rtp': [
    'mid',
    'rid',
    'active',
    'remoteId',
    'mediaSourceId',
    'codecId',
    'encoderImplementation',
    'qualityLimitationReason',
    'contentType',
    'transportId',
  ],
  'remote-inbound-rtp': ['localId'],
  'remote-outbound-rtp': ['localId'],
  'media-source': ['trackIdentifier'],
  'media-playout': [],
  /** selected: `true` where the format marks the pair itself (Firefox `selected`, goog `googActiveConnection`). */
  'candidate-pair': ['state', 'nominated', 'selected', 'localCandidateId', 'remoteCandidateId', 'transportId'],
  transport: ['dtlsState', 'iceState', 'selectedCandidatePairId', 'iceRole'],
  'local-candidate': ['candidateType', 'protocol', 'relayProtocol', 'networkType'],
  'remote-candidate': ['candidateType', 'protocol'],
  codec: ['mimeType'],
  'sdk-remote': ['uid'],
  'sdk-local': [],
  'sdk-call': [],
} as const satisfies Record<StatsType, readonly string[]>;
