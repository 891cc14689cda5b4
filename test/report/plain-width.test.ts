import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { graphemes, isPlain, isWide } from '../../src/report/text/width.js';

const PLAIN = Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code)).filter(isPlain);
const plainText = fc.array(fc.oneof(fc.constant(' '), fc.constantFrom(...PLAIN)), { maxLength: 30 });

describe('a plain text, which is laid out without the data of Unicode', () => {
  it('has characters of one column that join with nothing', () => {
    expect(PLAIN.length).toBeGreaterThan(500);
    for (const char of PLAIN) {
      expect(isWide(char)).toBe(false);
      expect(/^[\p{M}\p{Emoji_Presentation}\p{C}]$/u.test(char)).toBe(false);
    }
  });

  it('has a grapheme for each character, and may be broken behind its spaces', () => {
    const characters = new Intl.Segmenter('und', { granularity: 'grapheme' });
    const words = new Intl.Segmenter('zh', { granularity: 'word' });
    fc.assert(
      fc.property(plainText, (chars) => {
        const text = chars.join('');
        expect(graphemes(text).map((one) => one.text)).toEqual(Array.from(characters.segment(text), (s) => s.segment));
        const starts = new Set(Array.from(words.segment(text), (s) => s.index));
        for (const { index } of text.matchAll(/(?<= )[^ ]/g)) expect(starts).toContain(index);
      }),
    );
  });
});
