import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createRegistry } from '../../../src/formats/registry.js';
import { loadDefinitions, loadFormats } from '../../../src/formats/text/definition/load.js';
import { testFormats } from '../../../src/formats/text/samples/check-samples.js';
import { TextSession } from '../../../src/formats/text/session/session.js';
import type { RtcEvent } from '../../../src/model/event.js';
import type { StatsSample } from '../../../src/model/sample.js';
import { createRedactor } from '../../../src/privacy/redactor.js';
import { headOf, partOf } from './support.js';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'grammar-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const write = (text: string) => {
  writeFileSync(join(folder, 'demo.yaml'), text);
  return folder;
};

const LEAVE = `
messages:
  - name: leave
    contains: ['bye now']
    pattern: 'bye now'
    gives: [{ event: leave }]
`;

/** Times of the `leave` events, and what is known of the clock. */
async function times(head: string, lines: readonly string[], zone?: string) {
  const [format] = loadDefinitions(write(`id: demo\ntitle: Demo\n${head}${LEAVE}`)).formats;
  if (!format) throw new Error('no format');
  const events: RtcEvent[] = [];
  const sink = { event: (event: RtcEvent) => events.push(event), sample: () => undefined };
  const session = new TextSession(format, sink, zone === undefined ? {} : { zone });
  await session.read(partOf(Buffer.from(lines.join('\n'))));
  const { clock, shiftMs, warnings } = session.finish();
  return { times: events.map(({ time }) => time), clock, shiftMs, codes: warnings.map(({ code }) => code) };
}

const WALL = "'^(?<h>\\d\\d):(?<m>\\d\\d):(?<s>\\d\\d)\\.(?<ms>\\d{3}) (?<msg>.*)$'";
const NOON = Date.UTC(2024, 2, 5, 12);

describe('clocks', () => {
  test.each([
    ['seconds', '1709640000', NOON],
    ['milliseconds', '1709640000123', NOON + 123],
    ['microseconds', '1709640000123456', NOON + 123.456],
    ['nanoseconds', '1709640000123000000', NOON + 123],
  ])('an epoch in %s is absolute', async (_unit, printed, expected) => {
    const read = await times("record: ['^(?<epoch>\\d+) (?<msg>.*)$']\nclock: { date: epoch }", [`${printed} bye now`]);
    expect(read).toMatchObject({ times: [expected], clock: { zone: 'UTC' }, shiftMs: 0, codes: [] });
  });

  test('times since a start keep their distances, and the log says that nothing dates them', async () => {
    const head = "record: ['^\\[(?<uptime>\\d+):(?<ms>\\d+)\\] (?<msg>.*)$']\nclock: { date: uptime }";
    const read = await times(head, ['[842:18] bye now', '[843:500] bye now']);
    expect(read.times).toEqual([842_018, 843_500]);
    expect(read.codes).toEqual(['relative-clock']);
    expect(read.clock.zone).toBe('unknown');
  });

  test('a carrier dates times since a start', async () => {
    const head =
      "wrappers: [nslog]\nrecord: ['^\\[(?<uptime>\\d+):(?<ms>\\d+)\\] (?<msg>.*)$']\nclock: { date: uptime }";
    const wrap = (time: string, text: string) => `2024-03-05 ${time}+0800 Demo[1:2] ${text}`;
    const read = await times(head, [
      wrap('20:00:00.000', '[10:100] bye now'),
      wrap('20:00:01.300', '[11:400] bye now'),
    ]);
    expect(read.times.map((time) => time + read.shiftMs)).toEqual([NOON, NOON + 1300]);
    expect(read.clock.zone).toBe('+08:00');
  });

  test('lines without any time are read, and no time is claimed for them', async () => {
    const read = await times("record: ['^APP (?<msg>.*)$']\nclock: { date: order }", ['APP bye now', 'APP bye now']);
    expect(read.clock.resolutionMs).toBe(0);
    expect(read.codes).toEqual(['no-clock']);
  });

  test('a log of which no line is understood is not said to have no times', async () => {
    const read = await times(`record: [${WALL}]\nclock: { date: none }`, ['10:00:00.000 what nobody knows']);
    expect(read.codes).toEqual(['nothing-understood']);
  });

  test('a clock that is set in the middle of the log makes no gap', async () => {
    const head = `record: [${WALL}]\nclock:\n  date: none\n  corrections: [{ contains: 'clock offset', pattern: 'clock offset: (?<offset>-?\\d+)' }]`;
    const read = await times(head, [
      '10:00:00.000 bye now',
      '10:00:00.500 clock offset: 90000',
      '10:01:31.000 bye now',
    ]);
    const [first = 0, second = 0] = read.times;
    expect(second - first).toBe(1000);
    expect(read.codes).not.toContain('clock-jump');
  });

  test('a second time on the line tells the zone of the first', async () => {
    const second = '(?<y2>\\d{4})-(?<mo2>\\d\\d)-(?<d2>\\d\\d) (?<h2>\\d\\d):(?<m2>\\d\\d):(?<s2>\\d\\d)';
    const first = '(?<y>\\d{4})-(?<mo>\\d\\d)-(?<d>\\d\\d) (?<h>\\d\\d):(?<m>\\d\\d):(?<s>\\d\\d)';
    const read = await times(`record: ['^\\[${first}\\] ${second} (?<msg>.*)$']\nclock: { date: line }`, [
      '[2024-03-05 20:00:00] 2024-03-05 12:00:00 bye now',
    ]);
    expect(read.clock.zone).toBe('+08:00');
    expect(read.times.map((time) => time + read.shiftMs)).toEqual([NOON]);
  });

  test('12 AM is midnight and 12 PM is noon', async () => {
    const head =
      "record: ['^(?<y>\\d{4})-(?<mo>\\d\\d)-(?<d>\\d\\d) (?<h>\\d+):(?<m>\\d\\d):(?<s>\\d\\d) (?<ap>[AP]M) (?<msg>.*)$']\nclock: { date: line, zone: utc }";
    const read = await times(head, ['2024-03-05 12:00:00 AM bye now', '2024-03-05 12:00:00 PM bye now']);
    expect(read.times).toEqual([NOON - 12 * 3_600_000, NOON]);
  });
});

