import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
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
