import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimalText } from '../../src/locale/decimal-text.js';
import { LANGUAGES } from '../../src/locale/messages.js';

describe('a number in a report', () => {
  const number = fc.oneof(
    fc.double(),
    fc.double({ min: -2e6, max: 2e6, noNaN: true }),
    fc.double({ min: -2, max: 2, noNaN: true }),
    // Halves of the last place, which are where ways of rounding differ.
    fc.tuple(fc.integer({ min: -200_000, max: 200_000 }), fc.integer({ min: 0, max: 5 })).map(([n, p]) => n / 10 ** p),
  );

  it('is what Intl writes in every language', () => {
    fc.assert(
      fc.property(number, fc.integer({ min: 0, max: 6 }), (value, digits) => {
        for (const language of LANGUAGES) {
          const plain = new Intl.NumberFormat(language, { maximumFractionDigits: digits });
          const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: digits });
          expect(decimalText(value, digits)).toBe(plain.format(value));
          if (String(value).includes('e') || !Number.isFinite(value)) continue;
          expect(`${decimalText(value, digits, 2)}%`).toBe(percent.format(value));
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('has thousands separators, no zeros behind, and is rounded away from zero', () => {
    expect(decimalText(1234567.891, 2)).toBe('1,234,567.89');
    expect(decimalText(999.95, 1)).toBe('1,000');
    expect(decimalText(1.005, 2)).toBe('1.01');
    expect(decimalText(-0.25, 1)).toBe('-0.3');
    expect(decimalText(0.07, 0, 2)).toBe('7');
  });
});
