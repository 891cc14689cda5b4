import fc from 'fast-check';
import { expect, it } from 'vitest';
import { codesOf } from '../../src/input/text-codes.js';

const texts = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  // Longer than the memory at hand, and than what is kept.
  fc
    .tuple(fc.string({ unit: 'binary', minLength: 1, maxLength: 9 }), fc.constantFrom(600, 9000, 300_000))
    .map(([text, times]) => text.repeat(times)),
);

it('the codes of a text are those that it tells one by one, with a zero behind, whatever was asked for before', () => {
  fc.assert(
    fc.property(fc.array(texts, { minLength: 1, maxLength: 4 }), (several) => {
      for (const text of several) {
        const codes = codesOf(text);
        let wrong = 0;
        for (let i = 0; i < text.length; i++) if (codes[i] !== text.charCodeAt(i)) wrong++;
        expect([wrong, codes[text.length]]).toEqual([0, 0]);
      }
    }),
    { numRuns: 50 },
  );
});
