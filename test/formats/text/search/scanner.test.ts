import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LiteralScanner } from '../../../../src/formats/text/search/scanner.js';

/** Few different letters, so that literals meet, overlap and nearly fit. */
const letters = fc.constantFrom('a', 'b', 'c', ' ', '通');
const literal = fc.string({ unit: letters, minLength: 4, maxLength: 14 });
const bytesOf = (text: string) => Buffer.from(text);

/** Bytes that begin and end anywhere in their memory. */
const placed = (text: string, before: number, after: number): Buffer => {
  const all = Buffer.concat([Buffer.alloc(before, 'a'), bytesOf(text), Buffer.alloc(after, 'b')]);
  const memory = new Uint8Array(all).buffer;
  return Buffer.from(memory, before, all.length - before - after);
};

const place = fc.nat(9);
const literals = fc.uniqueArray(literal, { minLength: 1, maxLength: 8 });
const sample = fc.option(fc.string({ unit: letters, maxLength: 60 }), { nil: undefined });

test('reports the owners of exactly those literals that the range holds', () => {
  const property = fc.property(
    literals,
    fc.array(fc.oneof(literal, fc.nat(7)), { maxLength: 8 }),
    fc.tuple(place, place, place, place),
    sample,
    (wanted, pieces, [before, after, start, cut], seen) => {
      const text = pieces.map((piece) => (typeof piece === 'number' ? wanted[piece % wanted.length] : piece)).join('');
      const bytes = placed(text, before, after);
      const end = Math.max(0, bytes.length - cut);
      const from = Math.min(start, end);
      const scanner = new LiteralScanner(new Map(wanted.map((one, i) => [one, [i]])));
      const hits = new Set<number>();
      const found = (seen === undefined ? scanner : scanner.adaptedTo(bytesOf(seen))).scan(bytes, from, end, hits);
      const held = wanted.flatMap((one, i) => (bytes.subarray(from, end).includes(bytesOf(one)) ? [i] : []));
      expect([...hits].sort()).toEqual(held);
      expect(found).toBe(held.length > 0);
    },
  );
  fc.assert(property, { numRuns: 2000 });
});

test('finds the first line that holds a literal', () => {
  const line = fc.string({ unit: letters, maxLength: 24 });
  const property = fc.property(
    literals,
    fc.array(line, { maxLength: 6 }),
    place,
    sample,
    (wanted, lines, before, seen) => {
      const bytes = placed(lines.join('\n'), before, 3);
      const scanner = new LiteralScanner(
        new Map(wanted.map((one) => [one, [0]])),
        seen === undefined ? seen : bytesOf(seen),
      );
      const at = scanner.next(bytes, 0, bytes.length);
      const first = lines.findIndex((text) => wanted.some((one) => text.includes(one)));
      if (first < 0) expect(at).toBe(bytes.length);
      else expect(bytes.subarray(0, at).toString().split('\n').length - 1).toBe(first);
    },
  );
  // A short literal that begins within a word whose first byte is still on the line before.
  fc.assert(property, { numRuns: 2000, examples: [[['ba b'], ['', 'ba b'], 0, undefined]] });
});
