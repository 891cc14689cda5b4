import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DefinitionError } from '../../../../src/formats/text/definition/error.js';
import { loadDefinitions } from '../../../../src/formats/text/definition/load.js';
import { testFormats } from '../../../../src/formats/text/samples/check-samples.js';
import { LiteralScanner } from '../../../../src/formats/text/search/scanner.js';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'formats-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** A correct definition; the tests spoil one place of it. */
const GOOD = `id: demo
title: Demo
record: ['^(?<h>\\d\\d):(?<m>\\d\\d):(?<s>\\d\\d) (?<msg>.*)$']
clock: { date: none }
messages:
  - name: leave
    contains: ['bye now']
    pattern: '^bye now (?<why>\\w+)'
    gives: [{ event: leave, fields: { reason: '{why}' } }]
    samples: [{ lines: '10:00:00 bye now tired', gives: [{ event: leave, fields: { reason: tired } }] }]
`;
const write = (text: string) => writeFileSync(join(folder, 'demo.yaml'), text);

test("a user's own definition needs no code", async () => {
  write(GOOD);
  expect((await testFormats(folder)).problems).toEqual([]);
});

test('one definition, such as a map, is tested without its folder', async () => {
  write(GOOD);
  expect(await testFormats(join(folder, 'demo.yaml'))).toEqual({ samples: 1, problems: [], mistakes: [] });
});

test.each([
  ['holds no definition', {}, 'holds no definition'],
  ['has definitions under another ending', { 'demo.yml': GOOD }, 'Only files that end'],
])('a folder that %s is refused with the reason', async (_what, files, reason) => {
  const own = mkdtempSync(join(folder, 'own-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(own, name), text ?? '');
  await expect(testFormats(own)).rejects.toThrow(reason);
  await expect(testFormats(own)).rejects.toThrow(DefinitionError);
});

test.each([
  ['unfolds without bound', { 'demo.yaml': bomb() }, 'Not readable as YAML'],
  [
    'has a wrapper that may take for ever',
    { 'wrappers.yaml': "wrappers: [{ id: w, title: W, pattern: '(W+)+', samples: [{ line: W, gives: W }] }]" },
    'cannot be used',
  ],
  [
    'knows a log by an expression that may take for ever',
    { 'known.yaml': "known: [{ id: w, title: W, pattern: '(W+)+', samples: [W] }]" },
    'cannot be used',
  ],
])('a folder that %s is told with the reason', async (_what, files, reason) => {
  const own = mkdtempSync(join(folder, 'own-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(own, name), text ?? '');
  expect((await testFormats(own)).mistakes.map(({ message }) => message)).toEqual([expect.stringContaining(reason)]);
});

/** Lists of aliases of lists of aliases. */
function bomb(): string {
  const level = (name: string, of: string) => `${name}: &${name} [${Array(9).fill(of).join(', ')}]\n`;
  return level('a', '1') + level('b', '*a') + level('c', '*b') + level('d', '*c');
}

describe('a mistake is told with its place, its reason and what to do', () => {
  test.each([
    ['an event that does not exist', 'event: leave, fields', 'event: left, fields', 9],
    ['a field that the event does not have', "{ reason: '{why}' }", "{ cause: '{why}' }", 9],
    ['a group that the expression does not have', "'{why}'", "'{because}'", 9],
    ['a filter that does not exist', "'{why}'", "'{why|shout}'", 9],
    ['an expression that may take for ever', '(?<why>\\w+)', '(?<why>(\\w+)+)', 8],
    ['an expression that is not one', '(?<why>\\w+)', '(?<why>\\w+', 8],
    ['a literal that fits nearly every line', "['bye now']", "['b']", 7],
    ['a line without a place for its message', '(?<msg>.*)', '.*', 3],
    ['a key that does not exist', 'title: Demo', 'titel: Demo', 1],
    ['a wrapper that does not exist', 'clock:', 'wrappers: [nowhere]\nclock:', 4],
  ])('%s', (_what, from, to, line) => {
    write(GOOD.replace(from, to));
    try {
      loadDefinitions(folder);
      expect.unreachable('the mistake was not seen');
    } catch (error) {
      if (!(error instanceof DefinitionError)) throw error;
      expect(error.file).toContain('demo.yaml');
      expect(error.line).toBe(line);
      expect(error.reason.length).toBeGreaterThan(10);
      expect(error.fix.length).toBeGreaterThan(3);
    }
  });
});

describe('a sample that does not hold is a problem', () => {
  const second = `  - name: other
    contains: ['bye now']
    pattern: 'bye'
    gives: [{ event: leave }]
    samples: [{ lines: '10:00:00 bye now', gives: [{ event: leave }] }]
`;
  test.each([
    ['no sample', GOOD.replace(/ {4}samples:.*\n/, ''), 'no sample'],
    ['a sample that fits nothing', GOOD.replace('10:00:00 bye now tired', '10:00:00 hello'), 'does not fit'],
    ['a sample that fits two messages', GOOD + second, 'Several messages'],
    ['a sample that gives something else', GOOD.replace('reason: tired', 'reason: bored'), 'gives'],
  ])('%s', async (_what, text, reason) => {
    write(text);
    const { problems } = await testFormats(folder);
    expect(problems.map((problem) => problem.reason).join()).toContain(reason);
  });
});

test('the prefilter finds every literal, however the literals overlap', () => {
  const literals = ['joinChannel', 'Channel', 'nnel', 'rtt: ', 'abab', '卡顿'];
  const scanner = new LiteralScanner(new Map(literals.map((text, i) => [text, [i]])));
  const texts = ['joinChannel', 'xChannelnnel', 'ababab', 'rtt: 5', '视频卡顿了', '', 'n', 'rtt:5 Channe'];
  for (const text of texts) {
    const hits = new Set<number>();
    const bytes = Buffer.from(`xx${text}nnel`);
    scanner.scan(bytes, 2, bytes.length - 4, hits);
    expect([...hits].sort()).toEqual(literals.flatMap((literal, i) => (text.includes(literal) ? [i] : [])));
  }
});
