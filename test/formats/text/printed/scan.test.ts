import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeScan, type Scan, type Scanned, scanLine, ValueReader } from '../../../../src/formats/text/printed/scan.js';

const NAMES = ['rtt', 'loss', 'frozenRate', 'totalFrozenTime', 'e2e_delay', 'width'];

/** A scan that gives each number under the name that is printed. */
function scanFor(names: readonly string[], needs: readonly string[] = [], orLine: readonly string[] = []): Scan {
  const reader = new ValueReader([...names, ...needs]);
  return makeScan(reader, plain(names), needs, orLine);
}

const plain = (names: readonly string[]) =>
  new Map(names.map((name) => [name, { metric: name, convert: (value: number) => value }]));

const scanned = (text: string, ...rest: Parameters<typeof scanFor> | []) =>
  scanLine(text, rest.length === 0 ? scanFor(NAMES) : scanFor(...rest));

describe('numbers behind their names', () => {
  test.each([
    'rtt: 48, loss: 2.5',
    'rtt=48 loss=2.5',
    '{"rtt":48,"loss":2.5}',
    "{'rtt' : '48', 'loss' : '2.5'}",
    String.raw`msg="{\"rtt\":48,\"loss\":\"2.5\"}"`,
    String.raw`{"msg":"{\"data\":\"{\\\"rtt\\\":48,\\\"loss\\\":2.5}\"}"}`,
    '"{""rtt"":48,""loss"":2.5}"',
    'rtt\u00a0:\u00a048; loss\t=\t2.5ms',
    '加入 rtt：rtt: 48，loss: 2.5，',
  ])('are found however they are printed: %s', (text) => {
    expect(scanned(text).map(({ values }) => values)).toEqual([{ rtt: 48, loss: 2.5 }]);
  });

  test.each([
    ['0', 0],
    ['-7', -7],
    ['1.50', 1.5],
    ['12.', 12],
    ['1e3', 1000],
    ['2.5E-3s', 0.0025],
    ['3e', 3],
    ['0.1234567890123456789', 0.12345678901234568],
    ['1767603600000.123', 1767603600000.123],
    ['123456789012345678901234567890', 1.2345678901234568e29],
  ])('are numbers as JavaScript reads them: %s', (text, number) => {
    expect(scanned(`rtt: ${text}`)).toEqual([{ uid: undefined, values: { rtt: number } }]);
  });

  test.each([
    'xrtt: 5',
    'rtts: 5',
    'rtt 5',
    'rtt: fast',
    'rtt::5',
    'rtt: []',
    'rtt: 1e999',
    `rtt:${' '.repeat(5)}5`,
    'rtt: """5',
    String.raw`rtt: \\\\"5`,
  ])('are not what only looks like it: %s', (text) => {
    expect(scanned(text)).toEqual([]);
  });
});

describe('objects of a line', () => {
  test('are what stands between the same brackets, each with its own user', () => {
    const line = 'stats {"remote":[{"userId":"bob","rtt":1},{"uid":7,"rtt":2}],"rtt":3} rtt: 4';
    expect(scanned(line)).toEqual([
      { uid: undefined, values: { rtt: 4 } },
      { uid: undefined, values: { rtt: 3 } },
      { uid: 'bob', values: { rtt: 1 } },
      { uid: '7', values: { rtt: 2 } },
    ]);
  });

  test('are of the user that the key before the bracket names, or of the one around them', () => {
    expect(scanned('{"777": {"video": {"rtt": 1}}, 778 => (uid=9, rtt=2)}')).toEqual([
      { uid: '777', values: { rtt: 1 } },
      { uid: '778', values: { rtt: 2 } },
    ]);
  });

  test('count with one of the names that they need, or a word of the line', () => {
    expect(scanned('{rtt: 1} {rtt: 2, width: 640}', ['rtt'], ['width'])).toEqual([
      { uid: undefined, values: { rtt: 2 } },
    ]);
    expect(scanned('video {rtt: 1}', ['rtt'], ['width'], ['video'])).toHaveLength(1);
  });

  test('take the first number of a name', () => {
    expect(scanned('{rtt: 1, inner: {rtt: 5}, rtt: 2}')).toEqual([
      { uid: undefined, values: { rtt: 1 } },
      { uid: undefined, values: { rtt: 5 } },
    ]);
  });

  test('need not end: a line may be cut', () => {
    expect(scanned('{"users":[{"uid":"bob","rtt":1')).toEqual([{ uid: 'bob', values: { rtt: 1 } }]);
  });
});

