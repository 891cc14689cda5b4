import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Names } from '../../src/json/names.js';
import { decodeText } from '../../src/json/text.js';

describe('short strings', () => {
  it('are what decoding them gives, whichever came before', () => {
    const plain = fc.string({ unit: fc.constantFrom('a', 'b', 'é', '卡', '"', '\\', '\ufffd'), maxLength: 5 });
    const text = plain.map((value) => Buffer.from(JSON.stringify(value).slice(1, -1)));
    const garbage = fc
      .array(fc.constantFrom(0x61, 0xe9, 0xff, 0x5c, 0xc3), { maxLength: 5 })
      .map((b) => Buffer.from(b));
    fc.assert(
      fc.property(fc.array(fc.oneof(text, garbage), { maxLength: 200 }), (all) => {
        const names = new Names();
        for (const bytes of all) {
          const framed = Buffer.concat([Buffer.from('"'), bytes, Buffer.from('"')]);
          const end = framed.length - 1;
          expect(names.of(framed, 1, end)).toBe(decodeText(framed, 1, end, false));
        }
      }),
    );
  });

  it('may be of any length', () => {
    const names = new Names();
    for (const length of [0, 1, 63, 64, 65, 5000]) {
      const text = 'n'.repeat(length);
      expect(names.of(Buffer.from(text), 0, length)).toBe(text);
    }
  });
});