const STATS = `id: demo
title: Demo
record: [${WALL}]
multiline: { brackets: true, lines: 5 }
clock: { date: none }
messages:
  - name: stats
    contains: ['audioLoss']
    on: line
    pattern: 'audioLoss'
    gives: [{ stats: sdk-remote, kind: audio, scan: { audioLoss: lossRate|percent, delay: endToEndDelay|ms } }]
    samples:
      - { lines: '10:00:00.000 audioLoss: 5', gives: [{ stats: sdk-remote, values: { lossRate: 0.05 } }] }
`;

async function samplesOf(lines: readonly string[]): Promise<StatsSample[]> {
  const [format] = loadDefinitions(write(STATS)).formats;
  if (!format) throw new Error('no format');
  const samples: StatsSample[] = [];
  const session = new TextSession(format, { event: () => undefined, sample: (one) => samples.push(one) }, {});
  await session.read(partOf(Buffer.from(lines.join('\n')), 7));
  session.finish();
  return samples;
}

describe('records of several lines', () => {
  const values = (samples: readonly StatsSample[]) => samples.flatMap(({ stats }) => stats.map((one) => one.values));

  test('an object printed over several lines is one record, at the time of its first line', async () => {
    const samples = await samplesOf([
      '10:00:00.000 stats {',
      '  audioLoss: 5,',
      '  delay: 90',
      '}',
      '10:00:01.000 audioLoss: 7',
    ]);
    expect(values(samples.slice(0, 1))).toEqual([{ lossRate: 0.05, endToEndDelay: 0.09 }]);
    expect(samples[0]?.at.line).toBe(1);
  });

  test('what does not balance within the limit is read line by line', async () => {
    const lines = [
      '10:00:00.000 function () {',
      ...Array.from({ length: 9 }, (_, i) => `10:00:0${i}.500 audioLoss: ${i}`),
    ];
    expect(values(await samplesOf(lines))).toHaveLength(9);
  });

  test('a bracket between quotes opens nothing', async () => {
    const samples = await samplesOf([
      '10:00:00.000 stats {',
      ' "text": "}{{", audioLoss: 5 }',
      '10:00:01.000 audioLoss: 6',
    ]);
    expect(values(samples)).toEqual([{ lossRate: 0.05 }, { lossRate: 0.06 }]);
  });
});

