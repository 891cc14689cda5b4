import { describe, expect, it } from 'vitest';
import { quantile, share } from './arithmetic.mjs';

describe('the interval of a share', () => {
  // Oracle: the two roots of (p̂ − p)² = z²·p(1 − p)/n, from which Wilson's interval is defined.
  it.each([
    [8, 10],
    [1, 3],
    [97, 100],
  ])('of %i in %i ends where the observed share is just z standard errors away', (of, all) => {
    const { value, low, high } = share(of, all);
    expect(value).toBe(of / all);
    for (const p of [low, high]) {
      expect(Math.abs(of / all - p) / Math.sqrt((p * (1 - p)) / all)).toBeCloseTo(1.96, 3);
    }
    expect(low).toBeLessThan(of / all);
    expect(high).toBeGreaterThan(of / all);
  });

  it('agrees with published values', () => {
    // R. G. Newcombe, Statistics in Medicine 17 (1998), table I, method 3.
    expect(share(0, 20)).toMatchObject({ low: 0, high: expect.closeTo(0.1611, 4) });
    expect(share(81, 263)).toMatchObject({ low: expect.closeTo(0.2553, 4), high: expect.closeTo(0.3662, 4) });
  });

  it('of nothing is no value and could be anything', () => {
    expect(share(0, 0)).toEqual({ of: 0, all: 0, value: null, low: 0, high: 1 });
  });
});

describe('a quantile', () => {
  it('lies between its neighbours, in whatever order the values come', () => {
    expect(quantile([4, 1, 3, 2], 0.5)).toBe(2.5);
    expect(quantile([10, 0, 5], 0.9)).toBe(9);
    expect(quantile([7], 0.9)).toBe(7);
  });

  it('of nothing is nothing', () => {
    expect(quantile([], 0.5)).toBeNull();
  });
});
