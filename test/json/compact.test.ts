import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CompactText, isSpaced } from '../../src/json/compact.js';

function compacted(text: string): string | undefined {
  const compact = new CompactText();
  const bytes = Buffer.from(`xx${text}xx`);
  const end = compact.take(bytes, 2, bytes.length - 2);
  // Behind what ends before the text does, something else may stand.
  return end === bytes.length - 2 ? compact.bytes.toString('utf8', 0, compact.length) : undefined;
}

const container = fc.oneof(fc.array(fc.jsonValue()), fc.dictionary(fc.string(), fc.jsonValue()));

function parsed(text: string | undefined): unknown {
  try {
    return { value: JSON.parse(text ?? '') as unknown };
  } catch {
    return undefined;
  }
}

describe('JSON text without blanks', () => {
  it('is the same value in the fewest bytes, however it was indented', () => {
    fc.assert(
      fc.property(container, fc.constantFrom(1, 4, '\t', ' \r\n'), (value, indent) => {
        expect(compacted(JSON.stringify(value, null, indent))).toBe(JSON.stringify(value));
      }),
    );
  });

  it('is JSON only where the text was: what is wrong stays wrong', () => {
    const pieces = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"',
      '\\',
      ' ',
      '\n',
      '1',
      '2',
      '-',
      'e',
      'true',
      'null',
      '"a"',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), (all) => {
        const text = `[${all.join('')}]`;
        // What is wrong may be refused; nothing else becomes of it.
        const compact = compacted(text);
        if (compact !== undefined || parsed(text) !== undefined) expect(parsed(compact)).toEqual(parsed(text));
      }),
      { numRuns: 5000 },
    );
  });

  it('ends with the bracket that belongs to the first one, and tells the line ends in it', () => {
    const compact = new CompactText();
    const text = '[\n{"a]":\n "\\"]"}\n], 1]';
    expect(compact.take(Buffer.from(text), 0, text.length)).toBe(text.indexOf('], 1]') + 1);
    expect([compact.bytes.toString('utf8', 0, compact.length), compact.lineEnds]).toEqual(['[{"a]":"\\"]"}]', 3]);
    expect(compact.take(Buffer.from(text), 0, text.indexOf('], 1]'))).toBe(-1);
  });

  it('is asked for where blanks stand between the first tokens, not within a string', () => {
    const spaced = (text: string) => isSpaced(Buffer.from(text), 0, Buffer.byteLength(text));
    expect(['{"a": 1}', '{\n"a":1}', '[ 1]', '{"a" :1}'].map(spaced)).toEqual([true, true, true, true]);
    expect(['{"a b":"c d"}', '[1,2]', '{"a":1}'].map(spaced)).toEqual([false, false, false]);
  });
});
