import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Expression } from '../../../../src/formats/text/compile/expression.js';
import { loadDefinitions } from '../../../../src/formats/text/definition/load.js';
import { fixedGroups } from '../../../../src/formats/text/time/fixed-groups.js';
import { matchTime, placedTime, timeAtPlaces } from '../../../../src/formats/text/time/match-time.js';

const placesOf = (source: string) =>
  Object.fromEntries([...fixedGroups(source)].map(([name, { from, to }]) => [name, [from, to]]));

test.each([
  ['^(?<a>\\d\\d)-(?<b>x{3})\\](?<c>[^\\]\\[]) .*', { a: [0, 2], b: [3, 6], c: [7, 8] }],
  ['^(?:\\[(?<a>\\d)\\])(?<b>.)', { a: [1, 2], b: [3, 4] }],
  // From the first part on that may be longer or shorter nothing is certain.
  ['^(?<a>x)\\d+(?<b>y)', { a: [0, 1] }],
  ['^(?<a>x)y?(?<b>z)', { a: [0, 1] }],
  ['^(?<a>x+)(?<b>z)', {}],
  ['^(?<a>x)(?:(?<b>y)z)?', { a: [0, 1] }],
  ['^(?<a>x)(?:(?<b>y)z+)?', { a: [0, 1] }],
  ['^(?<a>x)(?:(?<b>y)|(?<c>z))', { a: [0, 1] }],
  ['^(?<a>x)(?<b>y){2}', { a: [0, 1] }],
  ['^(?<a>x)(?=y)(?<b>y)', { a: [0, 1] }],
  ['^(?<a>x)y|z', {}],
  ['^(?<a>x)[|]\\|(?<b>y)', { a: [0, 1], b: [3, 4] }],
  ['(?<a>x)', {}],
])('knows which groups of %s stand at fixed places', (source, places) => {
  expect(placesOf(source)).toEqual(places);
});

const records = loadDefinitions().formats.flatMap(({ definition }) =>
  definition.record.map((source) => ({
    source,
    lines: definition.messages.flatMap(({ samples }) => samples.flatMap(({ lines }) => lines)),
  })),
);
const placed = records.filter(({ source }) => placedTime(source) !== undefined);

test('reads the times of records at their places as it reads them from their groups', () => {
  expect(placed.length).toBeGreaterThan(3);
  let compared = 0;
  for (const { source, lines } of placed) {
    const expression = new Expression(new RegExp(source));
    const [byPlaces, byGroups] = [timeAtPlaces(placedTime(source) ?? new Map()), matchTime(expression)];
    // Other digits make times that no clock shows.
    for (const line of lines.flatMap((one) => [one, one.replace(/\d\d:/, '27:'), one.replace(/\d\d([/-])/, '14$1')])) {
      const match = expression.exec(line);
      if (!match) continue;
      compared++;
      expect(byPlaces(match, line)).toEqual(byGroups(match, line));
    }
  }
  expect(compared).toBeGreaterThan(100);
});

/** Parts of expressions, each with a text that it fits: first those that always take as many characters. */
type Part = readonly [source: string, text: string];
const fixed = fc.constantFrom<Part[]>(
  ['\\d', '7'],
  ['\\d{3}', '120'],
  ['[ \\d]\\d', ' 4'],
  ['\\(', '('],
  ['[|)(\\]]', ']'],
  ['.', '|'],
  ['é', 'é'],
  ['x{2}', 'xx'],
);
const loose = fc.constantFrom<Part[]>(
  ['x{1,3}', 'xx'],
  ['y*', 'yyy'],
  ['y?', ''],
  ['(?=.|$)', ''],
  ['\\b', ''],
  ['(?:a|bc)', 'bc'],
);
const plain = fc.oneof({ weight: 9, arbitrary: fixed }, loose);
const group = (opening: string, inner: fc.Arbitrary<Part>, ends: readonly Part[]) =>
  fc
    .tuple(inner, inner, fc.constantFrom(...ends))
    .map(([[a, x], [b, y], [end, text]]): Part => [`${opening}${a}${b})${end}`, text === '2' ? x + y + x + y : x + y]);
const ends: readonly Part[] = [
  ['', ''],
  ['', ''],
  ['', ''],
  ['{2}', '2'],
  ['?', ''],
  ['{1,2}', ''],
];
const named = group('(?<#>', plain, ends);
const nested = group('(?:', fc.oneof(plain, named), ends);
const either = fc.tuple(named, plain).map(([[a], [b, text]]): Part => [`(?:${a}|${b})`, text]);
const parts = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: plain },
    { weight: 6, arbitrary: named },
    { weight: 3, arbitrary: nested },
    { weight: 1, arbitrary: either },
  ),
  { minLength: 1, maxLength: 6 },
);

test('says of no group that it stands where it does not', () => {
  let certain = 0;
  const property = fc.property(parts, (all) => {
    let names = 0;
    const source = `^${all.map(([one]) => one.replace(/#/g, () => `g${names++}`)).join('')}`;
    const text = all.map(([, one]) => one).join('');
    const match = new RegExp(source).exec(text);
    for (const [name, { from, to }] of match === null ? [] : fixedGroups(source)) {
      certain++;
      expect([source, name, text.slice(from, to)]).toEqual([source, name, match?.groups?.[name]]);
    }
  });
  fc.assert(property, { numRuns: 2000 });
  expect(certain).toBeGreaterThan(200);
});

test('reads numbers among blanks at their places as it reads them from their groups', () => {
  const source =
    '^(?<y>[ \\d]{4})-(?<mo>[ \\d]{2})-(?<d>[ \\d]\\d) (?<h>[ \\d]\\d):(?<m>\\d\\d):(?<s>[ \\d]{2})\\.(?<ms>[ \\d]{3})';
  const read = timeAtPlaces(placedTime(source) ?? new Map());
  const expression = new Expression(new RegExp(source));
  const match = matchTime(expression);
  const digits = (length: number) =>
    fc.string({ unit: fc.constantFrom(' ', '0', '1', '2', '9'), minLength: length, maxLength: length });
  const text = fc
    .tuple(digits(4), digits(2), digits(2), digits(2), digits(2), digits(2), digits(3))
    .map(([y, mo, d, h, m, s, ms]) => `${y}-${mo}-${d} ${h}:${m}:${s}.${ms}`);
  fc.assert(
    fc.property(text, (line) => {
      const groups = expression.exec(line);
      if (groups !== null) expect(read(groups, line)).toEqual(match(groups, line));
    }),
    {
      numRuns: 3000,
      examples: [['2026-01- 5  9:05:07.  4'], ['2026-01-05 09:05:1 .0 4'], ['2026-01-05 09:05:07.1 4']],
    },
  );
});
