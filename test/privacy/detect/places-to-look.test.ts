import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  anywhere,
  holding,
  near,
  OF,
  replaceWhere,
  runs,
  runsWith,
} from '../../../src/privacy/detect/places-to-look.js';

const pieces = [
  'a',
  'f',
  '0',
  '12',
  ':',
  '::',
  '.',
  '-',
  ' ',
  '\n',
  'g',
  '.local',
  'xabcdef0123456789',
  '频',
  '1.2.3.4',
];
const text = fc.array(fc.constantFrom(...pieces), { maxLength: 60 }).map((parts) => parts.join(''));

describe('a search of the places where a match may begin finds what a search of all places finds', () => {
  test.each([
    ['runs of hexadecimal digits', /(?<!\w)[0-9a-f]{8,}(?!\w)/g, runs(OF.hex, 8)],
    ['a prefix before a run', /(?<!\w)xa[0-9a-f]{8}/g, runs(OF.hex, 8, { before: 2 })],
    ['runs that hold dots', /(?<![\d.])\d+(?:\.\d+){3}/g, runs(OF.digitsAndDots, 7, { accept: holding('.', 3) })],
    ['runs that are found by their dashes', /(?<![\d-])\d+(?:-\d+){2}/g, runsWith('-', 2, OF.digitsAndDashes, 5)],
    [
      'a prefix before runs that are found by their dashes',
      /fa?\d+-\d/g,
      runsWith('-', 1, OF.digitsAndDashes, 3, { before: 2 }),
    ],
    ['places before a text', /[a-f\d-]{1,6}\.local/g, near(['.local'], 6)],
    ['several texts', /(?:::|-)[a-f]/g, near(['-', '::'])],
    ['all places', /\d/g, anywhere],
  ])('%s', (_name, pattern, where) => {
    fc.assert(
      fc.property(text, (log) => {
        expect(replaceWhere(log, pattern, where, ([found]) => `<${found}>`)).toBe(
          log.replace(pattern, (found) => `<${found}>`),
        );
      }),
      { numRuns: 1000 },
    );
  });
});

test('runs are the same whether they are found by their characters or by a separator', () => {
  fc.assert(
    fc.property(text, fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 12 }), (log, count, least) => {
      const bySeparator = runsWith('-', count, OF.hexAndDashes, least, { before: 3 });
      const byCharacters = runs(OF.hexAndDashes, least, { before: 3, accept: holding('-', count) });
      expect([...bySeparator(log)]).toEqual([...byCharacters(log)]);
    }),
    { numRuns: 1000 },
  );
});
