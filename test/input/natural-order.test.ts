import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareNatural, comparePaths } from '../../src/input/natural-order.js';

describe('compareNatural', () => {
  it('orders numbers by value, of any length', () => {
    const sorted = ['a1', 'a2', 'a010', 'a10', 'a99999999999999999999', 'a100000000000000000000', 'b'];
    expect([...sorted].reverse().sort(compareNatural)).toEqual(sorted);
  });

  it('is a total order: antisymmetric, transitive, and only equal texts are equal', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'B', '0', '1', '9', '_', '声') });
    fc.assert(
      fc.property(text, text, text, (a, b, c) => {
        expect(Math.sign(compareNatural(a, b))).toBe(-Math.sign(compareNatural(b, a)) + 0);
        expect(compareNatural(a, b) === 0).toBe(a === b);
        if (compareNatural(a, b) <= 0 && compareNatural(b, c) <= 0) expect(compareNatural(a, c)).toBeLessThanOrEqual(0);
      }),
    );
  });
});

describe('comparePaths', () => {
  it('keeps a folder together', () => {
    const sorted = ['a/x', 'a/y', 'a b/x', 'a.log'];
    expect([...sorted].reverse().sort(comparePaths)).toEqual(sorted);
  });
});
