import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { halved, PointPool, type Points } from '../../../src/formats/webrtc-internals/point-pool.js';
import { NumberSeries } from '../../../src/json/numbers.js';

function read(text: string): NumberSeries {
  const series = new NumberSeries(1 << 20);
  const bytes = Buffer.from(text);
  series.write(bytes, 0, bytes.length, true);
  return series;
}

function valuesOf({ numbers, length }: Points): number[] {
  return Array.from({ length }, (_, k) => numbers[numbers.length < length ? 0 : k] ?? Number.NaN);
}

/** What is left of values that are halved, told otherwise: every second one, counted from the last. */
function everySecond(values: readonly number[]): number[] {
  return values.filter((_, k) => (values.length - 1 - k) % 2 === 0);
}

const element = fc.oneof(
  fc.integer({ min: -2_000_000_000, max: 2_000_000_000 }).map(String),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => JSON.stringify(value)),
  fc.constantFrom('0', '-0', '2147483647', '2147483648', '-2147483649', '999999999', '1000000000', '1.', 'null', '1e3'),
);
const small = fc.integer({ min: 0, max: 1000 }).map(String);
const list = fc.oneof(
  fc.array(element, { minLength: 1, maxLength: 60 }),
  fc.array(small, { minLength: 1, maxLength: 60 }),
  fc.tuple(element, fc.integer({ min: 1, max: 60 })).map(([one, count]) => Array.from({ length: count }, () => one)),
);

describe('the memory of columns', () => {
  it('gives back the very numbers of every series, whatever their form, also after halving', () => {
    fc.assert(
      fc.property(fc.array(list, { minLength: 1, maxLength: 30 }), fc.nat(3), (lists, times) => {
        const pool = new PointPool();
        let expected = lists.map((elements) => elements.map((text) => (text === 'null' ? Number.NaN : Number(text))));
        const points = lists.map((elements) => pool.keep(read(`[${elements.join(',')}]`)));
        for (let k = 0; k < times; k++) {
          pool.halve();
          expected = expected.map(everySecond);
        }
        for (const [k, values] of expected.entries()) {
          const kept = points[k];
          if (kept === undefined || !valuesOf(kept).every((value, at) => Object.is(value, values[at])))
            expect.fail(`${lists[k]} became ${kept && valuesOf(kept)}`);
          expect(kept.length).toBe(values.length);
        }
      }),
    );
  });

  it('holds small integers in 4 bytes, and one number where all are equal', () => {
    const pool = new PointPool();
    expect(pool.keep(read('[1,2,3]')).numbers).toBeInstanceOf(Int32Array);
    expect(pool.keep(read('[7.5,7.5,7.5]')).numbers).toHaveLength(1);
    expect(pool.keep(read('[1,2,3.5]')).numbers).toBeInstanceOf(Float64Array);
    expect(pool.keep(read('[1,2,-0]')).numbers).toBeInstanceOf(Float64Array);
  });

  it('keeps series that are longer than a slab, and any number of slabs, apart', () => {
    const pool = new PointPool();
    const long = Array.from({ length: 200_000 }, (_, k) => k / 2);
    const points = Array.from({ length: 5 }, (_, n) => pool.keep(read(`[${long.map((x) => x + n).join(',')}]`)));
    const short = Array.from({ length: 40 }, (_, n) => pool.keep(read(`[${long.slice(n, 20_000).join(',')}]`)));
    pool.halve();
    for (const [n, kept] of points.entries()) expect(valuesOf(kept)).toEqual(everySecond(long.map((x) => x + n)));
    for (const [n, kept] of short.entries()) expect(valuesOf(kept)).toEqual(everySecond(long.slice(n, 20_000)));
  });

  it('uses the same memory again for the next connection', () => {
    const pool = new PointPool();
    const series = read('[1.5,2.5]');
    const before = pool.keep(series).numbers.buffer;
    pool.release();
    expect(pool.keep(series).numbers.buffer).toBe(before);
  });

  it('always keeps the last point when it is halved', () => {
    for (let length = 1; length < 20; length++) {
      const { skip, left } = halved(length);
      expect(skip + 2 * (left - 1)).toBe(length - 1);
    }
  });
});
