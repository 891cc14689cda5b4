import type { CallShape } from '../model/call.js';

/** Why a scenario was taken; the locale has a sentence for each. */
export const SCENARIO_REASONS = [
  'named',
  'sdk-live',
  'sdk-audio-room',
  'video-both-ways',
  'several-pictures',
  'watches-only',
  'several-voices',
  'no-evidence',
] as const;
export type ScenarioReason = (typeof SCENARIO_REASONS)[number];

export interface ScenarioChoice {
  readonly id: string;
  readonly reason: ScenarioReason;
}

/** The scenarios that a call's shape can give away; rules are judged for these when none is named. */
export const INFERABLE_SCENARIOS: readonly string[] = [
  'one-to-one',
  'live-show',
  'voice-room',
  'video-conference',
  'general',
];

/**
 * Infers the kind of application from what the calls look like. The largest call decides: a warm-up or a failed first
 * attempt beside it says nothing. Purposes that look alike on the wire (a voice assistant and a phone call) are not
 * guessed; those need --scenario.
 */
export function inferScenario(shapes: readonly CallShape[]): ScenarioChoice {
  const largest = [...shapes].sort((a, b) => tracks(b) - tracks(a))[0];
  if (largest === undefined || tracks(largest) === 0) return modeOf(shapes) ?? { id: 'general', reason: 'no-evidence' };
  return modeOf([largest]) ?? byTracks(largest);
}

const tracks = (shape: CallShape) =>
  shape.inboundAudio + shape.inboundVideo + shape.outboundAudio + shape.outboundVideo;

function modeOf(shapes: readonly CallShape[]): ScenarioChoice | undefined {
  if (shapes.some((shape) => shape.mode === 'audio-room')) return { id: 'voice-room', reason: 'sdk-audio-room' };
  if (shapes.some((shape) => shape.mode === 'live')) return { id: 'live-show', reason: 'sdk-live' };
  return undefined;
}

function byTracks(shape: CallShape): ScenarioChoice {
  const { inboundAudio, inboundVideo, outboundAudio, outboundVideo } = shape;
  if (inboundVideo >= 2 || (inboundVideo === 1 && inboundAudio >= 2))
    return { id: 'video-conference', reason: 'several-pictures' };
  if (inboundVideo === 1 && outboundVideo >= 1) return { id: 'one-to-one', reason: 'video-both-ways' };
  if (inboundVideo === 1 && outboundVideo + outboundAudio === 0) return { id: 'live-show', reason: 'watches-only' };
  if (inboundVideo + outboundVideo === 0 && inboundAudio >= 2) return { id: 'voice-room', reason: 'several-voices' };
  return { id: 'general', reason: 'no-evidence' };
}
