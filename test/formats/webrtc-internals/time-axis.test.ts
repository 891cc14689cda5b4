import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pollTimes } from '../../../src/formats/webrtc-internals/time-axis.js';

const axis = (times: readonly number[]) => ({
  times: Float64Array.from(times),
  first: 0,
  step: 1,
  count: times.length,
});

/** By the definition: in order, each that lies more than half a usual interval behind the last one that counted. */
function bySorting(lists: readonly (readonly number[])[], near: number): number[] {
  const polls: number[] = [];
  const all = lists.flat().filter(Number.isFinite);
  for (const time of all.sort((a, b) => a - b)) {
    if (!(time - (polls.at(-1) ?? Number.NEGATIVE_INFINITY) <= near)) polls.push(time);
  }
  return polls;
}

describe('the polls of a connection', () => {
  it('are all times of its reports, those within half a second of polls a second apart taken as one', () => {
    const noise = fc.array(fc.integer({ min: -900, max: 900 }), { minLength: 20, maxLength: 20 });
    fc.assert(
      fc.property(fc.array(noise, { maxLength: 6 }), fc.nat(3), (lists, holes) => {
        const steady = Array.from({ length: 40 }, (_, k) => 1000 * k);
        const others = lists.map((list, n) =>
          list
            .slice(n)
            .map((shift, k) => 1500 * k + shift)
            .sort((a, b) => a - b),
        );
        // Leading holes are filled with the start of the series, which may be none, or later than what follows.
        const filled = others.map((list, n) =>
          list.map((time, k) => (k < holes ? [5000, Number.NaN][n % 2] : time) ?? 0),
        );
        const all = [steady, ...filled];
        expect([...pollTimes(all.map(axis))]).toEqual(bySorting(all, 500));
      }),
    );
  });

  it('are none where there are no times', () => {
    expect(pollTimes([])).toHaveLength(0);
    expect(pollTimes([axis([Number.NaN])])).toHaveLength(0);
  });
});
