import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { StatsObject } from '../../src/model/sample.js';
import { SIGNAL_PLACES as AT } from '../../src/model/signal.js';
import { Interval } from '../../src/signals/interval.js';
import { RunningMedian, UsualValue } from '../../src/signals/median.js';
import { Tick } from '../../src/signals/tick.js';

describe('the running median', () => {
  test('is within 2 % of the exact lower median, in any order', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 1e-3, max: 1e9, noNaN: true }), { minLength: 1, maxLength: 200 }),
        (values) => {
          const median = new RunningMedian(1, 0);
          for (const value of values) median.add(value, 1);
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
            median.add(value, 1);
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

describe('a value is compared with what was usual', () => {
  const RATE = AT['packet-rate'];
  const OF_USUAL = AT['packet-rate-of-usual'];

  /** The ratio that is told of a rate in an interval of so many seconds. */
  function compare(usual: UsualValue, rate: number, seconds: number, gap = false): number {
    const object: StatsObject = { id: 'A', type: 'inbound-rtp', values: {}, labels: {} };
    const at = { source: 'call.log', line: 1, offset: 0 };
    const interval = new Interval('inbound-rtp', object, 0);
    interval.advance(object, { time: seconds * 1000, connection: 'pc', stats: [object], at });
    const tick = new Tick('inbound-audio').beginOf(interval, gap, at);
    tick.set(RATE, rate);
    usual.compare(tick, RATE, OF_USUAL, interval);
    return tick.get(OF_USUAL);
  }

  test('before it', () => {
    const usual = new UsualValue();
    for (let i = 0; i < 20; i += 1) compare(usual, 50, 1);
    expect(compare(usual, 25, 1)).toBeCloseTo(0.5, 1);
    expect(compare(usual, 0, 1)).toBe(0);
  });

  test('and not with what happened in a gap', () => {
    const usual = new UsualValue();
    for (let i = 0; i < 5; i += 1) compare(usual, 50, 5);
    for (let i = 0; i < 20; i += 1) compare(usual, 1, 60, true);
    expect(compare(usual, 50, 5)).toBeCloseTo(1, 1);
  });

  test('and with nothing before three values of 10 s in all', () => {
    const usual = new UsualValue();
    expect([4, 4, 4, 4].map((seconds) => compare(usual, 50, seconds))).toEqual([
      Number.NaN,
      Number.NaN,
      Number.NaN,
      expect.closeTo(1, 1),
    ]);
  });
});