const MAP = `id: my-app
title: My app
json: { time: $.ts, message: $.msg, connection: $.room }
clock: { date: epoch }
secrets:
  - name: key
    kind: secret
    contains: ['joinKey=']
    pattern: 'joinKey=(?<secret>[^&"\\s]+)'
    samples: [{ line: 'GET /?joinKey=abc123def456', hides: abc123def456 }]
messages:
  - name: joined
    contains: ['"joined"']
    where: { $.event: joined, $.level: [info, warn] }
    gives: [{ event: join.ok, fields: { ms: '{$.took|number}' } }]
    samples:
      - lines: '{"ts":1709640000123,"event":"joined","level":"info","took":"412","room":"r1"}'
        gives: [{ event: join.ok, connection: r1, fields: { ms: 412 } }]
  - name: peers
    contains: ['"peers"']
    each: $.peers
    where: { '@.delay': { exists: true } }
    gives: [{ stats: sdk-remote, kind: audio, values: { endToEndDelay: '{@.delay|ms}' }, labels: { uid: '{@.id}' } }]
    samples:
      - lines: '{"ts":1709640000123,"peers":[{"id":1},{"id":2,"delay":90}]}'
        gives: [{ stats: sdk-remote, values: { endToEndDelay: 0.09 }, labels: { uid: '2' } }]
`;

describe("a company's own log of JSON lines", () => {
  test('is described by paths and conditions, with samples that prove it', async () => {
    expect((await testFormats(write(MAP))).problems).toEqual([]);
  });

  test('is tried before everything else when it is given as the map', () => {
    write(MAP);
    const line = '{"ts":1709640000123,"event":"joined","level":"info"}\n';
    const registry = createRegistry({ map: join(folder, 'demo.yaml') });
    const found = registry.recognise(headOf(Buffer.from(line)), false);
    expect('open' in found && found.id).toBe('my-app');
    expect(registry.candidates(headOf(Buffer.from(line)))[0]).toMatchObject({ id: 'my-app', by: 'map' });
  });

  test('names of members that every object has are not found in it', async () => {
    write(MAP.replace('$.event: joined,', '$.__proto__: { exists: true }, $.constructor: { exists: true },'));
    const { problems } = await testFormats(folder);
    expect(problems.map(({ reason }) => reason).join()).toContain('does not fit the sample');
  });

  test('its secrets are hidden wherever they stand', () => {
    const patterns = createRegistry({ folders: [write(MAP)] }).secrets();
    const redactor = createRedactor({ patterns });
    const text = redactor.text('x GET /?joinKey=abc123def456&a=1');
    expect(text).not.toContain('abc123def456');
    expect(text).toMatch(/joinKey=\S+&a=1$/);
  });
});

describe("a user's folder", () => {
  const PATCH = `extends: agora-web
messages:
  - name: my-join
    contains: ['custom join done']
    pattern: 'custom join done in (?<ms>\\d+)'
    gives: [{ event: join.ok, fields: { ms: '{ms|number}' } }]
    samples:
      - lines: '00:16:40:783 Agora-SDK [INFO]: custom join done in 77'
        gives: [{ event: join.ok, fields: { ms: 77 } }]
`;

  test('completes a shipped format: its own messages come first, the others stay', async () => {
    const { own, shipped } = loadFormats({ folders: [write(PATCH)] });
    const [patched] = own;
    expect(patched?.definition.id).toBe('agora-web');
    expect(patched?.messages.at(0)?.name).toBe('my-join');
    expect(patched?.messages.all().map(({ name }) => name)).toContain('join-success');
    expect(shipped.map(({ id }) => id)).not.toContain('agora-web');
    expect((await testFormats(folder)).problems).toEqual([]);
  });

  test('replaces a message of the same name', () => {
    write(PATCH.replace('name: my-join', 'name: join-success'));
    const [patched] = loadFormats({ folders: [folder] }).own;
    expect(patched?.messages.all().filter(({ name }) => name === 'join-success')).toHaveLength(1);
  });

  test('cannot extend what does not exist, and is told what does', () => {
    expect(() => loadFormats({ folders: [write(PATCH.replace('agora-web', 'agora-wab'))] })).toThrow(
      /demo\.yaml:1:10: .*no format "agora-wab".*agora-web/,
    );
  });
});

describe('a definition is told what no sample of it reaches', () => {
  test.each([
    ['a literal', STATS.replace("['audioLoss']", "['audioLoss', 'videoLoss']"), 'videoLoss'],
    ['a form of the record', STATS.replace('record: [', () => "record: ['^never (?<msg>.*)$', "), 'No sample line'],
    [
      'an anchor',
      STATS.replace(
        'clock: { date: none }',
        "clock: { date: none, anchors: [{ contains: 'base', pattern: 'base (?<epoch>\\d+)' }] }",
      ),
      'no sample',
    ],
    ['a secret', MAP.replace('hides: abc123def456', 'hides: other'), 'hidden'],
  ])('%s', async (_what, text, reason) => {
    const { problems } = await testFormats(write(text));
    expect(problems).toHaveLength(1);
    expect(problems[0]?.reason).toContain(reason);
    expect(problems[0]?.line).toBeGreaterThan(1);
  });
});
