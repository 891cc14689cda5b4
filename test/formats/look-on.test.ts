import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { createRegistry } from '../../src/formats/registry.js';
import { triage } from '../../src/index.js';
import type { TriageResult } from '../../src/model/result.js';
import { partOf } from './text/support.js';

const folder = mkdtempSync(join(tmpdir(), 'look-on-'));
afterAll(() => rmSync(folder, { recursive: true }));

function fixture(name: string): Buffer {
  const bytes = readFileSync(new URL(`../../fixtures/${name}`, import.meta.url));
  return name.endsWith('.gz') ? gunzipSync(bytes) : bytes;
}

function* chunksOf(bytes: Buffer, size: number): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const fromStdin = (bytes: Buffer, chunk = 65_536) => triage(['-'], { stdin: Readable.from(chunksOf(bytes, chunk)) });

function fromFile(bytes: Buffer, name = 'call.log'): Promise<TriageResult> {
  const file = join(folder, name);
  writeFileSync(file, bytes);
  return triage([file], {});
}

/** What is said of a log, apart from where in the file it stands. */
function said({ sources, verdict, findings }: TriageResult): unknown {
  return [
    sources.map(({ format, status, records }) => [format, status, records]),
    verdict,
    findings.map(({ rule, severity, start, durationMs }) => [rule, severity, start, durationMs]),
  ];
}

const WEB = fixture('agora-web/reconnect-raw.log');
const LIVEKIT = fixture('livekit/no-network.log');
const RTCSTATS = fixture('rtcstats/loss20-A.rtcstats.gz');
const GETSTATS = fixture('getstats/loss20-A.stats.ndjson.gz');
const DUMP = fixture('webrtc-internals/slowice.json.gz');
const LOGS: readonly (readonly [string, Buffer])[] = [
  ['Agora Web', WEB],
  ['LiveKit', LIVEKIT],
  ['rtcstats', RTCSTATS],
  ['getStats lines', GETSTATS],
  ['a dump', DUMP],
];

const blob = (size: number) => `${'QUJDREVGR0hJSktM'.repeat(Math.ceil(size / 16))}\n`;
const json = (size: number) => `{"level":"info","config":"${'y'.repeat(size)}"}\n`;
const BEFORE: readonly (readonly [string, string])[] = [
  ['a line of 100 KB', blob(100_000)],
  ['a JSON line of 2 MB', json(2_000_000)],
  ['three lines of 500 KB', blob(500_000).repeat(3)],
  ['thousands of lines', `${'\n'.repeat(50_000)}${'any text at all, of nobody we know\n'.repeat(10_000)}`],
];

describe.each(LOGS)('%s is read the same behind', (_log, bytes) => {
  const plain = fromStdin(bytes);

  test.each(BEFORE)('%s', async (_what, before) => {
    const result = await fromStdin(Buffer.concat([Buffer.from(before), bytes]));
    expect(said(result)).toEqual(said(await plain));
    const lines = before.split('\n').length - 1;
    const places = ({ findings }: TriageResult, by: number, from: number) =>
      findings.flatMap(({ evidence }) => evidence.map(({ line, offset }) => [line + by, offset + from]));
    expect(places(result, 0, 0)).toEqual(places(await plain, lines, before.length));
  });
});

describe('a log that begins far down is read the same', () => {
  const bytes = Buffer.concat([Buffer.from(blob(300_000) + 'a line of nobody\n'.repeat(30_000)), WEB]);
  const plain = fromStdin(bytes);

  test('however standard input delivers it', async () => {
    for (const chunk of [997, 65_536, 1 << 20]) expect(await fromStdin(bytes, chunk)).toEqual(await plain);
  });

  test('from a file and from a gzip file', async () => {
    expect(said(await fromFile(bytes))).toEqual(said(await plain));
    expect(said(await fromFile(gzipSync(bytes)))).toEqual(said(await plain));
  });

  test('in UTF-16, with offsets of the file', async () => {
    const result = await fromFile(Buffer.from(`\ufeff${bytes.toString('utf8')}`, 'utf16le'));
    expect(said(result)).toEqual(said(await plain));
    const offsets = (of: TriageResult) => of.findings.flatMap(({ evidence }) => evidence.map(({ offset }) => offset));
    expect(offsets(result)).toEqual(offsets(await plain).map((offset) => 2 + 2 * offset));
  });

  test('and counts as read as a whole', async () => {
    const { sources } = await fromFile(bytes);
    expect(sources.map((source) => source.bytes)).toEqual([bytes.length]);
  });

  test('as the part of a rotated log', async () => {
    const [first, second] = ['v4-rotated_1.log', 'v4-rotated.log'].map((name) => fixture(`agora-native/${name}`));
    const read = async (before: string) => {
      writeFileSync(join(folder, 'agorasdk_1.log'), Buffer.concat([Buffer.from(before), first ?? Buffer.alloc(0)]));
      writeFileSync(join(folder, 'agorasdk.log'), second ?? '');
      return said(await triage([join(folder, 'agorasdk*.log')], {}));
    };
    expect(await read(blob(100_000))).toEqual(await read(''));
  });
});

test('a log cut off in its compressed form is read as far as it goes, and says where in the file it ends', async () => {
  const whole = gzipSync(Buffer.concat([Buffer.from(blob(100_000)), RTCSTATS]));
  const { sources } = await fromFile(whole.subarray(0, Math.floor(whole.length / 2)));
  const [source] = sources;
  expect(source).toMatchObject({ format: 'rtcstats', status: 'analyzed' });
  const cut = source?.warnings.find((warning) => warning.startsWith('cut'));
  expect(cut).toContain(`${source?.bytes} `);
});

