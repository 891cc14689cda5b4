import { analyse } from 'scslre';
import { describe, expect, test } from 'vitest';
import { loadFormats } from '../../../../../src/formats/text/definition/load.js';
import { costlyRepeats } from '../../../../../src/formats/text/definition/slow-expressions/worst-case.js';

const { shipped, wrappers, known } = loadFormats();

/** Every expression of the shipped definitions, by the place where it stands. */
const expressions: readonly (readonly [string, string])[] = [
  ...shipped.flatMap((format) => {
    const { definition, grammar } = format.compile();
    const { split } = grammar;
    const { id, record, messages, clock, connection, secrets, multiline } = definition;
    const clocks = [...(clock.header ? [clock.header] : []), ...clock.anchors, ...clock.corrections];
    return [
      ...record.map((source, i) => [`${id}: record ${i + 1}`, source] as const),
      ...messages.map(({ name, pattern }) => [`${id}: ${name}`, pattern] as const),
      ...messages.flatMap(({ name, next }) => (next === undefined ? [] : [[`${id}: ${name}, next`, next] as const])),
      ...clocks.map(({ pattern, contains }) => [`${id}: ${contains}`, pattern] as const),
      ...secrets.map(({ name, pattern }) => [`${id}: ${name}`, pattern] as const),
      ...[split?.source, connection.pattern, multiline?.continues].flatMap((source) =>
        source === undefined ? [] : [[`${id}: ${source}`, source] as const],
      ),
    ];
  }),
  ...[...wrappers.values()].flatMap(({ id, pattern }) => (pattern === undefined ? [] : [[id, pattern] as const])),
  ...known.flatMap(({ id, first, pattern }) =>
    [first, pattern].flatMap((source) => (source === undefined ? [] : [[id, source] as const])),
  ),
];

describe('no line can make an expression take more than linear time', () => {
  test('the linter knows slow expressions', () => {
    expect(analyse(/^(a+)+$/).reports.some(({ exponential }) => exponential)).toBe(true);
    expect(analyse(/^a+\w+:$/).reports).not.toEqual([]);
    expect(analyse(/^a+:\w+$/).reports).toEqual([]);
  });

  test.each(expressions)('%s', (_place, source) => {
    const slow = analyse(new RegExp(source)).reports.map(({ type, character }) => `${type} at ${character.pick}`);
    expect(costlyRepeats(source)).toBeUndefined();
    expect(slow, `parts of ${source} compete for the same text; let them differ in their first character`).toEqual([]);
  });
});
