import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SourcePart } from '../../src/formats/format.js';
import { PIECE_BYTES, Pieces } from '../../src/formats/pieces.js';
import { DamagedInputError } from '../../src/input/damage.js';
import { partOf } from './text/support.js';

/** Lines of these lengths, each of one letter. */
function linesOf(lengths: readonly number[]): Buffer {
  return Buffer.from(lengths.map((length, i) => `${String.fromCharCode(97 + (i % 26)).repeat(length)}\n`).join(''));
}

async function piecesOf(part: SourcePart): Promise<string[]> {
  const pieces = new Pieces(part);
  const texts: string[] = [];
  for (let piece = await pieces.next(); piece !== undefined; piece = await pieces.next()) texts.push(piece.text);
  return texts;
}

async function readAll(part: SourcePart): Promise<Buffer> {
  const reader = part.open();
  const chunks: Buffer[] = [];
  for (;;) {
    const buffer = Buffer.alloc(100_000);
    const count = await reader.read(buffer, 0);
    if (count === 0) return Buffer.concat(chunks);
    chunks.push(buffer.subarray(0, count));
  }
}

const lengths = fc.array(fc.oneof(fc.integer({ min: 0, max: 90_000 }), fc.constant(PIECE_BYTES + 7)), {
  maxLength: 16,
});
const chunks = fc.constantFrom(4099, 65_536, PIECE_BYTES, 1 << 22);

describe('a source in pieces', () => {
  test('they are whole lines, but for lines longer than a piece, of which they have the beginning', async () => {
    await fc.assert(
      fc.asyncProperty(lengths, chunks, async (given, chunk) => {
        const texts = await piecesOf(partOf(linesOf(given), chunk));
        const expected = linesOf(given)
          .toString()
          .replace(/.+/g, (line) => line.slice(0, PIECE_BYTES));
        const shown = texts.map((text) => (text.endsWith('\n') ? text : `${text}\n`)).join('');
        expect(shown === expected).toBe(true);
        expect(texts.every((text) => text.length <= PIECE_BYTES)).toBe(true);
      }),
      { numRuns: 30 },
    );
  });

  test('they are the same however the source is delivered', async () => {
    const bytes = linesOf([10, 200_000, 90_000, 700_000, 3, 262_143, 262_144, 5]);
    const expected = await piecesOf(partOf(bytes, 1 << 22));
    for (const chunk of [4099, 65_536, PIECE_BYTES]) expect(await piecesOf(partOf(bytes, chunk))).toEqual(expected);
  });

  test('a source goes on from any piece, or from the one before it, and knows what it leaves out', async () => {
    await fc.assert(
      fc.asyncProperty(
        lengths,
        chunks,
        fc.nat(6),
        fc.nat(300),
        fc.boolean(),
        async (given, chunk, skipped, byte, before) => {
          const bytes = linesOf(given);
          const pieces = new Pieces(partOf(bytes, chunk));
          let piece = await pieces.next();
          for (let i = 0; i < skipped && piece !== undefined; i++) piece = await pieces.next();
          if (piece === undefined) return;
          const rest = before ? pieces.fromBefore() : pieces.from(Math.min(byte, piece.bytes.length));
          const left = rest.before ?? { lines: 0, bytes: 0 };
          expect(left.lines).toBe(bytes.subarray(0, left.bytes).toString('latin1').split('\n').length - 1);
          expect(rest.originalOffset(11)).toBe(left.bytes + 11);
          expect((await readAll(rest)).equals(bytes.subarray(left.bytes))).toBe(true);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('where a damaged source ends is told when all before it was delivered, counted from where reading began', async () => {
    const bytes = linesOf(Array.from({ length: 40 }, () => 10_000));
    const whole = partOf(bytes);
    const part: SourcePart = {
      ...whole,
      open: () => {
        const reader = whole.open();
        return {
          read: async (target, at) => {
            const count = await reader.read(target, at);
            if (count === 0) throw new DamagedInputError('truncated', bytes.length, 'It was cut off.');
            return count;
          },
        };
      },
    };
    const pieces = new Pieces(part);
    await pieces.next();
    await pieces.next();
    const rest = pieces.from(0);
    const reader = rest.open();
    const target = Buffer.alloc(1 << 20);
    let filled = 0;
    const read = async (): Promise<number> => {
      for (;;) filled += await reader.read(target, filled);
    };
    const left = bytes.length - (rest.before?.bytes ?? 0);
    await expect(read()).rejects.toMatchObject({ code: 'truncated', offset: left });
    expect(filled).toBe(left);
  });
});
