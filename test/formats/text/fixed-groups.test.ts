import { expect, test } from 'vitest';
import { Expression } from '../../../src/formats/text/expression.js';
import { fixedGroups } from '../../../src/formats/text/fixed-groups.js';
import { loadDefinitions } from '../../../src/formats/text/load.js';
import { matchTime, placedTime, timeAtPlaces } from '../../../src/formats/text/match-time.js';

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

test('takes blanks before digits for nothing, and blanks among them for no number', () => {
  const source = '^(?<h>[ \\d]\\d):(?<m>\\d\\d):(?<s>\\d\\d):(?<ms>[ \\d]{2}\\d)';
  const read = timeAtPlaces(placedTime(source) ?? new Map());
  const match = matchTime(new Expression(new RegExp(source)));
  for (const text of [' 9:05:07:  4', '09:05:07:120', '09:05:07:1 4']) {
    const groups = new Expression(new RegExp(source)).exec(text);
    expect(groups).not.toBeNull();
    if (groups) expect(read(groups, text)).toEqual(match(groups, text));
  }
});
