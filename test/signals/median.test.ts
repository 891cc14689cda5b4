import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RunningMedian, UsualValue } from '../../src/signals/median.js';

describe('the running median', () => {
  test('is within 2 % of the exact lower median, in any order', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 1e-3, max: 1e9, noNaN: true }), { minLength: 1, maxLength: 200 }),
        (values) => {
          const median = new RunningMedian(1, 0);
          for (const value of values) median.add(value);
          const exact = [...values].sort((a, b) => a - b)[Math.ceil(values.length / 2) - 1] ?? Number.NaN;
          expect(Math.abs(median.value / exact - 1)).toBeLessThan(0.021);
        },
      ),
    );
  });

  test('is right at every moment, not only at the end', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 1e-3, max: 1e9, noNaN: true }), { minLength: 1, maxLength: 60 }),
        (values) => {
          const median = new RunningMedian(1, 0);
          for (const [index, value] of values.entries()) {
            median.add(value);
            const exact = values.slice(0, index + 1).sort((a, b) => a - b)[index >> 1] ?? Number.NaN;
            expect(Math.abs(median.value / exact - 1)).toBeLessThan(0.021);
          }
        },
      ),
    );
  });

  test('knows nothing before its minimum of evidence, and takes neither zero nor nonsense', () => {
    const median = new RunningMedian(3, 10);
    for (const value of [5, 5, 0, Number.NaN, Number.POSITIVE_INFINITY, -1]) median.add(value, 5);
    expect(median.value).toBeNaN();
    median.add(5, 1);
    expect(median.value).toBeCloseTo(5, 0);
  });
});

test('a value is compared with what was usual before it', () => {
  const usual = new UsualValue();
  for (let i = 0; i < 20; i += 1) usual.ratio(50, 1, false);
  expect(usual.ratio(25, 1, false)).toBeCloseTo(0.5, 1);
  expect(usual.ratio(0, 1, false)).toBe(0);
});

test('what happened in a gap is not learnt as usual', () => {
  const usual = new UsualValue();
  for (let i = 0; i < 5; i += 1) usual.ratio(50, 5, false);
  for (let i = 0; i < 20; i += 1) usual.ratio(1, 60, true);
  expect(usual.usual).toBeCloseTo(50, -1);
});
