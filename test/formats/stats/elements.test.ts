import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Element, elementText } from '../../../src/formats/stats/element.js';
import { liftElements } from '../../../src/formats/stats/elements.js';
import { partOf } from '../support/part.js';

async function lift(text: string, depth: number, pieceBytes: number, maxElementBytes = 1_000_000) {
  const elements: (Pick<Element, 'path' | 'line' | 'offset'> & { readonly text: string })[] = [];
  const skipped: number[] = [];
  const summary = await liftElements(partOf(text, pieceBytes).open(), {
    lift: (path) => path.length === depth,
    element: (element) => elements.push({ ...element, text: elementText(element) }),
    tooLong: (offset) => skipped.push(offset),
    maxElementBytes,
    bufferBytes: 16,
  });
  return { elements, skipped, summary };
}

describe('lifting elements out of a document', () => {
  it('finds every container at the depth, with key, line and offset, whatever the texts hold', async () => {
    const value = fc.jsonValue({ maxDepth: 3 });
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(fc.string(), value),
        fc.constantFrom(0, 1),
        fc.integer({ min: 1, max: 40 }),
        async (document, indent, piece) => {
          const text = JSON.stringify(document, null, indent);
          const { elements, summary } = await lift(text, 1, piece);
          const expected = Object.entries(JSON.parse(text) as object).filter(
            ([, item]) => typeof item === 'object' && item !== null,
          );
          expect(elements.map((element) => JSON.parse(element.text))).toEqual(expected.map(([, item]) => item));
          for (const element of elements) {
            const before = Buffer.from(text).subarray(0, element.offset).toString();
            expect(element.line).toBe(before.split('\n').length);
          }
          expect(summary.cut).toBeUndefined();
        },
      ),
    );
  });

  it('an element that is taken where it begins is not given again, and what follows it is found', async () => {
    const items = fc.array(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 })), { minLength: 1 });
    const piece = fc.integer({ min: 1, max: 60 });
    await fc.assert(
      fc.asyncProperty(items, piece, fc.array(fc.boolean(), { minLength: 1 }), async (document, pieceBytes, takes) => {
        const texts = document.map((item, i) => JSON.stringify(item, null, i % 2));
        const found: string[] = [];
        const lines: number[] = [];
        let ends = 0;
        const summary = await liftElements(partOf(`{"list":[${texts.join(' ,\n')}]}`, pieceBytes).open(), {
          lift: (path) => path.length === 2,
          element: (element) => {
            lines.push(element.line);
            found.push(elementText(element));
          },
          takeAt: ({ bytes, start, end, line }, taken) => {
            const next = Buffer.from(texts[found.length] ?? '');
            const isThere = bytes.subarray(start, end).subarray(0, next.length).equals(next);
            if (!isThere || takes[found.length % takes.length] !== true) return false;
            lines.push(line);
            found.push(next.toString());
            taken.end = start + next.length;
            taken.lineEnds = next.toString().split('\n').length - 1;
            return true;
          },
          rootEnd: () => {
            ends++;
          },
          tooLong: () => undefined,
          bufferBytes: 16,
        });
        expect([found, ends, summary.cut]).toEqual([texts, 1, undefined]);
        expect(lines).toEqual(texts.map((_, i) => texts.slice(0, i).join(' ,\n').split('\n').length + (i > 0 ? 1 : 0)));
      }),
    );
  });

  it('gives the keys on the way down', async () => {
    const { elements } = await lift('{"a": {"b": [{"x": 1}, [2]], "c\\"d": [{}]}, "e": 3}', 3, 3);
    expect(elements.map((element) => element.path)).toEqual([
      ['a', 'b', ''],
      ['a', 'b', ''],
      ['a', 'c\\"d', ''],
    ]);
  });

  it('leaves out what is longer than the limit and goes on behind it', async () => {
    const { elements, skipped } = await lift(`[{"x":"${'y'.repeat(500)}"},{"z":1}]`, 1, 10, 100);
    expect(skipped).toEqual([1]);
    expect(elements.map((element) => element.text)).toEqual(['{"z":1}']);
  });

  it('names the place where a document breaks off', async () => {
    expect((await lift('[{"a":1},{"b"', 1, 4)).summary.cut?.offset).toBe(9);
  });

  it('survives any bytes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: fc.constantFrom('{', '}', '[', ']', '"', '\\', ':', ',', 'x', '\n') }),
        async (text) => {
          await lift(text, 1, 3, 20);
        },
      ),
    );
  });

  it('does not descend without bound', async () => {
    const text = '{"a":'.repeat(100_000);
    expect((await lift(text, 50, 1_000)).elements).toEqual([]);
  });
});
