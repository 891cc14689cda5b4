import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { triage } from '../../../../src/index.js';

const triageLines = (...lines: string[]) => triage(['-'], { stdin: Readable.from([Buffer.from(lines.join('\n'))]) });

const rollback = (text: string) =>
  `10:00:01:200 Agora-SDK [ERROR]: [client-0a1b2] join number: 1, Joining channel failed, rollback AgoraRTCException: AgoraRTCError CAN_NOT_GET_GATEWAY_SERVER: ${text}`;

describe('a join that the access point of Agora refuses', () => {
  test.each([
    ['flag: 4096, message: AgoraRTCError CAN_NOT_GET_GATEWAY_SERVER: invalid vendor key, can not find appid'],
    ['flag: 4096, message: invalid token, authorized failed'],
    ['dynamic key expired'],
    ['static use dynamic key'],
  ])('is the application’s fault where the words say so: %s', async (text) => {
    const { findings, causes } = await triageLines(
      '10:00:00:900 Agora-SDK [INFO]: [client-0a1b2] start join channel room-1, join number: 1',
      rollback(text),
    );
    expect(findings.filter(({ severity }) => severity === 'P0').map(({ rule }) => rule)).toEqual([
      'connect/join-rejected',
    ]);
    expect(causes[0]?.id).toBe('application-token');
  });

  test('is no fault of token or parameters where the project is not served', async () => {
    const { causes } = await triageLines(rollback('flag: 4096, message: no active status'));
    expect(causes[0]?.id).toBe('application-quota');
  });

  test('stays a failure whose reason is open where the words are not known', async () => {
    const { findings } = await triageLines(rollback('flag: 4096, message: all servers busy'));
    expect(findings.map(({ rule }) => rule)).toContain('connect/connect-failed');
  });

  test('while reconnecting ends the call that had been joined', async () => {
    const { findings, causes } = await triageLines(
      '10:00:00:900 Agora-SDK [INFO]: [client-0a1b2] start join channel room-1, join number: 1',
      '10:00:01:300 Agora-SDK [INFO]: [client-0a1b2] Joining channel success: channel: room-1,uid: 7',
      '10:59:58:000 Agora-SDK [INFO]: [client-0a1b2] connection state change: CONNECTED -> RECONNECTING',
      '11:00:01:000 Agora-SDK [ERROR]: [gateway-client-0a1b2] reconnect failed AgoraRTCError CAN_NOT_GET_GATEWAY_SERVER: dynamic key expired data: {"retry":false}',
    );
    expect(findings.map(({ symptom }) => symptom)).toContain('interruption');
    expect(causes.map(({ id }) => id)).toContain('application-token');
  });
});

describe('a minimum playout delay of native Agora', () => {
  const setting = (ms: number) =>
    `INFO    (10:00: 0:${String(ms).padStart(3)} |    1)  100; setNetEQMinimumPlayoutDelay delay(${ms})`;
  const call = [
    "INFO    (10:00: 0:100 |    0)  100; API call to join channel: cname 'room1' uid 0",
    "INFO    (10:00: 0:410 |    0)  100; join channel success: cname 'room1' uid 7 elapsed 310",
  ];

  const leave = 'INFO    (10:00:20:610 |    1)  100; API call to leave channel';

  test('of zero is none', async () => {
    const rules = async (...lines: string[]) => (await triageLines(...lines)).findings.map(({ rule }) => rule);
    expect(await rules(...call, setting(0), leave)).not.toContain('latency/minimum-playout-delay');
    expect(await rules(...call, setting(610), leave)).toContain('latency/minimum-playout-delay');
  });
});

describe('a join that the iris log of Agora shows refused', () => {
  const call = (second: number, text: string) =>
    `[2025-03-05 10:15:${second}.176][5138][I][iris_rtc_api_engine.cc:451] api name RtcEngine_joinChannel_cdbb747 ${text}`;

  test('is no failed call where the channel had been joined before', async () => {
    const { findings } = await triageLines(
      call(10, 'params "{"token":"007e","channelId":"room1","uid":7}"'),
      call(10, 'result 0 outdata {"result":0}'),
      call(20, 'params "{"token":"007e","channelId":"room1","uid":7}"'),
      call(20, 'result 0 outdata {"result":-17}'),
    );
    expect(findings.filter(({ severity }) => severity <= 'P2')).toEqual([]);
  });

  test('is the application’s fault where its SDK 3 says that the channel’s name is not valid', async () => {
    const of3 = (level: string, text: string) =>
      `[2022-03-05 10:15:47.176] [5138] [${level}] D:\\src\\iris\\rtc\\cxx\\src\\iris_rtc_engine.cc:104 agora::iris::rtc::IrisRtcEngine::CallApi ${text}`;
    const { causes } = await triageLines(
      of3('debug', 'api_type 4 params {"token":null,"channelId":"007e+/=","info":"room1","uid":0}'),
      of3('error', 'ret -102 result '),
    );
    expect(causes[0]?.id).toBe('application-token');
  });
});
