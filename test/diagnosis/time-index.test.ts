import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TimeIndex } from '../../src/diagnosis/time-index.js';

const span = fc
  .tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 12 }))
  .map(([start, length]) => ({ start, end: start + length }));

describe('an index by time', () => {
  it('finds what looking at all would find, in the order of the starts', () => {
    fc.assert(
      fc.property(fc.array(span), span, (items, wanted) => {
        const around = items.filter(({ start, end }) => start <= wanted.end && end >= wanted.start);
        expect(new TimeIndex(items).around(wanted)).toEqual(around.sort((a, b) => a.start - b.start));
      }),
    );
  });

  it('leaves what starts together in the order in which it came', () => {
    const items = ['b', 'a', 'c'].map((name) => ({ name, start: 5, end: 6 }));
    expect(new TimeIndex(items).around({ start: 0, end: 9 }).map(({ name }) => name)).toEqual(['b', 'a', 'c']);
  });
});
