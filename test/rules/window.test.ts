import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Limit } from '../../src/rules/limit.js';
import { Window } from '../../src/rules/window.js';
import { push } from './push.js';

/** Mean by time over the last `over` ms, straight from the definition. */
function meanOf(ticks: readonly { start: number; end: number; value: number }[], over: number): number {
  const now = ticks.at(-1)?.end ?? 0;
  let weight = 0;
  let known = 0;
  for (const { start, end, value } of ticks) {
    const within = Math.max(0, end - Math.max(start, now - over));
    if (Number.isNaN(value)) continue;
    weight += within * value;
    known += within;
  }
  return weight / known;
}

const lengths = fc.array(fc.tuple(fc.integer({ min: 200, max: 3000 }), fc.constantFrom(0, 0.1, 0.5, 1)), {
  minLength: 1,
  maxLength: 200,
});

describe('a window', () => {
  it('yields the same mean, maximum and minimum as the definition does, for ticks of any length', () => {
    fc.assert(
      fc.property(lengths, (steps) => {
        const window = new Window(10_000, false);
        const ticks: { start: number; end: number; value: number }[] = [];
        let now = 0;
        for (const [length, value] of steps) {
          ticks.push({ start: now, end: now + length, value });
          push(window, now, now + length, value);
          now += length;
          expect(window.mean()).toBeCloseTo(meanOf(ticks, 10_000), 9);
          const within = ticks.filter(({ end }) => end > now - 10_000).map((tick) => tick.value);
          expect(window.max()).toBe(Math.max(...within));
          expect(window.min()).toBe(Math.min(...within));
        }
      }),
      { numRuns: 100 },
    );
  });

  it('forgets large values without a trace', () => {
    const window = new Window(10_000, false);
    for (let i = 0; i < 100; i++) push(window, i * 1000, (i + 1) * 1000, i < 50 ? 1e15 : 0.1);
    expect(window.mean()).toBeCloseTo(0.1, 12);
  });

  it('counts only when eight tenths of it are known', () => {
    const window = new Window(10_000, false);
    for (let i = 0; i < 7; i++) push(window, i * 1000, (i + 1) * 1000, 1);
    expect(window.covered()).toBe(false);
    push(window, 7000, 8000, Number.NaN);
    expect(window.covered()).toBe(false);
    push(window, 8000, 9000, 1);
    expect(window.covered()).toBe(true);
  });

  it('lets a reading of the moment stand for five seconds, and a rate not at all', () => {
    const [reading, rate] = [new Window(4000, true), new Window(4000, false)];
    for (const window of [reading, rate]) {
      push(window, 0, 1000, 80);
      for (let i = 1; i < 9; i++) {
        push(window, i * 1000, (i + 1) * 1000, Number.NaN);
        if (i === 4) expect(window.last()).toBe(window === reading ? 80 : Number.NaN);
      }
    }
    expect(reading.covered()).toBe(false);
  });

  it('stays small however fast the ticks come, and keeps onset within a sixty-fourth', () => {
    const window = new Window(10_000, false);
    for (let i = 0; i < 20_000; i++) push(window, i, i + 1, i < 15_000 ? 0 : 1);
    expect(window.mean()).toBeCloseTo(0.5, 2);
    expect(Math.abs(window.firstBeyond(new Limit('above', 0.5)) - 15_000)).toBeLessThan(10_000 / 64);
  });
});
