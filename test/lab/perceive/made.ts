// Sound and pictures made by arithmetic, for the tests: what must be found in them is known by construction.
import { seeded } from '../random.mjs';
import { FEATURES } from './traces.mjs';

export const SLOT_MS = 20;
export const GO = 1_700_000_000_000;
const SILENT = -110;

export interface MadeSound {
  origin: number;
  length: number;
  bands: Float32Array;
}

export function silence(seconds: number): MadeSound {
  const length = (seconds * 1000) / SLOT_MS;
  return { origin: GO, length, bands: new Float32Array(length * FEATURES).fill(SILENT) };
}

/** Syllables of 100 to 240 ms, each with a level and a spectrum of its own, in the given turns (seconds). */
export function speech(seconds: number, turns: readonly (readonly [number, number])[], seed: number): MadeSound {
  const random = seeded(seed);
  const sound = silence(seconds);
  for (const [from, to] of turns) {
    let left = 0;
    let syllable: number[] = [];
    for (let slot = (from * 1000) / SLOT_MS; slot < (to * 1000) / SLOT_MS; slot++, left--) {
      if (left <= 0) {
        left = 5 + Math.floor(random() * 8);
        const level = -32 + random() * 16;
        syllable = [level, ...Array.from({ length: FEATURES - 1 }, () => level - 3 - random() * 24)];
      }
      sound.bands.set(syllable, slot * FEATURES);
    }
  }
  return sound;
}

/** The sound as it is heard `delayMs` later; `delayMs` may depend on the slot. Where it is undefined nothing is heard. */
export function heardLater(sent: MadeSound, delayMs: (time: number) => number | undefined): MadeSound {
  const heard = { ...sent, bands: new Float32Array(sent.bands.length).fill(SILENT) };
  for (let slot = 0; slot < sent.length; slot++) {
    const delay = delayMs(slot * SLOT_MS);
    if (delay === undefined) continue;
    const to = slot + Math.round(delay / SLOT_MS);
    if (to < sent.length) heard.bands.set(sent.bands.subarray(slot * FEATURES, (slot + 1) * FEATURES), to * FEATURES);
  }
  return heard;
}

/** Pictures at an even rate, numbered as the camera's file is. */
export function pictures(seconds: number, fps: number) {
  const count = seconds * fps;
  return {
    times: Array.from({ length: count }, (_, index) => GO + Math.round((index * 1000) / fps)),
    numbers: Array.from({ length: count }, (_, index) => index % 512),
  };
}
