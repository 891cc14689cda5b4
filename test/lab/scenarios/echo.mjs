// Calls in which B has a real loudspeaker and microphone. A is the one who would hear the echo. Long enough for levels that
// are known once a second to be compared over several pauses.
import { allow, demand, nothing, PLAIN, VOICE } from './parts.mjs';

const SECONDS = [64, 76];
const LATE = [18, 26];
const PICTURE = { ...PLAIN, fps: 15 };
/** Who looks from A finds the cause at the far end; B's log shows that the canceller is off or fails. */
const HEARS_ITSELF = demand(['echo'], [], ['far-end', 'device', 'application']);
/** B hears no echo, but its log shows where that of A comes from. */
const CAUSES_IT = allow('echo');

/** A loudspeaker near the microphone, ms and % (cubic: 60 % is -13 dB, 90 % -3 dB, 140 % +9 dB). */
const NEAR = { delayMs: 40, volume: 60 };
const CLOSE = { delayMs: 40, volume: 90 };
const OFF = { canceller: false };

const rig = (echo, a, b, { media = VOICE, speech, at = 0, more = [] } = {}) => ({
  media,
  seconds: SECONDS,
  speech,
  faults: [{ echo, end: 'B', at, expect: { actor: b, other: a } }, ...more],
});
const leak = (echo, options) => rig(echo, HEARS_ITSELF, CAUSES_IT, options);
const clear = (echo, options) => rig(echo, nothing, nothing, options);
/** The canceller removes most of it, or needs a while to do so. */
const partial = (echo, options) => rig(echo, allow('echo'), CAUSES_IT, options);

const DOUBLE_TALK = { speech: { doubleTalk: true } };

/** Somebody carries the device about: the path changes every two seconds for a while. */
const moving = (volume, length) => {
  const rest = { delayMs: 40, volume };
  const echo = { volume, everyMs: 2000, delayRange: { from: 20, to: 250 }, afterwards: rest };
  const change = { echo, end: 'B', at: LATE, for: length, expect: { actor: CAUSES_IT, other: allow('echo') } };
  return partial(rest, { more: [change] });
};

export const ECHO = {
  'echo-canceller-off': leak({ ...NEAR, ...OFF }),
  'echo-canceller-off-close': leak({ ...CLOSE, ...OFF }),
  'echo-canceller-off-quiet': leak({ delayMs: 40, volume: 35, ...OFF }),
  'echo-canceller-off-video': leak({ ...NEAR, ...OFF }, { media: PICTURE }),
  // Longer than what the canceller searches.
  'echo-path-900ms': leak({ delayMs: 900, volume: 90 }),
  'echo-path-900ms-video': leak({ delayMs: 900, volume: 90 }, { media: PICTURE }),
  'echo-loud-path': partial({ delayMs: 40, volume: 140 }),
  'echo-loud-path-110': partial({ delayMs: 40, volume: 110 }),
  'echo-moving-path': moving(60, [10, 14]),
  'echo-moving-path-close': moving(90, [20, 24]),
  'echo-double-talk-canceller-off': leak({ ...NEAR, ...OFF }, DOUBLE_TALK),
  'echo-double-talk-canceller-off-close': leak({ ...CLOSE, ...OFF }, DOUBLE_TALK),
  // From headset to loudspeaker in the middle of the call.
  'echo-starts-late': leak({ ...NEAR, ...OFF }, { at: LATE }),
  'echo-starts-late-close': leak({ ...CLOSE, ...OFF }, { at: LATE }),
  'echo-removed': clear(NEAR),
  'echo-removed-video': clear(NEAR, { media: PICTURE }),
  'echo-removed-double-talk': clear(NEAR, DOUBLE_TALK),
  headset: clear({}),
  'headset-video': clear({}, { media: PICTURE }),
  'headset-canceller-off': clear(OFF),
  'headset-canceller-off-double-talk': clear(OFF, DOUBLE_TALK),
};
