// What many scenarios share.

/** 320x240 at 25 frames per second is what two processors can make and judge without getting busy. */
export const PLAIN = { audio: true, video: true, width: 320, height: 240, fps: 25 };
export const LARGE = { ...PLAIN, width: 640, height: 480, fps: 20 };
export const VOICE = { audio: true, video: false };

/** Usual length of a call, seconds: a healthy part, a fault, and some time to recover. */
export const USUAL = 36;
/** The healthy part before a fault is long enough to tell whether the machine was free (see truth.mjs). */
export const LATER = [12, 18];
export const LASTING = [8, 14];

export const nothing = { must: [], may: [] };
export const allow = (...may) => ({ must: [], may });
export const demand = (must, may, domains) => ({ must: [must], may, domains });

/** A call with one impairment of the path. `receiver` and `sender` of the impaired direction, `way` as in plan.mjs. */
export const impaired = (set, way, length, receiver, sender = nothing, media = PLAIN) => ({
  media,
  seconds: USUAL,
  faults: [{ set, way, at: LATER, for: length, expect: { receiver, sender } }],
});
