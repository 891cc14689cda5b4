import { describe, expect, test } from 'vitest';
import { createRegistry } from '../../../src/formats/registry.js';
import { loadDefinitions } from '../../../src/formats/text/load.js';
import { brief, headOf, read } from './support.js';

const registry = createRegistry();

const WEB = '10:15:30:68 Agora-SDK [INFO]: [client-6c08f] Leaving channel';
const NATIVE_4 = '[03/05/25 10:15:30:068][910][U]:(00000123): RtcEngine::leaveChannel(this:0x7a, {})';
const NATIVE_3 = 'INFO    (10:15:30: 68 |    1)  24363; ***CALL END';
const IRIS =
  '[2025-03-05 10:15:30.068][51][I][iris_rtc_api_engine.cc:385] api name RtcEngine_leaveChannel_2c0e3aa params "{}"';

/** What each carrier makes of a line. */
const CARRIERS: Readonly<Record<string, (line: string) => string>> = {
  'chromium-console': (line) =>
    `[1:2:0305/101530.068796:INFO:CONSOLE:5] "${line}", source: http://localhost/agora.js (5)`,
  'devtools-location': (line) => `AgoraRTC_N.js:5 ${line}`,
  'devtools-location-after': (line) => `${line} AgoraRTC_N.js:5:3490`,
  'safari-console': (line) => `[Log] ${line} (AgoraRTC_N.js, line 400)`,
  'devtools-time': (line) => `10:15:30.068 ${line}`,
  'logcat-time': (line) => `03-05 10:15:30.068 I/chromium( 5986): ${line}`,
  'logcat-threadtime': (line) => `03-05 10:15:30.068  5986  6342 I chromium: ${line}`,
  'logcat-studio': (line) => `2025-03-05 10:15:30.068 29508-29508/com.example.app I/chromium: ${line}`,
  'logcat-studio-new': (line) =>
    `2025-03-05 10:15:30.068 10061-11552 chromium            com.example.app      I  ${line}`,
  nslog: (line) => `2025-03-05 10:15:30.068123+0800 Demo[1234:5678] ${line}`,
  syslog: (line) => `Mar  5 10:15:30 host app[310]: ${line}`,
};

const FORMATS = [
  ['agora-web', WEB, 'client-6c08f leave'],
  ['agora-native-4', NATIVE_4, '- leave'],
  ['agora-native-3', NATIVE_3, '- leave'],
  ['agora-iris', IRIS, '- leave'],
] as const;

const { formats } = loadDefinitions();
const cases = FORMATS.flatMap(([id, line, record]) => {
  const wrappers = formats.find(({ definition }) => definition.id === id)?.definition.wrappers ?? [];
  return wrappers.map((wrapper) => [id, wrapper, line, record] as const);
});

describe('a line inside its carrier is the line', () => {
  test('every wrapper has a case', () => {
    expect(Object.keys(CARRIERS).sort()).toEqual([...new Set(cases.map(([, wrapper]) => wrapper))].sort());
  });

  test.each(cases)('%s in %s', async (id, wrapper, line, record) => {
    const wrapped = CARRIERS[wrapper]?.(line) ?? '';
    const found = registry.recognise(headOf(Buffer.from(`${wrapped}\n`)), false);
    expect('open' in found ? found.id : found.format).toBe(id);
    const reading = await read(id, [wrapped], { modified: Date.UTC(2025, 2, 6) });
    // Where neither line nor carrier has a date it is the file's.
    const dated = /03\/05|0305\/|03-05|Mar {2}5/.test(wrapped);
    expect(brief(reading)).toEqual([`2025-03-0${dated ? 5 : 6} 10:15:30.068 ${record}`]);
  });
});

describe('damage', () => {
  const shape = async (id: string, text: string | Buffer) =>
    brief(await read(id, [text])).map((line) => line.slice(11));
  const two = `${NATIVE_4}\n${NATIVE_4.replace('30:068', '45:068')}\n`;
  const both = ['10:15:30.068 - leave', '10:15:45.068 - leave'];

  test.each([
    ['CRLF', two.replaceAll('\n', '\r\n')],
    ['blank lines between the records', two.replaceAll('\n', '\n\n \n')],
    ['no end of the last line', two.trimEnd()],
    ['a NUL before the end of the line', two.replaceAll('\n', '\0\n')],
    ['foreign lines between', two.replaceAll('\n', '\nTraceback (most recent call last):\n    at e (x.js:1)\n')],
  ])('%s', async (_what, text) => {
    expect(await shape('agora-native-4', text)).toEqual(both);
  });

  test('raw bytes behind a configuration line hide nothing after them', async () => {
    const config = Buffer.from('INFO    (10:15:29: 68 |    1)  24363; [ap] onAPCdsRes success with config: ');
    const bytes = Buffer.from([0, 0xff, 0xfe, 0x80, 0x0d, 0x1b, 0xc3, 0x28, 0x0a]);
    const log = Buffer.concat([config, bytes, Buffer.from(`${NATIVE_3}\n`)]);
    expect(await shape('agora-native-3', log)).toEqual(['10:15:30.068 - leave']);
  });

  test('a line cut at 254 bytes still tells what stands before the cut', async () => {
    const line = `INFO    (10:15:30: 68 |    1)  24363; API call to join channel 'room1' uid 7, SDK ver 2.9.1 build 1, device info '${'x'.repeat(300)}`;
    const records = await shape('agora-native-3', `${line.slice(0, 254)}\0\n'\n`);
    expect(records).toEqual([
      '10:15:30.068 room1 join.start channel=room1 uid=7',
      '10:15:30.068 room1 sdk name=Agora native version=2.9.1',
    ]);
  });

  test('a text that is cut within its numbers gives the numbers that are whole', async () => {
    const { samples } = await read('agora-native-4', [
      `${NATIVE_4}\nAPP {"uid":7,"audioLossRate":3,"e2eDelay":120,"frozenRa`,
    ]);
    expect(samples.map(({ stats }) => stats[0]?.values)).toEqual([{ lossRate: 0.03, endToEndDelay: 0.12 }]);
  });

  test('two records pasted on one line are two', async () => {
    const second = WEB.replace('30:68', '45:1').replace('client-6c08f', 'client-aaaaa');
    expect(await shape('agora-web', `AgoraRTC_N.js:5 ${WEB} ${second}`)).toEqual([
      '10:15:30.068 client-6c08f leave',
      '10:15:45.001 client-aaaaa leave',
    ]);
  });

  test('smart quotes of a forum do not hide a record', async () => {
    const line =
      '10:15:30:68 Agora-SDK [ERROR]: [FAB01] Disconnect from server [{“type”:“disconnect”}], attempt to recover';
    expect(await shape('agora-web', line)).toEqual(['10:15:30.068 FAB01 signal.close reason=attempt to recover']);
  });
});
