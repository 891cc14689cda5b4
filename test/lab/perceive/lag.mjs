// How late a sound arrives: the sent and the received features are laid over each other, two seconds at a time.
import { SPEECH_DBFS } from './limits.mjs';
import { BLOCK_MS, FEATURES, levelAt } from './traces.mjs';

const WINDOW = 2000 / BLOCK_MS;
const HOP = 500 / BLOCK_MS;
const LONGEST = 5000 / BLOCK_MS;
/** What is quieter is silence: its exact level says nothing. */
const QUIET_DBFS = -60;
/** Of a window, so much has to be speech, or there is nothing to lay over each other. */
const SPOKEN = 0.3;
/** Same speech gives 0.9 and more through a codec, other speech up to 0.5. */
const SIMILAR = 0.7;
/** Slots of speech without which nothing is compared. */
const LEAST_SPOKEN = 10;

/**
 * @param {import('./traces.mjs').Sound} sent
 * @param {import('./traces.mjs').Sound} received on the same grid
 * @returns {{slot: number, lag: number, similarity: number}[]} windows of speech that were found again: first slot at the
 *   sender, slots from there to the receiver, correlation (Pearson's r over levels and bands)
 */
export function lagTrack(sent, received) {
  const track = [];
  const clipped = { sent: clip(sent), received: clip(received) };
  for (let slot = 0; slot + WINDOW <= sent.length; slot += HOP) {
    let spoken = 0;
    for (let at = slot; at < slot + WINDOW; at++) if (levelAt(sent, at) > SPEECH_DBFS) spoken++;
    if (spoken < SPOKEN * WINDOW) continue;
    const best = bestLag(clipped, slot, WINDOW, { from: 0, to: Math.min(LONGEST, received.length - slot - WINDOW) });
    if (best && best.similarity >= SIMILAR) track.push({ slot, ...best });
  }
  return withoutOutliers(track);
}

/** Values as the comparison uses them: silence is one level. */
export function clip({ bands }) {
  return bands.map((value) => Math.max(value, QUIET_DBFS));
}

/**
 * The lag at which `count` slots of the sent sound, from `slot` on, are most like the received sound. Only slots of speech are
 * compared: that somebody begins or ends to speak is alike in all speech.
 * @param {{sent: Float32Array, received: Float32Array}} clipped of `clip`
 * @param {{from: number, to: number}} lags slots
 */
export function bestLag({ sent, received }, slot, count, { from, to }) {
  const spoken = Array.from({ length: count }, (_, at) => slot + at).filter((at) => sent[at * FEATURES] > SPEECH_DBFS);
  if (spoken.length < LEAST_SPOKEN) return undefined;
  const values = spoken.length * FEATURES;
  let best;
  for (let lag = from; lag <= to; lag++) {
    let [sumA, sumB, squareA, squareB, product] = [0, 0, 0, 0, 0];
    for (const at of spoken) {
      for (let k = 0; k < FEATURES; k++) {
        const a = sent[at * FEATURES + k];
        const b = received[(at + lag) * FEATURES + k];
        sumA += a;
        sumB += b;
        squareA += a * a;
        squareB += b * b;
        product += a * b;
      }
    }
    const variance = (squareA - sumA ** 2 / values) * (squareB - sumB ** 2 / values);
    // Also where a lag reaches beyond the end: what is not there is no number.
    if (!(variance > 0)) continue;
    const similarity = (product - (sumA * sumB) / values) / Math.sqrt(variance);
    if (!best || similarity > best.similarity) best = { lag, similarity };
  }
  return best;
}

/** Windows whose lag neither neighbour shares (within 200 ms) are chance, unless they are alone. */
function withoutOutliers(track) {
  const near = 200 / BLOCK_MS;
  return track.filter(({ lag }, index) => {
    const neighbours = [track[index - 1], track[index + 1]].filter(Boolean);
    return neighbours.length === 0 || neighbours.some((other) => Math.abs(other.lag - lag) <= near);
  });
}

/** Receivers stretch time while they change their delay: within two seconds the lag may move by more than a syllable. */
const FINE = { window: 600 / BLOCK_MS, hop: 200 / BLOCK_MS, around: 300 / BLOCK_MS, similar: 0.6 };

/**
 * The lag every 200 ms of the sender.
 * @param {ReturnType<typeof lagTrack>} track
 * @returns {(slot: number) => number | undefined} slots; nothing if no speech of the call was found again
 */
export function fineLag(sent, received, track) {
  const clipped = { sent: clip(sent), received: clip(received) };
  const known = new Map();
  const at = (step) => {
    const middle = step * FINE.hop;
    const coarse = nearest(track, middle);
    if (coarse === undefined) return undefined;
    const from = Math.max(0, middle - FINE.window / 2);
    const near = track.filter(({ slot }) => Math.abs(slot + WINDOW / 2 - middle) <= WINDOW).map(({ lag }) => lag);
    const lags = [coarse, ...near];
    const room = received.length - from - FINE.window;
    const range = {
      from: Math.max(0, Math.min(...lags) - FINE.around),
      to: Math.min(room, Math.max(...lags) + FINE.around),
    };
    if (from + FINE.window > sent.length) return coarse;
    const best = bestLag(clipped, from, FINE.window, range);
    return best && best.similarity >= FINE.similar ? best.lag : coarse;
  };
  return (slot) => {
    const step = Math.round(slot / FINE.hop);
    if (!known.has(step)) known.set(step, at(step));
    return known.get(step);
  };
}

/** The lag of the window whose middle is nearest. */
function nearest(track, slot) {
  let best;
  let distance = Number.POSITIVE_INFINITY;
  for (const window of track) {
    const away = Math.abs(window.slot + WINDOW / 2 - slot);
    if (away < distance) [best, distance] = [window.lag, away];
  }
  return best;
}

/** Length of a window of the track, ms. */
export const LAG_WINDOW_MS = WINDOW * BLOCK_MS;
