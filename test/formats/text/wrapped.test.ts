import { describe, expect, test } from 'vitest';
import { loadDefinitions } from '../../../src/formats/text/definition/load.js';
import { CARRIERS, type Carrier, NESTED } from './carriers.js';
import { brief, type Reading, read } from './support.js';

const { formats, wrappers } = loadDefinitions();

const WEB = '10:15:30:68 Agora-SDK [INFO]: [client-6c08f] Leaving channel';
const NATIVE_4 = '[03/05/25 10:15:30:068][910][U]:(00000123): RtcEngine::leaveChannel(this:0x7a, {})';
const NATIVE_3 = 'INFO    (10:15:30: 68 |    1)  24363; ***CALL END';

/** The carriers' clock: a day on which the samples do not lie, and half a second from line to line. */
const START = Date.UTC(2025, 2, 5, 10, 15, 0, 250);
const STEP = 500;
const MODIFIED = Date.UTC(2025, 2, 6);

const definitions = formats.map(({ definition }) => definition);
type Definition = (typeof definitions)[number];

/**
 * The samples of a definition, each as its lines. Without objects over several lines: a carrier that prints its time
 * before each of them makes them records of their own.
 */
function samplesOf({ messages, multiline }: Definition): (readonly string[])[] {
  return messages
    .flatMap(({ samples }) => samples.map(({ lines }) => (typeof lines === 'string' ? [lines] : lines)))
    .filter((lines) => lines.length === 1 || multiline === undefined);
}

function carriersOf({ wrappers: names }: Definition): (readonly [string, Carrier])[] {
  const own = names.flatMap((name) => (CARRIERS[name] ? [[name, CARRIERS[name]] as const] : []));
  return names.includes('chromium-console') ? [...own, ...Object.entries(NESTED)] : own;
}

const cases = definitions.flatMap((definition) =>
  carriersOf(definition).map(([name, carrier]) => [definition.id, name, carrier, definition] as const),
);

function facts(reading: Reading): string[] {
  return [
    ...brief(reading).map((line) => line.slice(24)),
    ...reading.samples.flatMap(({ stats }) =>
      stats.map(({ id, values, labels }) => JSON.stringify([id, values, labels])),
    ),
  ];
}

describe('a line inside its carrier is the line', () => {
  test('every wrapper has a case', () => {
    const own = [...wrappers.values()].filter(({ within }) => within === undefined).map(({ id }) => id);
    expect(Object.keys(CARRIERS).sort()).toEqual(own.sort());
  });

  test('every format is read from every carrier that can hold it', () => {
    const all = (id: string) => definitions.find((one) => one.id === id)?.wrappers.length;
    const web = ['agora-web', 'chime', 'generic', 'jitsi', 'livekit-js', 'mediasoup', 'nertc', 'opentok', 'rongcloud'];
    for (const id of [...web, 'trtc-web', 'twilio-video', 'volcengine', 'zego'])
      expect(all(id), id).toBe(wrappers.size);
    const native = [
      'agora-iris',
      'agora-native-3',
      'agora-native-4',
      'chime-mobile',
      'libwebrtc',
      'liteav',
      'livekit-swift',
    ];
    for (const id of native) expect(all(id), id).toBe(all('libwebrtc'));
  });

  test.each(cases)('%s in %s', async (id, _name, carrier, definition) => {
    for (const lines of samplesOf(definition)) {
      // A header has a date of its own, and no carrier prints itself within itself.
      if (/^(?:Local Date|\[Log\])/.test(lines[0] ?? '')) continue;
      const times = lines.map((_line, i) => new Date(START + i * STEP));
      const within = ({ print }: Carrier) =>
        lines.map((line, i) => print(line, times[i] ?? new Date(START))).join('\n');
      const plain = await read(id, [lines.join('\n')], { modified: MODIFIED });
      const wrapped = within(carrier);
      const carried = await read(id, [wrapped], { modified: MODIFIED });
      if (plain.summary.clock.resolutionMs > 0 || carrier.knows === 'nothing') {
        expect(facts(carried), wrapped).toEqual(facts(plain));
        continue;
      }
      // With a clock a line may say more than without one.
      expect(facts(carried), wrapped).toEqual(expect.arrayContaining(facts(plain)));
      // A line without a time of its own has the carrier's.
      if (carrier.knows === 'no-date' || carrier.knows === 'uptime') continue;
      for (const { time } of [...carried.events, ...carried.samples]) {
        const nearest = Math.min(...times.map((one) => Math.abs(+one - time)));
        expect(nearest, wrapped).toBeLessThan(carrier.stepMs ?? 1);
      }
    }
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
