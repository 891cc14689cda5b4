/** `[goog member, catalogue name, factor to the catalogue's unit]`; the first member that is there wins. */
export type Mapping = readonly (readonly [from: string, to: string, factor: number])[];

export const MS = 0.001;
/** goog audio levels are 16-bit sample values. */
const LEVEL = 1 / 32767;

export const RECEIVED: Mapping = [
  ['packetsReceived', 'packetsReceived', 1],
  ['packetsLost', 'packetsLost', 1],
  ['bytesReceived', 'bytesReceived', 1],
  ['googJitterReceived', 'jitter', MS],
  ['googJitterBufferMs', 'currentJitterBufferDelay', MS],
  ['googCurrentDelayMs', 'currentJitterBufferDelay', MS],
  ['googNacksSent', 'nackCount', 1],
  ['googPlisSent', 'pliCount', 1],
  ['googFirsSent', 'firCount', 1],
  ['framesDecoded', 'framesDecoded', 1],
  ['googFrameRateDecoded', 'framesPerSecond', 1],
  ['googFrameRateOutput', 'framesPerSecond', 1],
  ['googFrameWidthReceived', 'frameWidth', 1],
  ['googFrameHeightReceived', 'frameHeight', 1],
  ['googExpandRate', 'concealmentRate', 1],
  ['audioOutputLevel', 'audioLevel', LEVEL],
  ['totalAudioEnergy', 'totalAudioEnergy', 1],
  ['totalSamplesDuration', 'totalSamplesDuration', 1],
];

export const SENT: Mapping = [
  ['packetsSent', 'packetsSent', 1],
  ['bytesSent', 'bytesSent', 1],
  ['googNacksReceived', 'nackCount', 1],
  ['googPlisReceived', 'pliCount', 1],
  ['googFirsReceived', 'firCount', 1],
  ['framesEncoded', 'framesEncoded', 1],
  ['googFrameRateSent', 'framesPerSecond', 1],
  ['googFrameWidthSent', 'frameWidth', 1],
  ['googFrameHeightSent', 'frameHeight', 1],
  ['googAdaptationChanges', 'qualityLimitationResolutionChanges', 1],
];

export const AUDIO_SOURCE: Mapping = [
  ['audioInputLevel', 'audioLevel', LEVEL],
  ['totalAudioEnergy', 'totalAudioEnergy', 1],
  ['totalSamplesDuration', 'totalSamplesDuration', 1],
  ['googEchoCancellationReturnLoss', 'echoReturnLoss', 1],
  ['googEchoCancellationReturnLossEnhancement', 'echoReturnLossEnhancement', 1],
];

export const VIDEO_SOURCE: Mapping = [
  ['googFrameRateInput', 'framesPerSecond', 1],
  ['googFrameWidthInput', 'width', 1],
  ['googFrameHeightInput', 'height', 1],
];

/** What the far end reports of a sent stream stands in the sent stream's own report. */
export const REPORTED_BACK: Mapping = [
  ['packetsLost', 'packetsLost', 1],
  ['googJitterReceived', 'jitter', MS],
];

export const PAIR: Mapping = [
  ['responsesReceived', 'responsesReceived', 1],
  ['requestsSent', 'requestsSent', 1],
  ['consentRequestsSent', 'consentRequestsSent', 1],
  ['bytesSent', 'bytesSent', 1],
  ['bytesReceived', 'bytesReceived', 1],
  ['packetsSent', 'packetsSent', 1],
];

export const CANDIDATE_TYPES: ReadonlyMap<unknown, string> = new Map([
  ['host', 'host'],
  ['local', 'host'],
  ['serverreflexive', 'srflx'],
  ['stun', 'srflx'],
  ['peerreflexive', 'prflx'],
  ['prflx', 'prflx'],
  ['relayed', 'relay'],
  ['relay', 'relay'],
]);
