import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Head } from '../../src/formats/format.js';
import { createRegistry } from '../../src/formats/registry.js';
import { loadDefinitions } from '../../src/formats/text/definition/load.js';
import { textReader } from '../../src/formats/text/reader.js';

const registry = createRegistry();

function head(bytes: Buffer, name = 'x.log'): Head {
  const text = bytes.toString('utf8');
  return { name, bytes, text, lines: text.split('\n'), complete: true };
}
const fixture = (name: string) => head(readFileSync(new URL(`../../fixtures/${name}`, import.meta.url)));
const outcome = (given: Head, binary = false) => {
  const found = registry.recognise(given, binary);
  return 'open' in found ? found.id : `${found.status} ${found.format}: ${found.warning.code}`;
};

describe('a source is told by its content', () => {
  test.each([
    ['agora-native/v3-midnight.log', 'agora-native-3'],
    ['agora-native/v3-logcat.log', 'agora-native-3'],
    ['agora-native/v4-slow-join-freeze-reconnect.log', 'agora-native-4'],
    ['agora-native/v4-bad-token.log', 'agora-native-4'],
    ['agora-iris/flutter-logcat.log', 'agora-iris'],
    ['trtc-web/no-network.log', 'trtc-web'],
    ['liteav/refused.log', 'liteav'],
    ['liteav/slow-join.log', 'liteav'],
    ['nertc/no-network.log', 'nertc'],
    ['volcengine/reconnect.log', 'volcengine'],
    ['rongcloud/call.log', 'rongcloud'],
    ['zego/lost.log', 'zego'],
    ['agora-web/reconnect-raw.log', 'agora-web'],
    ['agora-web/reconnect-devtools.log', 'agora-web'],
    // SDK lines inside the log of the browser: the SDK's reader has them, not the refusal of the browser's log.
    ['agora-web/chromium-console.log', 'agora-web'],
    ['firefox/relayed.html', 'firefox-about-webrtc'],
    ['declined/jitsi-server.jsonl', 'declined jitsi-server: server-log'],
    ['declined/volcengine.log', 'declined volcengine-silent: known-vendor'],
    ['declined/plain.txt', 'unrecognized unknown: unrecognized'],
    ['declined/empty.log', 'empty unknown: empty'],
  ])('%s is %s', (name, expected) => {
    expect(outcome(fixture(name))).toBe(expected);
  });

  test('an encrypted Agora log is named whatever the input makes of its bytes', () => {
    expect(outcome(fixture('declined/agora-encrypted.log'), true)).toBe('encrypted agora-encrypted: encrypted-agora');
    expect(outcome(fixture('declined/agora-encrypted.log'), false)).toBe('encrypted agora-encrypted: encrypted-agora');
  });

  test.each([
    ['Uncaught (in promise) AgoraRTCException: AgoraRTCError INVALID_PARAMS: x', 'declined agora-web-excerpt: excerpt'],
    ['JVB 2026-03-05 09:00:00.842 INFO: [41] Ice.run#12: ICE connected', 'declined jitsi-server-log: server-log'],
    ['09:00:00.842   icetp01  .ICE process complete, status=Success', 'declined pjsip: known-vendor'],
  ])('what is only known by name is told with what to do: %s', (line, expected) => {
    expect(outcome(head(Buffer.from(`${line}\n`)))).toBe(expected);
  });

  test('binary files are declined, those of vendors with what to do', () => {
    expect(outcome(head(Buffer.from([0, 1, 2]), 'a.xlog'), true)).toBe('declined vendor-binary: vendor-binary');
    expect(outcome(head(Buffer.from([0, 1, 2]), 'a.log'), true)).toBe('declined binary: binary');
  });

  test('recordings of libwebrtc and of the network are told by their first bytes', () => {
    const named = (hex: string) => outcome(head(Buffer.from(hex, 'hex'), 'a.bin'), true);
    // Length 20, then field 1 (type) = 0 and field 2 (init).
    expect(named('14000000080012100880f7')).toBe('declined aec-dump: aec-dump');
    // Field 1 of 7 bytes: time = 300, type = 1; and field 31 of 9 bytes: time = 300, version = 2, time in UTC.
    expect(named('0a0708ac0210010000')).toBe('declined rtc-event-log: event-log-binary');
    expect(named('fa010908ac02100218ac0200')).toBe('declined rtc-event-log: event-log-binary');
    expect(named('d4c3b2a10200040000000000')).toBe('declined network-capture: network-capture');
    expect(named('0a0708ac0210ff0000')).toBe('declined binary: binary');
  });

  test('every log known by name is recognised by its own samples, and never read as something else', () => {
    for (const { id, samples } of loadDefinitions().known) {
      for (const sample of samples) {
        expect(outcome(head(Buffer.from(`${sample}\n`)))).toMatch(new RegExp(`^declined ${id}: `));
      }
    }
  });
});

describe('of several formats that fit, the one counts that fits most lines, and of equals the first', () => {
  const folder = new URL('../../fixtures/', import.meta.url);
  const logs = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.log') && !name.startsWith('declined/'))
    .sort()
    .map((name) => ({ name, lines: readFileSync(new URL(name, folder), 'utf8').split('\n').slice(0, 700) }));
  const readers = loadDefinitions()
    .formats.filter(({ definition }) => !definition.recognise.last)
    .map(textReader);
  const headOf = (lines: readonly string[]) => head(Buffer.from(lines.join('\n')));

  /** Every line is tried on every format. */
  function best(given: Head): string | undefined {
    const scores = readers.map((reader) => reader.recognise(given));
    const most = Math.max(...scores);
    return most === 0 ? undefined : readers[scores.indexOf(most)]?.id;
  }

  test.each(logs)('$name', ({ lines }) => {
    const expected = best(headOf(lines));
    if (expected !== undefined) expect(outcome(headOf(lines))).toBe(expected);
  });

  test.each(logs.map((log, i) => ({ log, other: logs[(i + 1) % logs.length] ?? log })))(
    'lines of $log.name between as many, one fewer and one more of $other.name',
    ({ log, other }) => {
      for (const more of [-1, 0, 1]) {
        const count = Math.min(log.lines.length, other.lines.length, 40);
        const lines = log.lines.slice(0, count).flatMap((line, i) => [line, other.lines[i] ?? '']);
        const mixed = headOf(more < 0 ? lines.slice(0, -1) : [...lines, ...other.lines.slice(count, count + more)]);
        const expected = best(mixed);
        if (expected !== undefined) expect(outcome(mixed)).toBe(expected);
      }
    },
  );

  test('lines behind the first hundreds count only while none has fitted', () => {
    const [line = ''] = fixture('agora-native/v4-bad-token.log').lines;
    const foreign = Array.from({ length: 650 }, (_, i) => `nobody knows line ${i}`);
    expect(outcome(headOf([...foreign, line]))).toBe('agora-native-4');
    expect(outcome(headOf([...foreign, 'another', line, line]))).toBe(
      best(headOf([...foreign, 'another', line, line])),
    );
  });
});
