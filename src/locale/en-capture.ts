import type { CaptureAdvice } from './advice.js';

/** What to capture next time, in steps that a user or a developer can take. */
export const captureEn: CaptureAdvice = {
  internals: {
    stutter:
      'Open chrome://webrtc-internals before the call on the side that sees or hears the stutter, and save the dump while the call is on.',
    latency:
      'Open chrome://webrtc-internals before the call, and save the dump while the call is on and both sides send media.',
    echo: 'Take the dumps of both ends, saved while people speak in turn. The dump of the user who hears himself is the first to get; a headset at the other end is the quickest test.',
    connect: 'Open chrome://webrtc-internals before the call begins: it holds only what happened while it was open.',
    interruption: 'Save the dump after the interruption and before the page is closed or loaded again.',
    silence: "Take the dumps of both ends, saved while the call is on: the sender's shows whether media left.",
  },
  statistics: {
    stutter: 'Sample getStats of every peer connection at least every 2 s and keep all members of inbound-rtp.',
    latency:
      'Sample getStats at least every 2 s and keep candidate-pair (currentRoundTripTime) and inbound-rtp (jitterBufferDelay, jitterBufferEmittedCount).',
    echo: 'Sample getStats at least every 2 s at both ends, while people speak in turn, and keep totalAudioEnergy of media-source and inbound-rtp.',
    connect:
      'Log the events of the peer connection too (negotiation, ICE, DTLS and connection state), or open chrome://webrtc-internals before the call: statistics alone do not hold the steps of connecting.',
    interruption:
      'Log the connection state and ICE state of the peer connection beside the statistics, through the whole call.',
    silence: 'Sample getStats at least every 2 s at both ends and keep all members of inbound-rtp and outbound-rtp.',
  },
  sdk: {
    stutter:
      "Let the application print the SDK's statistics callbacks of remote audio and video (freeze rate, frame rate, loss) every 2 s. In a browser save chrome://webrtc-internals of the same call.",
    latency:
      "Let the application print the SDK's statistics callbacks (round-trip time, end-to-end delay, jitter buffer) every 2 s. In a browser save chrome://webrtc-internals of the same call.",
    echo: "Take both ends' logs and print the setting of echo cancellation and the audio route. In a browser also sample getStats at least every 2 s (totalAudioEnergy of media-source and inbound-rtp).",
    connect: 'Start the log before the join call, at level info or debug, and keep it until the first frame.',
    interruption:
      "Print the SDK's connection-state callback, and keep the log at level info or debug through the whole call.",
    silence:
      "Let the application print the SDK's statistics and its audio and video state callbacks (mute, publish, first frame), at both ends.",
  },
};
