import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { covers, type Interval, totalMs, union, within, without } from '../../src/sla/interval.js';

const interval = fc
  .tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 12 }))
  .map(([start, length]): Interval => ({ start, end: start + length }));
const intervals = fc.array(interval, { maxLength: 12 });

/** The oracle: every millisecond asked one by one. */
const moments = Array.from({ length: 80 }, (_, index) => index);
const isIn = (list: readonly Interval[], at: number) => list.some(({ start, end }) => start <= at && at < end);

describe('union', () => {
  it('merges what overlaps and what touches, and drops what is empty', () => {
    const list = [
      { start: 10, end: 20 },
      { start: 0, end: 5 },
      { start: 15, end: 30 },
      { start: 30, end: 31 },
      { start: 40, end: 40 },
    ];
    expect(union(list)).toEqual([
      { start: 0, end: 5 },
      { start: 10, end: 31 },
    ]);
  });

  it('covers exactly the moments that one of the intervals covers, each once', () => {
    fc.assert(
      fc.property(intervals, (list) => {
        const merged = union(list);
        expect(totalMs(merged)).toBe(moments.filter((at) => isIn(list, at)).length);
        for (const at of moments) expect(covers(merged, at)).toBe(isIn(list, at));
      }),
    );
  });

  it('does not depend on the order, and changes nothing when repeated', () => {
    fc.assert(
      fc.property(intervals, (list) => {
        const merged = union(list);
        expect(union([...list].reverse())).toEqual(merged);
        expect(union([...merged, ...list])).toEqual(merged);
      }),
    );
  });
});

describe('within and without', () => {
  it('part an interval into what is covered and what is not', () => {
    fc.assert(
      fc.property(intervals, interval, (list, whole) => {
        const merged = union(list);
        const inside = within(merged, whole);
        const outside = without(whole, merged);
        expect(totalMs(inside) + totalMs(outside)).toBe(whole.end - whole.start);
        for (const at of moments) {
          expect(isIn(inside, at)).toBe(isIn([whole], at) && isIn(list, at));
          expect(isIn(outside, at)).toBe(isIn([whole], at) && !isIn(list, at));
        }
      }),
    );
  });
});
