import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DamagedInputError } from '../../src/input/damage.js';
import { forEachLine, lineText } from '../../src/input/lines.js';
import { SkipReader, TranscodingReader } from '../../src/input/transcode.js';
import { MemoryReader, readAll } from '../support/readers.js';

/** Characters with their bytes in GB18030 (from the standard's code table): one, two and four bytes. */
const GB_BYTES = new Map([
  ['a', '61'],
  ['\n', '0a'],
  ['\r\n', '0d0a'],
  ['卡', 'bfa8'],
  ['顿', 'b6d9'],
  ['€', 'a2e3'],
  ['🙂', '95308532'],
]);

const ENCODERS = {
  'utf-16le': (pieces: string[]) => Buffer.from(pieces.join(''), 'utf16le'),
  'utf-16be': (pieces: string[]) => Buffer.from(pieces.join(''), 'utf16le').swap16(),
  gb18030: (pieces: string[]) => Buffer.from(pieces.map((piece) => GB_BYTES.get(piece) ?? '').join(''), 'hex'),
} as const;

describe('TranscodingReader', () => {
  for (const encoding of ['utf-16le', 'utf-16be', 'gb18030'] as const) {
    it(`${encoding}: delivers the text as UTF-8 and finds each line's place in the file`, async () => {
      const pieces = fc.array(fc.constantFrom(...GB_BYTES.keys()), { maxLength: 80 });
      await fc.assert(
        fc.asyncProperty(pieces, fc.integer({ min: 1, max: 50 }), async (list, step) => {
          const file = ENCODERS[encoding](list);
          const reader = new TranscodingReader(new MemoryReader(file, step), encoding, 0);
          const places: number[] = [];
          let text = '';
          await forEachLine(reader, (buffer, start, end, _line, offset) => {
            text += `${lineText(buffer, start, end)}\n`;
            places.push(reader.originalOffset(offset));
          });
          const whole = list.join('').replaceAll('\r\n', '\n');
          expect(text).toBe(whole === '' || whole.endsWith('\n') ? whole : `${whole}\n`);
          expect(places).toEqual(lineStarts(list, ENCODERS[encoding]).slice(0, places.length));
        }),
      );
    });
  }

  it('gives broken characters as U+FFFD and never swallows a line feed', async () => {
    const broken = Buffer.from('61bf0a62ff0ab60a94390a', 'hex');
    const reader = new TranscodingReader(new MemoryReader(broken, 3), 'gb18030', 0);
    const { bytes } = await readAll(reader);
    const text = bytes.toString();
    expect(text.split('\n').length).toBe(5);
    expect(text).toContain('\ufffd');
    const secondLine = Buffer.byteLength(text.slice(0, text.indexOf('\n') + 1));
    expect(reader.originalOffset(secondLine)).toBe(3);
  });

  it('keeps a line feed after half a surrogate pair', async () => {
    const reader = new TranscodingReader(new MemoryReader(Buffer.from('3dd80a0061000a00', 'hex'), 1), 'utf-16le', 0);
    expect((await readAll(reader)).bytes.toString()).toBe('\ufffd\na\n');
    expect(reader.originalOffset(4)).toBe(4);
  });

  it('leaves out the byte order mark and counts it', async () => {
    const reader = new TranscodingReader(new MemoryReader(Buffer.from('\ufeffa\nb', 'utf16le')), 'utf-16le', 2);
    expect((await readAll(reader)).bytes.toString()).toBe('a\nb');
    expect([0, 2].map((offset) => reader.originalOffset(offset))).toEqual([2, 6]);
  });

  it('delivers everything before damage, and the damage at the delivered offset', async () => {
    const damage = new DamagedInputError('truncated', 6, 'Cut off.');
    const source = new MemoryReader(Buffer.from('卡顿a', 'utf16le'), 5, damage);
    const { bytes, error } = await readAll(new TranscodingReader(source, 'utf-16le', 0));
    expect(bytes.toString()).toBe('卡顿a');
    expect(error).toMatchObject({ code: 'truncated', offset: 7, reason: 'Cut off.' });
  });
});

describe('SkipReader', () => {
  it('drops the mark of UTF-8 text with offsets still right', async () => {
    const reader = new SkipReader(new MemoryReader(Buffer.from('\ufeffone\ntwo\n'), 1), 3);
    expect((await readAll(reader)).bytes.toString()).toBe('one\ntwo\n');
    expect(reader.originalOffset(4)).toBe(7);
  });
});

/** Byte places of the lines, from the sizes of the encoded pieces. */
function lineStarts(pieces: string[], encode: (pieces: string[]) => Buffer): number[] {
  const starts = [0];
  let place = 0;
  for (const piece of pieces) {
    place += encode([piece]).length;
    if (piece.endsWith('\n')) starts.push(place);
  }
  return starts;
}
