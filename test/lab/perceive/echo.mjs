// Whether an end hears its own voice come back.

import { bestLag, clip } from './lag.mjs';
import { LIMITS, SPEECH_DBFS } from './limits.mjs';
import { BLOCK_MS, levelAt } from './traces.mjs';

const WINDOW = 2000 / BLOCK_MS;
/** How long the voice may be on its way there and back. */
const LONGEST = 3000 / BLOCK_MS;
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
  for (let slot = 0; slot + WINDOW + LONGEST <= own.length; slot += WINDOW) {
    if (spoken(own, slot) < SHARE * WINDOW) continue;
    // What the other one says may be on its way when this one begins; a second covers that.
    const margin = 1000 / BLOCK_MS;
    let disturbed = false;
    for (let at = slot - margin; at < slot + WINDOW + margin; at++) disturbed ||= farSpeaks(at);
    if (disturbed) continue;
    found.judgedMs += WINDOW * BLOCK_MS;
    const best = bestLag(clipped, slot, WINDOW, { from: 0, to: LONGEST });
    const loud = loudest(received, slot + (best?.lag ?? 0));
    if (loud <= LIMITS.echoDbfs) continue;
    found.loudMs += WINDOW * BLOCK_MS;
    if (!best || best.similarity < LIMITS.echoSimilarity) continue;
    found.returnedMs += WINDOW * BLOCK_MS;
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
