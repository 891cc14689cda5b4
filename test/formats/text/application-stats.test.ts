import { describe, expect, test } from 'vitest';
import { createRegistry } from '../../../src/formats/registry.js';
import type { StatsObject } from '../../../src/model/sample.js';
import { headOf, partOf } from './support.js';

const registry = createRegistry();

/** What a log gives that comes so many bytes at a time: time of day, type and medium, user, readings. */
async function readings(text: string, chunk?: number): Promise<string[]> {
  const bytes = Buffer.from(text);
  const found = registry.recognise(headOf(bytes), false);
  if (!('open' in found)) throw new Error(`not read: ${found.format}`);
  const rows: string[] = [];
  const row = (time: number, { type, kind, labels, values }: StatsObject) => {
    const all = Object.entries(values).map(([name, value]) => `${name}=${Number(value.toPrecision(6))}`);
    return [new Date(time).toISOString().slice(11, 23), type, kind ?? '-', labels.uid ?? '-', ...all.sort()].join(' ');
  };
  const session = found.open(
    { event: () => undefined, sample: ({ time, stats }) => rows.push(...stats.map((one) => row(time, one))) },
    {},
  );
  await session.read(partOf(bytes, chunk));
  session.finish();
  return rows;
}

const EPOCH = 1772701202000;
const ISO = '2026-03-05T09:00:02.000Z';
const VIDEO = { uid: 7, rendererOutputFrameRate: 7, frozenRate: 22, totalFrozenTime: 400, e2eDelay: 620 };
const VIDEO_READ =
  '09:00:02.000 sdk-remote video 7 endToEndDelay=0.62 freezeRate=0.22 renderedFrameRate=7 totalFreezeTime=0.4';
const AUDIO = { uid: 7, networkTransportDelay: 350, jitterBufferDelay: 280, audioLossRate: 12, frozenRate: 15 };
const AUDIO_READ =
  '09:00:02.000 sdk-remote audio 7 freezeRate=0.15 jitterBufferDelay=0.28 lossRate=0.12 networkTransportDelay=0.35';
const fields = (object: object, equals: string, between = ', ') =>
  Object.entries(object)
    .map(([name, value]) => `${name}${equals}${value}`)
    .join(between);

describe('statistics of a native SDK are read however an application logs them', () => {
  test.each<[string, string, string[]]>([
    ['pino', JSON.stringify({ level: 30, time: EPOCH, pid: 1, msg: 'stats', data: VIDEO }), [VIDEO_READ]],
    ['winston', JSON.stringify({ level: 'info', message: 'stats', timestamp: ISO, stats: VIDEO }), [VIDEO_READ]],
    [
      'bunyan',
      JSON.stringify({ name: 'a', level: 30, msg: '', stats: { video: VIDEO, audio: AUDIO }, time: ISO, v: 0 }),
      [VIDEO_READ, AUDIO_READ],
    ],
    ['Serilog', JSON.stringify({ '@t': ISO, '@mt': 'Remote {@Stats}', Stats: VIDEO }), [VIDEO_READ]],
    [
      'Serilog with its old names',
      JSON.stringify({ Timestamp: ISO, Level: 'Information', Properties: { Stats: AUDIO } }),
      [AUDIO_READ],
    ],
    [
      'zap',
      JSON.stringify({ level: 'info', ts: EPOCH / 1000, caller: 'a.go:1', msg: 'stats', video: VIDEO }),
      [VIDEO_READ],
    ],
    ['a time in an object of the record', JSON.stringify({ meta: { eventTime: ISO }, payload: VIDEO }), [VIDEO_READ]],
    ['JSON in a text', JSON.stringify({ ts: EPOCH, message: JSON.stringify({ payload: AUDIO }) }), [AUDIO_READ]],
    [
      'JSON in JSON in a text',
      JSON.stringify({ ts: EPOCH, message: JSON.stringify({ payload: JSON.stringify(AUDIO) }) }),
      [AUDIO_READ],
    ],
    [
      'a list of users',
      JSON.stringify({
        time: ISO,
        users: [
          { uid: 7, audio: AUDIO },
          { uid: 8, video: { ...VIDEO, uid: 8 } },
        ],
      }),
      [VIDEO_READ.replace(' 7 ', ' 8 '), AUDIO_READ],
    ],
    [
      'a JSON array',
      JSON.stringify(
        [
          { time: EPOCH, video: VIDEO },
          { time: EPOCH + 2000, video: VIDEO },
        ],
        null,
        2,
      ),
      [VIDEO_READ, VIDEO_READ.replace('02.000', '04.000')],
    ],
    [
      'a data class of Kotlin',
      `03-05 09:00:02.000  5986  6342 D Call: RemoteVideoStats(${fields(VIDEO, '=')})`,
      [VIDEO_READ],
    ],
    ['a toString of Java', `03-05 09:00:02.000 D/Call( 5986): RemoteAudioStats{${fields(AUDIO, '=')}}`, [AUDIO_READ]],
    [
      'a description of Swift',
      `2026-03-05 09:00:02.000123+0000 Demo[1:5] <AgoraRtcRemoteVideoStats: 0x6000>(${fields(VIDEO, ': ')})`,
      [VIDEO_READ],
    ],
    [
      'a dictionary of Objective-C',
      `2026-03-05 09:00:02.000123+0000 Demo[1:5] stats {\n    ${fields(AUDIO, ' = ', ';\n    ')};\n}`,
      [AUDIO_READ],
    ],
    ['printf', `[2026-03-05 09:00:02.000] [info] onRemoteVideoStats ${fields(VIDEO, '=', ' ')}`, [VIDEO_READ]],
    [
      'toJson of Dart',
      `I/flutter ( 5986): 2026-03-05 09:00:02.000 RemoteVideoStats ${JSON.stringify(VIDEO)}`,
      [VIDEO_READ],
    ],
    ['Unity', `2026-03-05 09:00:02.000 OnRemoteAudioStats: ${fields(AUDIO, ': ', ' ')}`, [AUDIO_READ]],
    [
      'React Native',
      `03-05 09:00:02.000  5986  6342 I ReactNativeJS: 'RemoteVideoStats', { ${fields(VIDEO, ': ')} }`,
      [VIDEO_READ],
    ],
    [
      'an object over several lines after a line with the time',
      `2026-03-05 09:00:02.000 stats\n${JSON.stringify({ a: AUDIO }, null, 2)}`,
      [AUDIO_READ],
    ],
  ])('%s', async (_name, text, expected) => {
    expect((await readings(`${text}\n`)).sort()).toEqual([...expected].sort());
  });

  test('the time of an object is that of the line before it, not of an earlier one', async () => {
    const object = JSON.stringify({ a: AUDIO }, null, 2);
    const text = `2026-03-05 09:00:01.000 hello\n2026-03-05 09:00:02.000 stats ${JSON.stringify(AUDIO)}\n${object}\n2026-03-05 09:00:04.000 stats\n${object}\n`;
    expect(await readings(text)).toEqual([AUDIO_READ, AUDIO_READ.replace('02.000', '04.000')]);
  });

  test('the time of an object is that of the line before it, also where the object comes later than that', async () => {
    const before = '2026-03-05 09:00:01.000 hello\n2026-03-05 09:00:02.000 stats\n';
    const text = `${before}${JSON.stringify({ a: AUDIO }, null, 2)}\n`;
    for (const chunk of [before.length, before.length + 1, 7])
      expect(await readings(text, chunk)).toEqual([AUDIO_READ]);
  });
});

