import { describe, expect, it } from 'vitest';
import { Limit } from '../../src/rules/limit.js';

describe('a limit', () => {
  it.each([
    ['above', [5.000001, 6], [5, 4.999999, Number.NaN]],
    ['at-least', [5, 6], [4.999999, Number.NaN]],
    ['below', [4.999999, 4], [5, 5.000001, Number.NaN]],
    ['at-most', [5, 4], [5.000001, Number.NaN]],
  ] as const)('tells values that are %s it', (comparison, beyond, others) => {
    const limit = new Limit(comparison, 5);
    expect(beyond.filter((value) => !limit.isBeyond(value))).toEqual([]);
    expect(others.filter((value) => limit.isBeyond(value))).toEqual([]);
  });

  it.each(['at-least', 'at-most'] as const)('bears the rounding errors of sums: %s', (comparison) => {
    expect(new Limit(comparison, 0.3).isBeyond(0.1 + 0.2)).toBe(true);
    expect(new Limit(comparison, 0.1 + 0.2).isBeyond(0.3)).toBe(true);
  });

  it.each(['above', 'below'] as const)('takes no rounding error for a difference: %s', (comparison) => {
    expect(new Limit(comparison, 0.3).isBeyond(0.1 + 0.2)).toBe(false);
    expect(new Limit(comparison, 0.1 + 0.2).isBeyond(0.3)).toBe(false);
  });
});
