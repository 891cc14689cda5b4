import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { triage } from '../../../src/index.js';

const FIXTURES = join(import.meta.dirname, '../../../fixtures');

/** What is said of a log, apart from where in the file it stands. */
async function said(text: string | Buffer): Promise<unknown> {
  const { sources, verdict, findings } = await triage(['-'], { stdin: Readable.from([Buffer.from(text)]) });
  return [
    sources.map(({ format, status }) => [format, status]),
    verdict,
    findings.map(({ rule, severity, start, durationMs }) => [rule, severity, start, durationMs]),
  ];
}

/** What editors, terminals and loggers do to the lines of a log. */
const DECORATIONS: readonly (readonly [string, (line: string) => string])[] = [
  ['a colour for the whole line', (line) => `\u001b[32m${line}\u001b[0m`],
  ['several attributes at once', (line) => `\u001b[1;38;5;208m${line}\u001b[39;49m`],
  ['blanks at the end', (line) => `${line}  `],
  ['blanks before it, as in a code block', (line) => `    ${line}`],
  ['a tab before it', (line) => `\t${line}`],
  ['the mark of a quotation', (line) => `> ${line}`],
];

describe.each(['livekit/android.log', 'trtc-web/call.log', 'mediasoup/devtools-times.log', 'nertc/no-network.log'])(
  '%s reads the same with',
  (name) => {
    const text = readFileSync(join(FIXTURES, name), 'utf8');

    test.each(DECORATIONS)('%s', async (_what, decorate) => {
      const decorated = text.replace(/^.+$/gm, decorate);
      expect(await said(decorated)).toEqual(await said(text));
    });
  },
);

test.each(['livekit/android.log', 'trtc-web/call.log'])(
  '%s loses no line where a file with a byte order mark was put behind another one',
  async (name) => {
    const text = readFileSync(join(FIXTURES, name), 'utf8');
    expect(await said(`\ufeffhello\n\ufeff${text}`)).toEqual(await said(text));
  },
);

describe('logs in a message', () => {
  const gunzipped = (name: string) => gunzipSync(readFileSync(join(FIXTURES, name))).toString();
  const quoted = (text: string) => text.replace(/^(.*)$/gm, '> $1').replaceAll('> \n', '>\n');

  // Without the carrier of its lines this one would be taken for a browser's own log without a clock.
  test.each(['libwebrtc/since-start.log', 'agora-iris/flutter-logcat.log', 'agora-native/v3-midnight.log'])(
    '%s reads the same quoted, below some words',
    async (name) => {
      const text = readFileSync(join(FIXTURES, name), 'utf8');
      expect(await said(`Hello, see this:\n\n${quoted(text)}`)).toEqual(await said(text));
    },
  );

  test.each(['rtcstats/loss20-A.rtcstats.gz', 'getstats/loss20-A.stats.ndjson.gz', 'webrtc-internals/slowice.json.gz'])(
    '%s reads the same quoted',
    async (name) => {
      expect(await said(quoted(gunzipped(name)))).toEqual(await said(gunzipped(name)));
    },
  );

  test('however it is delivered, and with the places of the file', async () => {
    const text = readFileSync(join(FIXTURES, 'trtc-web/call.log'), 'utf8');
    const bytes = Buffer.from(quoted(text));
    const read = async (size: number) => {
      const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
        bytes.subarray(i * size, (i + 1) * size),
      );
      return triage(['-'], { stdin: Readable.from(chunks) });
    };
    const whole = await read(bytes.length);
    for (const size of [1, 7, 100]) expect(await read(size)).toEqual(whole);
    const places = whole.findings.flatMap(({ evidence }) => evidence);
    expect(places.length).toBeGreaterThan(0);
    for (const { offset, line, excerpt } of places) {
      expect(bytes.subarray(0, offset).toString().split('\n')).toHaveLength(line);
      expect(bytes.subarray(offset).toString()).toMatch(/^> /);
      expect(bytes.subarray(offset).toString()).toContain(excerpt.slice(0, 40));
    }
  });

  test('a document that is indented itself is not one', async () => {
    const text = `{\n${'  "a": "10:00:00.000 nothing of a call",\n'.repeat(30)}  "b": 1\n}\n`;
    const { sources } = await triage(['-'], { stdin: Readable.from([Buffer.from(text)]) });
    expect(sources[0]?.status).toBe('unrecognized');
  });
});

test.each(['chromium/loopback.log', 'livekit/android.log', 'zego/lost.log'])(
  '%s reads the same in UTF-16',
  async (name) => {
    const text = readFileSync(join(FIXTURES, name), 'utf8');
    expect(await said(Buffer.from(`\ufeff${text}`, 'utf16le'))).toEqual(await said(text));
  },
);

test('statistics of an application read the same in UTF-16', async () => {
  const text = Array.from(
    { length: 8 },
    (_, i) => `2026-07-09 10:00:0${i}.000 onRemoteVideoStats {uid: 7, frozenRate: 60}\r\n`,
  ).join('');
  const { findings } = await triage(['-'], { stdin: Readable.from([Buffer.from(`\ufeff${text}`, 'utf16le')]) });
  expect(findings.map(({ rule }) => rule)).toEqual(['stutter/sdk-video-freeze-rate']);
});

test('coloured words within a line leave its text as it was', async () => {
  const text = readFileSync(join(FIXTURES, 'twilio-video/slow-join-reconnect.log'), 'utf8');
  const coloured = text.replace(/\b(?:DEBUG|INFO|WARN|ERROR|debug|info|warn|error)\b/g, '\u001b[33m$&\u001b[0m');
  expect(coloured).not.toBe(text);
  expect(await said(coloured)).toEqual(await said(text));
});
