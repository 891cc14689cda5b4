import fc from 'fast-check';
import { expect, it } from 'vitest';
import { LogDecoder } from '../../src/privacy/decoder.js';

const piece = fc.oneof(
  fc.string().map((text) => new TextEncoder().encode(text)),
  fc.constantFrom('频道', '😀', '\ufeff', 'uid 1000001').map((text) => new TextEncoder().encode(text)),
  fc.uint8Array({ maxLength: 4 }),
);

it('bytes in any chunks become the text that they are in one piece, damaged ones included', () => {
  fc.assert(
    fc.property(fc.array(piece), fc.integer({ min: 1, max: 9 }), (pieces, size) => {
      const bytes = Buffer.concat(pieces);
      const decoder = new LogDecoder();
      let text = '';
      for (let at = 0; at < bytes.length; at += size) text += decoder.decode(bytes.subarray(at, at + size));
      expect(text + decoder.end()).toBe(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes));
    }),
    { numRuns: 1000 },
  );
});
