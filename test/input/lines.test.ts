import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DamagedInputError } from '../../src/input/damage.js';
import { countLineFeeds, forEachChunkOfLines, forEachLine, type LineOptions, lineText } from '../../src/input/lines.js';
import { MemoryReader } from '../support/readers.js';

interface Line {
  text: string;
  line: number;
  offset: number;
  truncated: boolean;
}

async function linesOf(bytes: Buffer, step: number, options: LineOptions = {}, error?: Error) {
  const lines: Line[] = [];
  const summary = await forEachLine(
    new MemoryReader(bytes, step, error),
    (buffer, start, end, line, offset, truncated) =>
      lines.push({ text: lineText(buffer, start, end), line, offset, truncated }),
    options,
  );
  return { lines, summary };
}

/** The same by splitting the whole text at once. */
function oracle(text: string, max: number): Line[] {
  const pieces = text.split('\n');
  if (pieces.at(-1) === '') pieces.pop();
  let offset = 0;
  return pieces.map((piece, index) => {
    const content = Buffer.from(piece.endsWith('\r') ? piece.slice(0, -1) : piece);
    const kept = content.subarray(0, max);
    const line = { text: kept.toString(), line: index + 1, offset, truncated: content.length > max };
    offset += Buffer.byteLength(piece) + 1;
    return line;
  });
}

const texts = fc
  .array(fc.constantFrom('\n', '\r\n', '\r', 'a', 'log line', '卡顿', '🙂', '\0', 'x'.repeat(30)), { maxLength: 60 })
  .map((pieces) => pieces.join(''));

describe('forEachLine', () => {
  it('gives the lines of the whole text, whatever the sizes of reads, buffer and limit', async () => {
    await fc.assert(
      fc.asyncProperty(
        texts,
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 2, max: 64 }),
        fc.constantFrom(1, 2, 3, 7, 20, 1000),
        async (text, step, bufferBytes, maxLineBytes) => {
          const bytes = Buffer.from(text);
          const { lines, summary } = await linesOf(bytes, step, { bufferBytes, maxLineBytes });
          expect(lines).toEqual(oracle(text, maxLineBytes));
          expect(summary).toEqual({ lines: lines.length, bytes: bytes.length });
        },
      ),
      { numRuns: 500 },
    );
  });

  it('gives no line for an empty source, and a last line without its line feed', async () => {
    expect((await linesOf(Buffer.alloc(0), 10)).lines).toEqual([]);
    expect((await linesOf(Buffer.from('a\n\nb'), 10)).lines.map((line) => line.text)).toEqual(['a', '', 'b']);
  });

  it('keeps the start of a line longer than the limit and goes on with the next one', async () => {
    const text = `first\n${'x'.repeat(1_000_000)}\nlast\n`;
    const { lines } = await linesOf(Buffer.from(text), 4096, { maxLineBytes: 1000, bufferBytes: 256 });
    expect(lines.map(({ text, ...rest }) => ({ length: text.length, ...rest }))).toEqual([
      { length: 5, line: 1, offset: 0, truncated: false },
      { length: 1000, line: 2, offset: 6, truncated: true },
      { length: 4, line: 3, offset: 1_000_007, truncated: false },
    ]);
  });

  it('does not let the buffer grow beyond the limit and one read', async () => {
    let largest = 0;
    let reads = 2000;
    const options = { maxLineBytes: 10_000, bufferBytes: 4096 };
    await forEachLine(
      {
        read: async (target, at) => {
          largest = Math.max(largest, target.length);
          if (reads-- === 0) return 0;
          target.fill('y', at);
          return target.length - at;
        },
      },
      () => {},
      options,
    );
    expect(largest).toBeLessThanOrEqual(10_002);
  });

  it('counts offsets beyond 4 GiB', async () => {
    const size = 5 * 2 ** 30 + 12_345;
    let left = size;
    const endless = {
      async read(target: Buffer, at: number) {
        const count = Math.min(left, target.length - at);
        left -= count;
        if (count > 0) target.fill('z', at, at + count - 1).writeUInt8(10, at + count - 1);
        return count;
      },
    };
    let last = 0;
    let end = 0;
    const summary = await forEachLine(
      endless,
      (_buffer, start, stop, _line, offset) => {
        last = offset;
        end = offset + (stop - start) + 1;
      },
      { bufferBytes: 1024 * 1024 },
    );
    expect(summary.bytes).toBe(size);
    expect(last).toBeGreaterThan(2 ** 32);
    expect(end).toBe(size);
  });

  it('hands over everything before damage, marks the cut line and says where the cut is', async () => {
    const damage = new DamagedInputError('truncated', 8, 'The file was cut off.');
    const { lines, summary } = await linesOf(Buffer.from('one\ntwo\nthr'), 3, {}, damage);
    expect(lines.map((line) => [line.text, line.truncated])).toEqual([
      ['one', false],
      ['two', false],
      ['thr', true],
    ]);
    expect(summary.cut).toEqual({ offset: 8, reason: 'The file was cut off.' });
  });

  it('lets errors of the disk through', async () => {
    await expect(linesOf(Buffer.from('one\n'), 3, {}, new Error('EIO'))).rejects.toThrow('EIO');
  });
});

describe('forEachChunkOfLines', () => {
  it('hands over whole lines only, numbered, whether or not the caller counts', async () => {
    await fc.assert(
      fc.asyncProperty(texts, fc.integer({ min: 1, max: 40 }), fc.boolean(), async (text, step, counts) => {
        let seen = '';
        let line = 1;
        await forEachChunkOfLines(
          new MemoryReader(Buffer.from(text), step),
          (buffer, start, end, firstLine, offset) => {
            expect(offset).toBe(Buffer.byteLength(seen));
            expect(firstLine).toBe(line);
            const run = lineText(buffer, start, end);
            seen += run;
            const count = run.split('\n').length - (run.endsWith('\n') ? 1 : 0);
            line += count;
            return counts ? count : undefined;
          },
          { bufferBytes: 16 },
        );
        expect(seen).toBe(text);
      }),
    );
  });
});

describe('countLineFeeds', () => {
  it('counts within the range only', () => {
    expect(countLineFeeds(Buffer.from('\na\nb\n\n'), 1, 5)).toBe(2);
  });
});
