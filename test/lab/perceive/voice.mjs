// How much of what one end said the other end heard.

import { LIMITS, SPEECH_DBFS } from './limits.mjs';
import { BLOCK_MS, FEATURES, levelAt } from './traces.mjs';

/** A slot is looked for this far around the tracked lag: receivers stretch and squeeze time. */
const SEARCH = 120 / BLOCK_MS;
/** Quieter by this than what was said, 40 ms around: it was not heard. Own judgement. */
const MISSING_DB = 20;
const MISSING_AROUND = 40 / BLOCK_MS;
/**
 * Difference of the spectra at which a slot counts as distorted, dB (root mean square). Codec and alignment alone give 2 to 8 %
 * of such slots, which is subtracted; concealed packets add about as many as there are of them.
 */
const DISTORTED_DB = 4;
/** Bands this far below the strongest one are hidden by it. */
const AUDIBLE_DB = 25;
const LARGEST_DB = 40;
/** Less speech than this in a window is too little for a share. */
const SPOKEN_MS = 3000;
/** Holes with a pause as short as this between them are one hole. */
const JOIN = 300 / BLOCK_MS;

/**
 * @param {import('./traces.mjs').Sound} sent
 * @param {import('./traces.mjs').Sound} received
 * @param {(slot: number) => number | undefined} lagAt of `fineLag`
 * @returns {{slot: number, state: 'heard' | 'missing' | 'distorted'}[]} every slot of speech at the sender
 */
export function heardOf(sent, received, lagAt) {
  const slots = [];
  for (let slot = 0; slot < sent.length; slot++) {
    const level = levelAt(sent, slot);
    if (level <= SPEECH_DBFS) continue;
    const lag = lagAt(slot);
    if (lag === undefined) slots.push({ slot, state: 'missing' });
    // What would arrive after the end of the call says nothing.
    else if (slot + lag + SEARCH < received.length)
      slots.push({ slot, state: stateOf(sent, received, slot, lag, level) });
  }
  return slots;
}

function stateOf(sent, received, slot, lag, level) {
  let loudest = Number.NEGATIVE_INFINITY;
  for (let at = slot + lag - MISSING_AROUND; at <= slot + lag + MISSING_AROUND; at++)
    loudest = Math.max(loudest, levelAt(received, at));
  if (loudest < level - MISSING_DB) return 'missing';
  let nearest = Number.POSITIVE_INFINITY;
  for (let at = slot + lag - SEARCH; at <= slot + lag + SEARCH && nearest > DISTORTED_DB; at++)
    nearest = Math.min(nearest, spectralDistance(sent.bands, slot, received.bands, at));
  return nearest > DISTORTED_DB ? 'distorted' : 'heard';
}

/** Difference of two slots over the audible bands, dB. The received one may lie anywhere between its slot and the next. */
export function spectralDistance(a, slotA, b, slotB) {
  let nearest = Number.POSITIVE_INFINITY;
  let top = Number.NEGATIVE_INFINITY;
  for (let k = 1; k < FEATURES; k++) top = Math.max(top, a[slotA * FEATURES + k]);
  for (let quarter = 0; quarter < 4; quarter++) {
    let sum = 0;
    let count = 0;
    for (let k = 1; k < FEATURES; k++) {
      const value = a[slotA * FEATURES + k];
      if (value < top - AUDIBLE_DB) continue;
      const here = b[slotB * FEATURES + k] ?? -110;
      const next = b[(slotB + 1) * FEATURES + k] ?? here;
      const between = quarter === 0 ? here : mixed(here, next, quarter / 4);
      sum += Math.min(LARGEST_DB, Math.abs(value - between)) ** 2;
      count++;
    }
    nearest = Math.min(nearest, Math.sqrt(sum / count));
  }
  return nearest;
}

const mixed = (a, b, share) => 10 * Math.log10((1 - share) * 10 ** (a / 10) + share * 10 ** (b / 10));

/**
 * Share of the spoken time that was not heard well in the worst 10 s (of which at least 3 s are speech).
 * @param {ReturnType<typeof heardOf>} slots
 * @returns {{share: number, at: number} | undefined} `at`: first slot of that window
 */
export function worstLoss(slots) {
  const length = LIMITS.windowMs / BLOCK_MS;
  let found;
  let from = 0;
  let lost = 0;
  for (const [index, { slot, state }] of slots.entries()) {
    if (state !== 'heard') lost++;
    while (slots[from].slot <= slot - length) {
      if (slots[from].state !== 'heard') lost--;
      from++;
    }
    const count = index - from + 1;
    const share = lost / count;
    if (count >= SPOKEN_MS / BLOCK_MS && (!found || share > found.share)) found = { share, at: slots[from].slot };
  }
  return found;
}

/** Holes in the voice: runs of missing slots, {slot, length} in slots, over pauses up to 300 ms. */
export function holes(slots) {
  const found = [];
  let run;
  let before;
  for (const { slot, state } of slots) {
    const joined = before !== undefined && slot - before <= JOIN;
    if (state === 'missing' && run && joined) run.length = slot - run.slot + 1;
    else if (state === 'missing') {
      run = { slot, length: 1 };
      found.push(run);
    } else run = undefined;
    before = slot;
  }
  return found;
}

/** Times at which the lag grows within a stretch of speech: the listener hears a hole of that length. */
export function insertedHoles(track, slots) {
  const spoken = new Set(slots.map(({ slot }) => slot));
  const second = 1000 / BLOCK_MS;
  return track.slice(1).flatMap((window, index) => {
    const grown = window.lag - track[index].lag;
    if (grown * BLOCK_MS < LIMITS.voiceGapMs.borderline || window.slot - track[index].slot > 2 * second) return [];
    const middle = window.slot + second;
    let active = 0;
    for (let at = middle - second; at < middle + second; at++) if (spoken.has(at)) active++;
    return active > second ? [{ slot: middle, length: grown }] : [];
  });
}