describe('statistics of web SDKs and browsers', () => {
  const web = { end2EndDelay: 620, freezeRate: 0.22, renderFrameRate: 7, transportDelay: 300, receiveDelay: 610 };
  const webRead =
    '09:00:02.000 sdk-remote video 7 endToEndDelay=0.62 freezeRate=0.22 networkTransportDelay=0.3 renderedFrameRate=7';
  const trtc = {
    rtt: 180,
    downLoss: 12,
    remoteStatistics: [
      {
        userId: 'bob',
        audio: { audioLevel: 0.1, point2pointDelay: 640 },
        video: [{ width: 640, point2pointDelay: 650 }],
      },
    ],
  };
  const native = {
    downLoss: 12,
    remoteStatistics: [{ userId: 'bob', audioBlockRate: 15, videoBlockRate: 22, point2PointDelay: 640 }],
  };
  test.each<[string, string, string[]]>([
    ['Agora: users by their id', `${ISO} getRemoteVideoStats ${JSON.stringify({ 7: web })}`, [webRead]],
    ['Agora: one flat record', JSON.stringify({ t: EPOCH, type: 'video', uid: 7, ...web }), [webRead]],
    [
      'Agora: an own stream',
      JSON.stringify({ t: EPOCH, captureFrameRate: 15, sendFrameRate: 12 }),
      ['09:00:02.000 sdk-local video - captureFrameRate=15 sentFrameRate=12'],
    ],
    [
      'TRTC in a browser',
      `${ISO} statistics ${JSON.stringify(trtc)}`,
      [
        '09:00:02.000 sdk-call - - receivedLossRate=0.12 roundTripTime=0.18',
        '09:00:02.000 sdk-remote audio bob endToEndDelay=0.64',
        '09:00:02.000 sdk-remote video bob endToEndDelay=0.65',
      ],
    ],
    [
      'TRTC, native',
      JSON.stringify({ time: EPOCH, stats: native }),
      [
        '09:00:02.000 sdk-call - - receivedLossRate=0.12',
        '09:00:02.000 sdk-remote audio bob endToEndDelay=0.64 freezeRate=0.15',
        '09:00:02.000 sdk-remote video bob freezeRate=0.22',
      ],
    ],
    [
      'getStats in a text',
      JSON.stringify({
        timestamp: ISO,
        message: `stats ${JSON.stringify([{ ssrc: 9, framesDecoded: 18, freezeCount: 2 }])}`,
      }),
      ['09:00:02.000 inbound-rtp video - framesDecoded=18 freezeCount=2'],
    ],
  ])('%s', async (_name, text, expected) => {
    expect((await readings(`${text}\n`)).sort()).toEqual(expected);
  });
});