test('several scans of one reader see the same texts, in any order', () => {
  const reader = new ValueReader(NAMES);
  const [rtt, loss] = ['rtt', 'loss'].map((name) => makeScan(reader, plain([name]), [], []));
  if (!rtt || !loss) throw new Error('no scans');
  const texts = ['{rtt: 1, loss: 2}', 'x {rtt: 3, loss: 4}', 'rtt=5 loss=6'];
  for (const text of [...texts, ...texts.toReversed(), ...texts]) {
    expect([text, scanLine(text, rtt), scanLine(text, loss)]).toEqual([
      text,
      scanned(text, ['rtt']),
      scanned(text, ['loss']),
    ]);
  }
});

/** What is promised, as one expression finds it. */
function bySlowSearch(line: string, names: readonly string[]): Scanned[] {
  interface Group {
    readonly parent: Group | undefined;
    readonly key: string | undefined;
    member: string | undefined;
    readonly values: Map<string, number>;
  }
  const users = ['uid', 'userId', 'remoteUid', 'ssrc'];
  const quotes = '(?:\\\\{0,3}["\']){0,2}';
  const number = '-?\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d{1,3})?';
  const pattern = new RegExp(
    `[{}()[\\]]|\\b(${[...names, ...users].join('|')})${quotes}\\s{0,4}[:=](?=\\s{0,4}${quotes}(?:(${number})|([\\w-]{1,64})))`,
    'g',
  );
  const key = /(\d{1,20})(?:\\?["'])?\s{0,4}(?:[:=]|=>)\s{0,4}$/;
  let group: Group = { parent: undefined, key: undefined, member: undefined, values: new Map() };
  const groups = [group];
  for (const { 0: text, 1: name, 2: digits, 3: word, index } of line.matchAll(pattern)) {
    if (name === undefined) {
      if ('{(['.includes(text)) {
        group = { parent: group, key: key.exec(line.slice(0, index))?.[1], member: undefined, values: new Map() };
        groups.push(group);
      } else group = group.parent ?? group;
      continue;
    }
    if (users.includes(name)) group.member ??= digits ?? word;
    if (digits !== undefined && !group.values.has(name)) group.values.set(name, Number(digits));
  }
  const userOf = (one: Group | undefined): string | undefined => one && (one.key ?? one.member ?? userOf(one.parent));
  return groups.flatMap((one) => {
    const values = Object.fromEntries(
      [...one.values].filter(([name, value]) => names.includes(name) && Number.isFinite(value)),
    );
    return Object.keys(values).length === 0 ? [] : [{ uid: userOf(one), values }];
  });
}

describe('on any line', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      ...NAMES,
      'uid',
      'userId',
      'ssrc',
      'x',
      'é',
      '加',
      '_',
      '-',
      '.',
      ',',
      '\u00a0',
      '\u2028',
      '\n',
      '=>',
    ),
    fc.constantFrom(':', '=', ': ', ' = ', '":', '\\":', ':"', '"', "'", '\\', ' ', '{', '}', '[', ']', '(', ')'),
    fc.constantFrom('0', '7', '12.5', '-3', '1e3', '1e999', '5e-', '00012', '98765432109876543210', 'word'),
    fc
      .tuple(fc.constantFrom(...NAMES, 'uid'), fc.constantFrom(':', '="', '\\": ', ' = '), fc.integer())
      .map((all) => all.join('')),
  );
  const line = fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join(''));

  test('the numbers, objects and users are those that an expression for the whole finds', () => {
    const scan = scanFor(NAMES);
    fc.assert(
      fc.property(line, (text) => {
        expect(scanLine(text, scan)).toEqual(bySlowSearch(text, NAMES));
      }),
      { numRuns: 2000 },
    );
  });
});

describe('a line that is made to be slow', () => {
  test.each([
    ['brackets within brackets, each with a number', '[rtt:1'.repeat(10_000), 10_000],
    ['keys that are none before brackets', 'x:[rtt=1 '.repeat(10_000), 10_000],
    ['one name again and again', 'rtt:1 '.repeat(20_000), 1],
    ['words without end', 'a'.repeat(100_000), 0],
    ['digits without end', `rtt: ${'1'.repeat(100_000)}`, 0],
    ['colons', ':'.repeat(100_000), 0],
    ['quotes and backslashes', '\\\\\\"'.repeat(30_000), 0],
  ])('is read like any other: %s', (_name, text, objects) => {
    expect(scanned(text)).toHaveLength(objects);
  });
});
