import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { QuoteSearch } from '../../src/json/closing-quote.js';

type Find = (bytes: Buffer, from: number, to: number) => number;
const closingQuote: Find = (bytes, from, to) => new QuoteSearch(bytes).find(from, to);
const seek: Find = (bytes, from, to) => new QuoteSearch(bytes).seek(from, to);

/** By the definition: a backslash takes the next byte with it, and the first other quote ends the string. */
function bySteps(bytes: Buffer, from: number, to: number): number {
  let at = from;
  while (at < to && bytes[at] !== 0x22) at += bytes[at] === 0x5c ? 2 : 1;
  return at < to ? at : -1;
}

/** Searches as a reader does to which the bytes come in two parts; behind the first stands what was there before. */
function inParts(find: Find, bytes: Buffer, from: number, cut: number): number {
  const stale = Buffer.concat([bytes.subarray(0, cut), Buffer.from('"]"\\",'.repeat(20))]);
  const first = find(stale, from, cut);
  if (first >= 0) return first;
  expect(-1 - first).toBeGreaterThanOrEqual(from);
  expect(-1 - first).toBeLessThanOrEqual(cut + 1);
  const second = find(bytes, -1 - first, bytes.length);
  return second < 0 ? -1 : second;
}

const noise = fc.string({ unit: fc.constantFrom('\\', '"', '[', ']', ',', 'a', '卡'), maxLength: 200 });
const far = fc.tuple(noise, fc.constantFrom('', 'x'.repeat(40), 'x'.repeat(100)), noise).map((parts) => parts.join(''));
/** A series of texts as a dump writes it: nearly always one text over and over, here also with one that differs. */
const series = fc
  .tuple(fc.string({ maxLength: 90 }), fc.string({ maxLength: 5 }), fc.integer({ min: 1, max: 400 }), fc.nat(800))
  .map(([one, other, count, place]) => {
    const elements = Array.from({ length: count }, (_, k) => (k === place ? other : one));
    return JSON.stringify(JSON.stringify(elements)).slice(1);
  });
/** The same with a byte too many somewhere. */
const damaged = fc
  .tuple(series, fc.nat(40_000), fc.constantFrom('"', '\\', ']', '"]"', ','))
  .map(([text, place, odd]) => `${text.slice(0, place % text.length)}${odd}${text.slice(place % text.length)}`);

describe('the closing quote of a string', () => {
  it.each([
    ['texts with quotes and backslashes', noise],
    ['long texts', far],
    ['series of texts', series],
    ['damaged series of texts', damaged],
  ])('is the first that no backslash stands for: %s', (_, text) => {
    fc.assert(
      fc.property(text, fc.nat(40_000), (inside, place) => {
        const bytes = Buffer.from(`"${inside}`);
        const expected = bySteps(bytes, 1, bytes.length);
        for (const find of [closingQuote, seek]) {
          expect(Math.max(-1, find(bytes, 1, bytes.length))).toBe(expected);
          expect(inParts(find, bytes, 1, 1 + (place % bytes.length))).toBe(expected);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('is found by searches that add up to no more than the text, whatever begins like a series', () => {
    const bytes = Buffer.from(`${'"[\\"a\\",\\"a"'.repeat(2000)}"]"`);
    const search = vi.spyOn(bytes, 'indexOf');
    for (let at = 0; at < bytes.length && at >= 0; ) {
      const end = closingQuote(bytes, at + 1, bytes.length);
      at = end < 0 ? end : end + 1;
    }
    let searched = 0;
    for (const [k, [, from]] of search.mock.calls.entries()) {
      const hit = Number(search.mock.results[k]?.value);
      searched += (hit < 0 ? bytes.length : hit) - Number(from);
    }
    expect(searched).toBeLessThan(bytes.length);
  });
});
