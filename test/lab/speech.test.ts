import { describe, expect, it } from 'vitest';
import { seeded } from './random.mjs';
import { silences } from './silent-microphone.mjs';
import { speechOf, turns } from './speech.mjs';

const SEEDS = Array.from({ length: 50 }, (_, seed) => seed);
type Turn = [start: number, length: number];

/** Lengths of the pauses between the turns of one end, seconds. */
const pauses = (plan: Turn[]) =>
  plan.slice(1).map(([start], index) => start - (plan[index]?.[0] ?? 0) - (plan[index]?.[1] ?? 0));
/** For each tenth of a second whether the end speaks. */
const speaks = (plan: Turn[], seconds: number) =>
  Array.from({ length: seconds * 10 }, (_, tenth) =>
    plan.some(([start, length]) => tenth / 10 >= start && tenth / 10 < start + length),
  );
const shared = (one: boolean[], other: boolean[]) =>
  one.filter((speaking, index) => speaking && other[index]).length / 10;

describe('who speaks when', () => {
  it.each([false, true])(
    'has pauses of at least 3 s at each end, three of them in a minute (double talk: %s)',
    (doubleTalk) => {
      for (const seed of SEEDS) {
        const plan: Record<string, Turn[]> = turns(seeded(seed), { ends: ['A', 'B'], seconds: 60, doubleTalk });
        for (const end of ['A', 'B']) {
          const lengths = pauses(plan[end] ?? []);
          expect(lengths.length).toBeGreaterThanOrEqual(3);
          expect(Math.min(...lengths)).toBeGreaterThanOrEqual(3);
        }
      }
    },
  );

  it('lets the ends talk one after the other, and at the same time only where double talk is wanted', () => {
    for (const seed of SEEDS) {
      const together = [false, true].map((doubleTalk) => {
        const plan: Record<string, Turn[]> = turns(seeded(seed), { ends: ['A', 'B'], seconds: 60, doubleTalk });
        return shared(speaks(plan.A ?? [], 60), speaks(plan.B ?? [], 60));
      });
      expect(together[0]).toBeLessThan(6);
      expect(together[1]).toBeGreaterThan(6);
    }
  });

  it('is the same with the same seed only', () => {
    const wanted = { ends: ['A', 'B'], seconds: 60, doubleTalk: false };
    expect(turns(seeded(3), wanted)).toEqual(turns(seeded(3), wanted));
    expect(turns(seeded(3), wanted)).not.toEqual(turns(seeded(4), wanted));
  });

  it('lasts longer than the call', () => {
    expect(speechOf({ ends: ['A', 'B'], seconds: 36, faults: [] }).seconds).toBeGreaterThan(46);
  });
});

describe('a silent microphone', () => {
  it('is silent from the time of the fault, or never makes a sound', () => {
    const faults = [
      { role: 'A', silentMicrophone: {}, start: 12 },
      { role: 'B', silentMicrophone: {}, start: 0 },
      { role: 'C', starve: {}, start: 3 },
    ];
    const from = silences({ faults });
    expect(from.A).toBeGreaterThanOrEqual(12);
    expect(from.B).toBe(0);
    expect(from).not.toHaveProperty('C');
  });
});