describe('SDK lines far down in the log of a carrier', () => {
  const line = '[03/05/25 10:15:30:068][910][U]:(00000123): RtcEngine::leaveChannel(this:0x7a, {})';
  const web = '10:15:30:68 Agora-SDK [INFO]: [client-6c08f] Leaving channel';
  const chromium = '[30466:30466:0305/100512.726096:VERBOSE1:a/b/manager.cc:126] enabled.';
  const inConsole = `[1:2:0305/101530.068796:INFO:CONSOLE:5] "${web}", source: http://localhost/agora.js (5)`;
  const logcat = '03-05 10:05:30.166  5986  6342 I ActivityManager: nothing of interest';
  const inLogcat = `03-05 10:15:30.166  5986  6342 I agora.io: ${line}`;

  test.each([
    ['a Chromium log', chromium, inConsole, 'agora-web'],
    ['logcat', logcat, inLogcat, 'agora-native-4'],
  ])('are read, and name the format: %s', async (_what, filler, sdkLine, format) => {
    const { sources } = await fromStdin(Buffer.from(`${`${filler}\n`.repeat(12_000)}${sdkLine}\n${filler}\n`));
    expect(sources).toMatchObject([{ format, status: 'analyzed', records: 1 }]);
  });

  test('a Chromium log without any is declined with what to do, as a short one is', async () => {
    const { sources, verdict } = await fromStdin(Buffer.from(`${chromium}\n`.repeat(2000)));
    expect(verdict).toBe('inconclusive');
    expect(sources).toMatchObject([{ format: 'chromium-other', status: 'declined', records: 0 }]);
    expect(sources[0]?.warnings.join(' ')).toContain('Chromium');
  });
});

describe('what is not to be read does not become a log by its length', () => {
  const registry = createRegistry();
  async function outcome(text: string): Promise<string> {
    const part = partOf(Buffer.from(text));
    const found = registry.recognise(part.head, false);
    const last = 'further' in found ? await registry.lookOn(part, found) : found;
    if ('reader' in last) return last.reader.id;
    return 'open' in last ? last.id : `${last.status} ${last.format}`;
  }

  test.each([
    ['prose', 'any text at all, of nobody we know\n'.repeat(20_000), 'unrecognized unknown'],
    ['the log of an application', '2026-03-01 10:00:00.120 INFO - rendered\n'.repeat(20_000), 'unrecognized unknown'],
    ['one long line', blob(1_000_000), 'unrecognized unknown'],
    ['JSON lines of something else', json(100).repeat(5000), 'unrecognized unknown'],
    [
      'a document with the word for a kind of statistics',
      `${blob(100_000)}{\n${'  "a": {"type":"inbound-rtp"},\n'.repeat(20_000)}"b": 1}\n`,
      'unrecognized unknown',
    ],
    [
      'the log of a server behind a long line',
      `${blob(100_000)}${'JVB 2026-03-05 09:00:00.842 INFO: [41] Ice.run#12: rtt=30 ms, ICE connected\n'.repeat(5000)}`,
      'declined jitsi-server-log',
    ],
    [
      'a log that is only known by name behind a long line',
      `${blob(100_000)}${'09:00:00.842   icetp01  .ICE process complete, status=Success\n'.repeat(5000)}`,
      'declined pjsip',
    ],
  ])('%s', async (_what, text, expected) => {
    expect(await outcome(text)).toBe(expected);
  });

  test('lines of statistics between those of a text log are not the log', async () => {
    const line = GETSTATS.subarray(0, GETSTATS.indexOf(10) + 1).toString();
    const text = `${'somebody wrote a line\n'.repeat(30)}${`${line}${'somebody wrote a line\n'.repeat(30)}`.repeat(3)}`;
    expect(await outcome(text)).not.toBe('getstats');
  });
});

test.each([
  ['lines of npm', '> app@1.0.0 start\n> node stats.js\n\n'],
  ['a greeting', 'Hi team, here is my log:\n\n'],
  ['the fence of a code block', '```\n'],
])('statistics are read behind a few lines of something else: %s', async (_what, before) => {
  for (const bytes of [RTCSTATS, GETSTATS, DUMP]) {
    expect(said(await fromStdin(Buffer.concat([Buffer.from(before), bytes])))).toEqual(said(await fromStdin(bytes)));
  }
});

test('lines of statistics are read behind another file with a byte order mark', async () => {
  for (const bytes of [RTCSTATS, GETSTATS]) {
    const marked = Buffer.concat([Buffer.from('\ufeff\n\ufeff'), bytes]);
    expect(said(await fromStdin(marked))).toEqual(said(await fromStdin(bytes)));
  }
});

test('a page of Firefox is read behind what was written above it, and a part of one is not', async () => {
  const page = fixture('firefox/relayed.html');
  const below = Buffer.concat([Buffer.from(`see this page:\n${'\n'.repeat(300)}`), page]);
  expect(said(await fromStdin(below))).toEqual(said(await fromStdin(page)));
  const { sources } = await fromStdin(page.subarray(page.indexOf('<body')));
  expect(sources).toMatchObject([{ format: 'about-webrtc', status: 'declined' }]);
});
