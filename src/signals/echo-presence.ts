import { HEARD_DBFS, type LevelPoints, SILENT_DBFS, SPEAKING_DBFS } from './level-points.js';

/** What is looked at most: several turns of a conversation, seconds. */
export const PRESENCE_WINDOW_S = 60;
/** So much speech has to be seen, in so many turns: a far end that happens to speak at the same time does not do so in each. */
const LEAST_SPEECH_S = 10;
/** More than rounding makes of the speech that points have counted (`LevelPoints.micSpeech`), seconds. */
const ROUNDING_S = 1e-3;
const LEAST_TURNS = 3;
/** What is always there is noise; that there is none shows a level this far below all that came with the leader's speech, dB. */
const BELOW_NOISE_DB = 6;
/**
 * Points with sound of the follower alone, which show who does not follow whom. A turn that ended may echo for a point more,
 * so the leader is silent at these and was at the point before. With two points more, and 2 of these, fewer double talks can
 * be told.
 */
const LEAST_ALONE = 3;

/**
 * Whether sound is there whenever the leader speaks. Correlation of levels fails as soon as the follower has a voice of its
 * own: an echo is quieter than that voice, so the sum goes up when the leader falls silent. What an echo cannot do is to be
 * absent while the leader speaks. Looked at is the newest part of the points that holds enough to tell:
 * - speech of the leader of at least 10 s in at least three turns (the first second of each is left out: it takes the
 *   echo that long to arrive),
 * - silence of the follower at some time, or a level well below, else it is noise or music that is always there,
 * - the follower alone at some time, else it may be the leader that follows.
 * @param leader level of each point, dBFS
 * @param follower the same of who may echo the leader
 * @returns the share of the leader's speech during which the follower was heard, 0–1; NaN when it cannot be told
 */
export function presence(points: LevelPoints, leader: Float64Array, follower: Float64Array): number {
  const { first, end, seconds } = points;
  // At most times there is too little of it: a look at what is in the points saves the walk.
  const isOwn = leader === points.mic;
  if ((isOwn ? points.micSpeech : points.inboundSpeech) < LEAST_SPEECH_S - ROUNDING_S) return Number.NaN;
  if ((isOwn ? points.inboundAlone : points.micAlone) < LEAST_ALONE) return Number.NaN;
  let speech = 0;
  let heard = 0;
  let turns = 0;
  let lowest = 0;
  let lowestHeard = 0;
  let alone = 0;
  let leads = leader[end - 1] ?? 0;
  for (let k = end - 1; k > first; k -= 1) {
    const level = follower[k] ?? 0;
    const led = leads;
    leads = leader[k - 1] ?? 0;
    if (level < lowest) lowest = level;
    const isHeard = level > HEARD_DBFS;
    if (isHeard && led <= SILENT_DBFS && leads <= SILENT_DBFS) alone += 1;
    if (!(led >= SPEAKING_DBFS && leads >= SPEAKING_DBFS)) continue;
    const length = seconds[k] ?? 0;
    speech += length;
    if (isHeard) {
      heard += length;
      if (level < lowestHeard) lowestHeard = level;
    }
    // The second point of a turn is the first one that counts: walking back, it completes the turn.
    if (k - 2 < first || !((leader[k - 2] ?? 0) >= SPEAKING_DBFS)) turns += 1;
    if (speech < LEAST_SPEECH_S || turns < LEAST_TURNS || alone < LEAST_ALONE) continue;
    if (lowest < SILENT_DBFS || lowest <= lowestHeard - BELOW_NOISE_DB) return heard / speech;
  }
  return Number.NaN;
}
