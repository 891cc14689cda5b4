import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { analyse } from 'scslre';
import { afterAll, describe, expect, test } from 'vitest';
import { loadFormats } from '../../../../src/formats/text/definition/load.js';
import { competingRepeats } from '../../../../src/formats/text/definition/slow-expressions/competing.js';
import { costlyRepeats } from '../../../../src/formats/text/definition/slow-expressions/worst-case.js';
import { testFormats } from '../../../../src/formats/text/samples/check-samples.js';

const root = mkdtempSync(join(tmpdir(), 'mistakes-'));
afterAll(() => rmSync(root, { recursive: true }));

function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(root, 'f-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

/** `file:line:column: what` of all that `formats test` tells, without the folder. */
async function told(files: Readonly<Record<string, string>>): Promise<string[]> {
  const folder = folderOf(files);
  const { mistakes, problems } = await testFormats(folder);
  const lines = [
    ...mistakes.map(({ message }) => message),
    ...problems.map(({ file, line, column, reason }) => `${file}:${line}:${column}: ${reason}`),
  ];
  return lines.map((line) => line.replace(`${folder}/`, ''));
}

const WRONG = `id: wrong
titel: Wrong
wrappers: [natve]
record: ['^(?<h>\\d\\d):(?<m>\\d\\d):(?<s>\\d\\d) (?<msg>.*)$']
clock: { date: line }
tables:
  state: { OPEN: conected }
messages:
  - name: join
    contains: [joining]
    pattern: 'joining \\s*\\s*(?<channel>\\S+)'
    gives: [{ event: join.start, fields: { chanel: "{channel}", uid: "{user}" } }, { event: join.stat }]
  - name: state
    contains: [link state]
    pattern: 'link state (?<state>[A-Z]+)'
    gives: [{ event: connection.state, fields: { to: "{state|state}" } }, { stats: inbound-rtp, kind: video, values: { framesPerSec: "{state|number}" } }]
  - name: state
    contains: [x]
    pattern: 'lost (?<why>.*'
    gives: [{ event: pc.state, fields: { to: conneted } }]
`;

const RIGHT = `id: right
title: Right
record: ['^(?<y>\\d{4})-(?<mo>\\d\\d)-(?<d>\\d\\d) (?<h>\\d\\d):(?<m>\\d\\d):(?<s>\\d\\d) (?<msg>.*)$']
clock: { date: line }
messages:
  - name: left
    contains: [left the room]
    pattern: 'left the room'
    gives: [{ event: leave }]
    samples: [{ lines: "2026-03-05 10:00:00 left the room", gives: [{ event: leave }] }]
`;

describe('formats test', () => {
  test('tells all mistakes of a definition, each with its place, its reason and what was meant', async () => {
    expect(await told({ 'wrong.yaml': WRONG })).toEqual([
      expect.stringMatching(/^wrong.yaml:1:1: title: /),
      expect.stringMatching(/^wrong.yaml:2:8: titel: There is no key "titel" here. Did you mean "title"/),
      expect.stringMatching(/^wrong.yaml:3:12: wrappers.0: There is no wrapper "natve"/),
      expect.stringMatching(/^wrong.yaml:5:16: clock.date: The clock says "line", and no form of "record"/),
      expect.stringMatching(/^wrong.yaml:7:18: tables.state.OPEN: "conected" is no word .* Did you mean "connected"\?/),
      expect.stringMatching(/^wrong.yaml:11:14: messages.0.pattern: "\\s\*" and "\\s\*" take the same characters/),
      expect.stringMatching(/^wrong.yaml:12:52: .*: "chanel" is not a name .* Did you mean "channel"\?/),
      expect.stringMatching(/^wrong.yaml:12:70: .*: The expression has no group "user"/),
      expect.stringMatching(/^wrong.yaml:12:93: .*: "join.stat" is no word .* Did you mean "join.start"\?/),
      expect.stringMatching(/^wrong.yaml:16:134: .*: "framesPerSec" is not a name .* Did you mean "framesPerSecond"\?/),
      expect.stringMatching(/^wrong.yaml:17:11: messages.2.name: Another message is named "state"/),
      expect.stringMatching(/^wrong.yaml:18:16: messages.2.contains.0: A literal needs 4 characters/),
      expect.stringMatching(/^wrong.yaml:19:14: messages.2.pattern: The expression cannot be used/),
      expect.stringMatching(/^wrong.yaml:20:46: .*: "conneted" is no word that pc.state.to may hold/),
    ]);
  });

  test('one file that cannot be read does not hide the mistakes of the others', async () => {
    const lines = await told({
      'a.yaml': 'id: [\n',
      'wrong.yaml': WRONG,
      'z.yaml': RIGHT.replace('gives: [{ event: leave }] }]', 'gives: [] }]'),
    });
    expect(lines[0]).toMatch(/^a.yaml:\d+:\d+: Not readable as YAML/);
    expect(lines).toHaveLength(16);
    expect(lines.at(-1)).toMatch(/^z.yaml:10:15: The sample gives /);
  });

  test.each<[string, string, string]>([
    [
      'that does not fit',
      RIGHT.replace('00 left the room', '00 gone'),
      'z.yaml:10:15: The expression does not fit the sample.',
    ],
    ['that is missing', RIGHT.replace(/ {4}samples.*\n/, ''), 'z.yaml:6:5: The message has no sample.'],
    [
      'that two messages fit',
      `${RIGHT}${RIGHT.slice(RIGHT.indexOf('  - name')).replace('name: left', 'name: gone')}`,
      'z.yaml:10:15: Several messages fit the sample: left, gone.',
    ],
    [
      'that no form of a line reaches',
      RIGHT.replace("(?<msg>.*)$']", () => "(?<msg>.*)$', '^NEVER (?<msg>.*)$']"),
      'z.yaml:3: No sample line has this form.',
    ],
    [
      'without a literal',
      RIGHT.replace('[left the room]', '[left the room, gone away]'),
      'z.yaml:7:31: No sample holds the literal "gone away".',
    ],
  ])('tells of a sample %s', async (_what, text, expected) => {
    expect((await told({ 'z.yaml': text })).map((line) => line.replace(/^z.yaml:3:\d+/, 'z.yaml:3'))).toContain(
      expected,
    );
  });

  test('samples of wrappers and of logs known by name are tried, and told with their own places', async () => {
    const wrappers = `wrappers:
  - id: mine
    title: Mine
    pattern: '^MINE (?<msg>.*)$'
    samples:
      - { line: MINE hello, gives: hello }
      - { line: YOURS hello, gives: hello }
`;
    const known = `known:
  - id: other
    title: Other
    pattern: '^OTHER '
    samples: [OTHER x, ANOTHER x]
`;
    expect(await told({ 'known.yaml': known, 'right.yaml': RIGHT, 'wrappers.yaml': wrappers })).toEqual([
      'known.yaml:5:24: The sample "ANOTHER x" is not recognised.',
      'wrappers.yaml:7:9: The sample "YOURS hello" gives nothing.',
    ]);
  });
});

describe('a mistake of shape is told in words for its author', () => {
  test.each([
    [
      'a key that is left out',
      (text: string) => text.replace(/^ *contains: .*\n/m, ''),
      /contains: It is missing: a list/,
    ],
    [
      'a text in place of a list',
      (text: string) => text.replace(/contains: .*$/m, 'contains: room'),
      /It must be a list/,
    ],
    ['a list without anything', (text: string) => text.replace(/gives: .*$/m, 'gives: []'), /gives: The list is empty/],
    [
      'a wrong word in one of several forms',
      (text: string) =>
        text.replace(
          /gives: .*$/m,
          'gives: [{ toggle: { key: a, value: b, on: [c] }, start: freeze.start, end: freeze.stop }]',
        ),
      /gives\.0\.end: "freeze\.stop" is no word/,
    ],
    [
      'a reading that is neither of sound nor of picture',
      (text: string) => text.replace(/gives: .*$/m, 'gives: [{ stats: sdk-remote, values: { lossRate: 0 } }]'),
      /gives\.0\.stats: A reading of sdk-remote does not say whether .* Add "kind: audio" or "kind: video"/,
    ],
    ['an unknown base', () => 'extends: agora-wb\n', /to extend\. Did you mean "agora-web"\? Known: .*agora-web/],
  ])('%s', (_, mistake, words) => {
    const folder = folderOf({ 'right.yaml': mistake(RIGHT) });
    expect(() => loadFormats({ folders: [folder] })).toThrow(words);
  });
});

describe('an expression in which several repeats share the line', () => {
  // On 4096 characters such as "ababab…" each of these takes seconds, minutes or days.
  const COSTLY = [
    'a.*b.*c',
    '^a.*b.*c.*d',
    '^.*a.*b.*c',
    'x\\S*a\\S*b\\S*c',
    'foo .* bar .* baz .*x!',
    'a.{0,900}b.{0,900}c',
  ];
  test.each(COSTLY)('%s is too slow', (source) => {
    expect(costlyRepeats(source)).toBeDefined();
  });

  const CHEAP = [
    'a.*b',
    '^a.*b.*c',
    'a.*b.*$',
    'foo .* bar .* baz',
    '(?<a>\\S+) (?<b>\\S+) (?<c>\\S+) (?<d>\\S+)!',
    '\\w+=\\d+, \\w+=\\d+, \\w+=\\d+;',
    'x[^,]*,[^,]*,[^,]*,[^,]*;',
    'a.{0,40}b.{0,40}c.{0,9}d',
  ];
  test.each(CHEAP)('%s is not', (source) => {
    expect(costlyRepeats(source)).toBeUndefined();
  });

  test('is told with its place, also where it stands in a condition', () => {
    const slow = RIGHT.replace("'left the room'", "'left.*the.*room'");
    const folder = folderOf({ 'right.yaml': slow });
    expect(() => loadFormats({ folders: [folder] })).toThrow(
      /right.yaml:8:14: messages.0.pattern: "\.\*", "\.\*" may each/,
    );
    const matches = RIGHT.replace(/^( *)pattern: .*$/m, "$&\n$1where: { $.a: { matches: 'left.*the.*room' } }");
    expect(() => loadFormats({ folders: [folderOf({ 'right.yaml': matches })] })).toThrow(
      /right.yaml:9:.*may each end/,
    );
  });
});

describe('a definition with an expression that is slow on some lines is refused where it is used', () => {
  test('not only where it is tested', () => {
    const folder = folderOf({ 'right.yaml': RIGHT.replace("'left the room'", "'left.*the.*.*room'") });
    expect(() => loadFormats({ folders: [folder] })).toThrow(/right.yaml:8:14: messages.0.pattern: "\.\*" and "\.\*"/);
  });

  const SLOW = [
    '\\s*\\s*x',
    '.*.*x',
    'a+\\w+:',
    '(?:\\d+)?\\d*z',
    '(a|b+)b*c',
    '.*\\s*$',
    '[a-z]*-?[a-z]*!',
    '\\w+(?: ?\\w+)?$',
  ];
  test.each(SLOW)('%s, as an independent linter says too', (source) => {
    expect(competingRepeats(source)).toBeDefined();
    expect(analyse(new RegExp(`^${source}`)).reports).not.toEqual([]);
  });

  const FAST = [
    'a+:\\w+$',
    '\\s+\\S+\\s+y',
    '(?<h>\\d\\d):(?<m>\\d\\d)',
    '[(] *a*[)]',
    '\\d{1,3}\\d{1,3}x',
    'a*(?=b*)c',
  ];
  test.each(FAST)('%s is not', (source) => {
    expect(competingRepeats(source)).toBeUndefined();
    expect(analyse(new RegExp(`^${source}`)).reports).toEqual([]);
  });

  test('a wildcard at the end takes whatever is left of a line: nothing behind it can fail', () => {
    expect(competingRepeats('x: *(?<msg>.*)$')).toBeUndefined();
  });
});
