import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ByteCursor } from '../../src/json/byte-cursor.js';
import { Token } from '../../src/json/token.js';

/** A cursor over `text`, which stands between other bytes: nothing of them may be read. */
function cursorOver(text: string, around = '7"'): ByteCursor {
  const bytes = Buffer.from(`${around}${text}${around}`);
  const cursor = new ByteCursor();
  cursor.begin(bytes, around.length, bytes.length - around.length);
  return cursor;
}

/** The number that is all of `text`; NaN when it is none. */
function numberOf(text: string): number {
  const cursor = cursorOver(text);
  return cursor.number() && cursor.at === cursor.end ? cursor.value : Number.NaN;
}

/** What JSON.parse makes of `text`, NaN when it is no number of JSON. */
function parsedNumber(text: string): number {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'number' && text.trim() === text ? value : Number.NaN;
  } catch {
    return Number.NaN;
  }
}

const digits = (most: number) => fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: most }).map((d) => d.join(''));
const decimal = fc
  .tuple(
    fc.constantFrom('', '-'),
    digits(24),
    fc.constantFrom('', '.'),
    digits(26),
    fc.constantFrom('', 'e5', 'E-7', 'e+'),
  )
  .map((parts) => parts.join(''));

describe('numbers', () => {
  it('are the doubles that JSON.parse makes, bit for bit', () => {
    const written = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => JSON.stringify(value)),
      fc.double({ min: 0, max: 2e6, noNaN: true }).map((value) => JSON.stringify(value)),
      fc.maxSafeInteger().map(String),
      fc.integer({ min: 1_500_000_000_000, max: 1_900_000_000_000 }).map((ms) => `${ms}.${ms % 1000}`),
      decimal,
    );
    fc.assert(
      fc.property(written, (text) => {
        expect(numberOf(text)).toBe(parsedNumber(text));
      }),
      { numRuns: 20_000 },
    );
  });

  it.each(['', '-', '.5', '1.', '01', '-01', '1e', '1e+', '+1', '0x10', 'NaN', '--1', '1.e5'])('%j is none', (text) => {
    expect(numberOf(text)).toBeNaN();
  });

  it('end where their text ends, though digits follow in memory', () => {
    for (const text of ['1', '12', '123', '1234', '12345', '0.1', '0.1234567']) {
      const cursor = cursorOver(text, '99999');
      expect(cursor.number() && cursor.value).toBe(Number(text));
      expect(cursor.at).toBe(cursor.end);
    }
  });
});

describe('values', () => {
  const skips = (text: string): boolean => {
    const cursor = cursorOver(text);
    return cursor.skipValue() && cursor.at === cursor.end;
  };

  it('of compact JSON are walked over, whatever they are', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 5 }), (text) => {
        expect(skips(JSON.stringify(JSON.parse(text)))).toBe(true);
      }),
    );
  });

  it('that JSON.parse refuses are refused', () => {
    const bytes = fc.constantFrom(...'{}[]",:\\0123.-+eEtrufalsn \n\u0001ü');
    const damage = fc.record({
      at: fc.nat(),
      remove: fc.integer({ min: 0, max: 2 }),
      insert: fc.array(bytes, { maxLength: 2 }),
    });
    fc.assert(
      fc.property(fc.json({ maxDepth: 3 }), damage, (json, { at, remove, insert }) => {
        const compact = JSON.stringify(JSON.parse(json));
        const place = at % (compact.length + 1);
        const text = compact.slice(0, place) + insert.join('') + compact.slice(place + remove);
        if (skips(text)) expect(() => JSON.parse(text)).not.toThrow();
      }),
      { numRuns: 5_000 },
    );
  });

  it('are left to JSON.parse when they are nested deeply', () => {
    expect(skips('['.repeat(20) + ']'.repeat(20))).toBe(true);
    expect(skips('['.repeat(100_000))).toBe(false);
  });
});

describe('tokens', () => {
  it('are recognised by all of their bytes and by nothing else', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 20 }), fc.string({ maxLength: 20 }), (known, text) => {
        for (const other of [text, known + text, known.slice(0, -1) + text]) {
          const cursor = cursorOver(other, known);
          expect(cursor.takeToken(Token.of(known))).toBe(Buffer.from(other).indexOf(known) === 0);
        }
      }),
    );
  });
});
