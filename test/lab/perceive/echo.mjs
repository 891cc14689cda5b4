// Whether an end hears its own voice come back.

import { bestLag, clip } from './lag.mjs';
import { LIMITS, SPEECH_DBFS } from './limits.mjs';
import { BLOCK_MS, levelAt } from './traces.mjs';

const WINDOW = 2000 / BLOCK_MS;
/** How long the voice may be on its way there and back. */
const LONGEST = 3000 / BLOCK_MS;
/** If the other one speaks sooner after a window, that window says nothing. */
const SHORTEST = 600 / BLOCK_MS;
const HOP = WINDOW / 2;
/** What the other one said is on its way for so long. */
const ON_THE_WAY = 1000 / BLOCK_MS;
const SHARE = 0.5;

/**
 * @param {import('./traces.mjs').Sound} own what the end says
 * @param {import('./traces.mjs').Sound} received what it hears
 * @param {(slot: number) => boolean} farSpeaks whether the other one speaks, by the script
 * @returns {{judgedMs: number, loudMs: number, returnedMs: number, levelDbfs: number | undefined, delayMs: number | undefined,
 *   at: number | undefined}} `judgedMs` of own speech while the other end was silent; in how much of it something loud
 *   was received, and something loud that is like the own voice; its mean level; delay; first slot
 */
export function returned(own, received, farSpeaks) {
  const clipped = { sent: clip(own), received: clip(received) };
  const found = { judgedMs: 0, loudMs: 0, returnedMs: 0, levelDbfs: undefined, delayMs: undefined, at: undefined };
  const lags = [];
  const levels = [];
  let lastBack;
  for (let slot = 0; slot + WINDOW + SHORTEST <= own.length; slot += HOP) {
    if (spoken(own, slot) < SHARE * WINDOW) continue;
    const lagLimit = undisturbed(slot, own.length, farSpeaks);
    if (lagLimit < SHORTEST) continue;
    found.judgedMs += HOP * BLOCK_MS;
    const best = bestLag(clipped, slot, WINDOW, { from: 0, to: lagLimit });
    const loud = loudest(received, slot + (best?.lag ?? 0));
    if (loud <= LIMITS.echoDbfs) continue;
    found.loudMs += HOP * BLOCK_MS;
    if (!best || best.similarity < LIMITS.echoSimilarity) continue;
    // Windows overlap by half: the first of several counts whole.
    const more = lastBack === slot - HOP ? HOP : WINDOW;
    lastBack = slot;
    found.returnedMs += more * BLOCK_MS;
    found.at ??= slot;
    lags.push(best.lag);
    levels.push(loud);
  }
  if (lags.length > 0) {
    found.delayMs = lags.sort((a, b) => a - b)[lags.length >> 1] * BLOCK_MS;
    found.levelDbfs = levels.reduce((sum, level) => sum + level, 0) / levels.length;
  }
  return found;
}

/** Longest lag at which nothing but an echo of the window can be received: until the other one speaks. Negative: none. */
function undisturbed(slot, length, farSpeaks) {
  for (let at = slot - ON_THE_WAY; at < slot + WINDOW; at++) if (farSpeaks(at)) return -1;
  let lag = 0;
  while (lag < LONGEST && slot + WINDOW + lag < length && !farSpeaks(slot + WINDOW + lag)) lag++;
  return lag;
}

function spoken(sound, slot) {
  let count = 0;
  for (let at = slot; at < slot + WINDOW; at++) if (levelAt(sound, at) > SPEECH_DBFS) count++;
  return count;
}

/** Level that the loudest tenth of the window reaches. */
function loudest(sound, slot) {
  const levels = Array.from({ length: WINDOW }, (_, at) => levelAt(sound, slot + at));
  return levels.sort((a, b) => b - a)[WINDOW / 10];
}

/** @returns {'yes' | 'borderline' | 'no' | 'unknown'} */
export function echoGrade({ judgedMs, loudMs, returnedMs }) {
  if (judgedMs < LIMITS.echoMs.yes) return 'unknown';
  if (returnedMs >= LIMITS.echoMs.yes) return 'yes';
  return loudMs >= LIMITS.echoMs.borderline ? 'borderline' : 'no';
}
