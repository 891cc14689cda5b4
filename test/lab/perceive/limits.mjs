// When a person notices something, and when it is a borderline that counts neither way. Chosen before any call was scored, and
// not to be changed for the sake of a score. `yes` and `borderline` are "at least this" unless said otherwise.

export const LIMITS = {
  /** Delay mouth to ear. ITU-T G.114: most users are satisfied below 250 ms (its figure 1), 400 ms must not be exceeded. */
  voiceDelayMs: { yes: 400, borderline: 250 },
  /** Delay camera to eye, own judgement: a picture is coded and decoded on top of it, and nobody waits for it to answer. */
  pictureDelayMs: { yes: 600, borderline: 300 },
  /** A delay that lasts less than this is a hiccup. Own judgement. */
  sustainedMs: 4000,

  /** One stop of the picture. Own judgement. */
  stallMs: { yes: 1000, borderline: 500 },
  /** What counts as a stop in the share below: this long, and three times the usual gap (as W3C freezeCount does). */
  freezeMs: 250,
  freezeTimes: 3,
  /** Share of the worst 10 s in which the picture stood still. Own judgement; `yes` needs two stops, one is a `stallMs`. */
  frozenShare: { yes: 0.05, borderline: 0.025 },
  /** Pictures received of pictures sent in the worst 10 s; less is worse. Own judgement. */
  rateShare: { yes: 1 / 3, borderline: 2 / 3 },

  /**
   * Share of the spoken time, in the worst 10 s, that is missing or distorted. Own judgement, and what the measure can tell:
   * at ends whose path was left alone it came to 4.7 % at most, with a real sound device to 10.7 %, so less than one word in
   * eight proves nothing.
   */
  voiceLostShare: { yes: 0.12, borderline: 0.04 },
  /** One hole in the voice: two to three syllables. Own judgement. */
  voiceGapMs: { yes: 400, borderline: 200 },
  windowMs: 10_000,

  /** So long after the connection stood, sound and picture are starting: that belongs to the connect. Own judgement. */
  startMs: 2000,

  /** Everything is absent: longer is an interruption, `shortMs` to this may as well be called stutter. Own judgement. */
  interruptionMs: 4000,
  shortMs: 1000,
  /** A picture or a voice that should be there and is not. Own judgement. */
  silenceMs: 5000,

  /** From joining to connected. The product's 600 ms with a fifth to each side, because both ends have clocks and hurry. */
  connectMs: { yes: 720, borderline: 480 },

  /** Own voice coming back this loud and for so long. ITU-T G.131: an echo 45 dB below the talker is heard at any delay. */
  echoDbfs: -45,
  echoMs: { yes: 5000, borderline: 1000 },
  echoSimilarity: 0.6,
};

/** Speech is what is louder than this; the script's speech has peaks of -8 dBFS and nothing else is said. */
export const SPEECH_DBFS = -40;

/** @returns {'yes' | 'borderline' | 'no'} for a quantity of which more is worse */
export function graded(value, { yes, borderline }) {
  if (yes < borderline) return graded(-value, { yes: -yes, borderline: -borderline });
  if (value >= yes) return 'yes';
  return value >= borderline ? 'borderline' : 'no';
}

const ORDER = ['unknown', 'no', 'borderline', 'yes'];
/** The worst of several grades; `unknown` if there is none. */
export const worst = (...grades) => grades.reduce((a, b) => (ORDER.indexOf(b) > ORDER.indexOf(a) ? b : a), 'unknown');
