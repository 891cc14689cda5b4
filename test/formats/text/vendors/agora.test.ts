import { describe, expect, test } from 'vitest';
import { brief, fixture, read } from '../support.js';

describe('Agora native 4.x', () => {
  test('a call that three layers of the SDK log is told once', async () => {
    const reading = await read('agora-native-4', [fixture('agora-native/v4-slow-join-freeze-reconnect.log')]);
    expect(brief(reading)).toEqual([
      '2024-03-05 14:20:28.120 - sdk name=Agora native version=4.2.2',
      '2024-03-05 14:20:28.121 - session.start',
      '2024-03-05 14:20:28.130 - aec enabled=false origin=software',
      '2024-03-05 14:20:31.451 room1 join.start channel=room1 uid=0',
      '2024-03-05 14:20:31.500 room1 audio.route route=speaker',
      '2024-03-05 14:20:31.555 room1 aec enabled=true origin=software',
      '2024-03-05 14:20:31.576 room1 connection.state from=disconnected to=connecting reason=connecting code=0',
      '2024-03-05 14:20:33.700 room1 connection.state from=connecting to=connected reason=join success code=1',
      '2024-03-05 14:20:33.704 room1 join.ok ms=2253 channel=room1 uid=1000001',
      '2024-03-05 14:20:34.100 room1 remote.join uid=1000002',
      '2024-03-05 14:20:35.000 room1 first-frame media=video direction=inbound uid=1000002 ms=3549',
      '2024-03-05 14:21:10.350 room1 freeze.start media=video uid=1000002 reason=network congestion',
      '2024-03-05 14:21:12.350 room1 freeze.end media=video uid=1000002',
      '2024-03-05 14:22:00.010 room1 connection.state from=connected to=reconnecting reason=keep-alive timeout code=14',
      '2024-03-05 14:22:04.010 room1 connection.state from=reconnecting to=connected',
      '2024-03-05 14:23:00.000 room1 leave',
    ]);
    expect(reading.summary.clock).toEqual({ zone: '+08:00', resolutionMs: 1 });
    expect(reading.summary.shiftMs).toBe(-8 * 3_600_000);
  });

  test('the parts of a rotated log give what the whole gives', async () => {
    const whole = await read('agora-native-4', [fixture('agora-native/v4-slow-join-freeze-reconnect.log')]);
    const parts = ['agora-native/v4-rotated_1.log', 'agora-native/v4-rotated.log'].map(fixture);
    const rotated = await read('agora-native-4', parts);
    expect(brief(rotated)).toEqual(brief(whole));
  });

  test('a running number that begins anew is a new session', async () => {
    const line = (n: string, s: number) =>
      `[03/05/25 10:49:0${s}:900][1][U]:(000000${n}): RtcEngine::joinChannel(this:039B90D0, {"channelId":"room${s}", "uid":1})`;
    const reading = await read('agora-native-4', [[line('73', 1), line('72', 2), line('61', 3)].join('\n')]);
    expect(reading.events.map((event) => event.type)).toEqual([
      'join.start',
      'join.start',
      'session.start',
      'join.start',
    ]);
  });

  test('a refused join fails with the code of the connection, and no join succeeds', async () => {
    const reading = await read('agora-native-4', [fixture('agora-native/v4-bad-token.log')]);
    expect(brief(reading)).toEqual([
      '2025-03-05 10:49:09.900 room1 join.start channel=room1 uid=1000001',
      '2025-03-05 10:49:09.901 room1 connection.state to=connecting reason=connecting code=0',
      '2025-03-05 10:49:10.169 room1 sdk.error code=110',
      '2025-03-05 10:49:10.170 room1 connection.state from=connecting to=failed reason=invalid token code=8',
      '2025-03-05 10:49:10.170 room1 join.fail code=8 reason=invalid token',
    ]);
  });
});

describe('Agora native up to 3.x', () => {
  const expected = [
    '2020-03-02 23:59:50.000 - sdk name=Agora native version=2.9.1',
    '2020-03-02 23:59:50.007 room1 join.start channel=room1 uid=0',
    '2020-03-02 23:59:50.007 room1 sdk name=Agora native version=2.9.1',
    '2020-03-02 23:59:50.015 room1 connection.state from=disconnected to=connecting',
    '2020-03-02 23:59:50.317 room1 join.ok ms=310 channel=room1 uid=1000001',
    '2020-03-02 23:59:50.318 room1 connection.state from=connecting to=connected',
    // Printed after midnight by a slower thread.
    '2020-03-02 23:59:59.950 room1 audio.underrun',
    '2020-03-03 00:00:20.005 room1 first-frame media=audio direction=inbound uid=1000002 ms=29998',
    '2020-03-03 00:01:05.000 room1 leave',
  ];

  test('midnight begins a new day, and a late record still belongs to the old one', async () => {
    const reading = await read('agora-native-3', [fixture('agora-native/v3-midnight.log')]);
    expect(brief(reading)).toEqual(['2020-03-02 23:59:50.000 - session.start', ...expected]);
    expect(reading.samples.map((sample) => [sample.time - Date.UTC(2020, 2, 3), sample.stats[0]?.values])).toEqual([
      [-100, { roundTripTime: 0.04 }],
      [1005, { roundTripTime: 0.045 }],
      [30_000, { roundTripTime: 0.7 }],
      [60_000, { appCpu: 0.055, totalCpu: 0.155, sentBitrate: 53000, receivedBitrate: 12000 }],
    ]);
    expect(reading.summary.warnings).toEqual([]);
  });

  test('in logcat without the header the date comes from the epoch that the client prints', async () => {
    const reading = await read('agora-native-3', [fixture('agora-native/v3-logcat.log')]);
    expect(brief(reading)).toEqual(expected);
    expect(reading.summary.clock.zone).toBe('+08:00');
  });
});

describe('Agora iris', () => {
  test('calls of the wrapper and what the application prints of the callbacks are one call', async () => {
    const modified = Date.UTC(2026, 0, 1);
    const reading = await read('agora-iris', [fixture('agora-iris/flutter-logcat.log')], { modified });
    expect(brief(reading)).toEqual([
      '2025-03-05 10:15:28.125 - session.start',
      '2025-03-05 10:15:28.125 - sdk name=Agora iris version=4.4.0-build.6',
      '2025-03-05 10:15:30.164 room1 connection.state to=connecting',
      '2025-03-05 10:15:30.590 room1 join.ok ms=424',
      '2025-03-05 10:15:40.176 room1 connection.state from=connected to=connecting',
      '2025-03-05 10:15:40.177 room1 sdk.error code=-17 text=join refused',
      '2025-03-05 10:16:40.176 room1 leave',
    ]);
    expect(reading.samples.map(({ connection, stats }) => [connection, stats.map(({ id }) => id)])).toEqual([
      ['room1', ['sdk-call']],
      ['room1', ['sdk-remote-video-1000002', 'sdk-remote-video-1000003', 'sdk-remote-audio-1000002']],
    ]);
  });
});

describe('Agora Web', () => {
  test('the console of a call with a reconnect', async () => {
    const reading = await read('agora-web', [fixture('agora-web/reconnect-devtools.log')]);
    const shown = ['join.start', 'join.ok', 'join.fail', 'connection.state', 'pc.state', 'media.reconnect', 'leave'];
    expect(brief(reading).filter((line) => shown.includes(line.split(' ')[3] ?? ''))).toEqual([
      '2026-11-23 00:16:39.548 client-6c08f connection.state from=disconnected to=connecting',
      '2026-11-23 00:16:39.560 client-6c08f join.start channel=room-42',
      '2026-11-23 00:16:40.704 client-6c08f connection.state from=connecting to=connected',
      '2026-11-23 00:16:40.775 client-6c08f join.ok',
      '2026-11-23 00:16:41.105 client-6c08f pc.state to=connecting',
      '2026-11-23 00:16:56.915 client-6c08f pc.state to=failed',
      '2026-11-23 00:17:17.737 client-6c08f media.reconnect reason=disconnected timeout',
      '2026-11-23 00:17:18.514 client-6c08f connection.state from=connected to=reconnecting',
      '2026-11-23 00:17:20.102 client-6c08f connection.state from=reconnecting to=connected',
      '2026-11-23 00:17:20.158 client-6c08f pc.state to=connecting',
      '2026-11-23 00:17:22.855 client-6c08f leave',
      '2026-11-23 00:17:22.889 client-6c08f connection.state to=disconnected',
    ]);
  });

  test('raw output with %c styles gives the records of the DevTools copy', async () => {
    const raw = await read('agora-web', [fixture('agora-web/reconnect-raw.log')]);
    const copy = await read('agora-web', [fixture('agora-web/reconnect-devtools.log')]);
    expect(brief(raw)).toEqual(brief(copy));
  });

  test('a join without a network neither succeeds nor hides its failed requests', async () => {
    const { events } = await read('agora-web', [fixture('agora-web/no-network.log')]);
    const count = (type: string) => events.filter((event) => event.type === type).length;
    expect([count('join.start'), count('join.ok'), count('access-point.fail')]).toEqual([1, 0, 34]);
  });

  test('lines inside a Chromium log take their month and day from it', async () => {
    const modified = Date.UTC(2026, 10, 24);
    const { events, summary } = await read('agora-web', [fixture('agora-web/chromium-console.log')], { modified });
    const join = events.find((event) => event.type === 'join.start');
    expect(new Date(join?.time ?? 0).toISOString().slice(0, 10)).toBe('2026-11-23');
    expect(summary.warnings.map((warning) => warning.code)).not.toContain('date-assumed');
  });

  const line = '00:16:40:68 Agora-SDK [INFO]: [client-6c08f] Leaving channel';
  test.each([
    ['as it is', line],
    ['DevTools location before', `AgoraRTC_N.js:5 ${line}`],
    ['DevTools location after', `${line} AgoraRTC_N.js:5:3490`],
    ['DevTools time', `00:16:40.068 ${line}`],
    ['Chromium log', `[1:2:1123/001640.068796:INFO:CONSOLE:5] "${line}", source: http://localhost/agora.js (5)`],
    ['Safari', '[Log] 00:16:40:68 Agora-SDK [INFO]: – "[client-6c08f] Leaving channel" (AgoraRTC_N.js, line 400)'],
    ['logcat', `11-23 00:16:40.068 I/chromium( 5986): ${line}`],
    [
      'console line in logcat',
      `11-23 00:16:40.068 I/chromium( 5986): [1:2:1123/001640.068796:INFO:CONSOLE(5)] "${line}", source: http://localhost/agora.js (5)`,
    ],
    ['logcat threadtime', `11-23 00:16:40.068  5986  6342 I chromium: ${line}`],
    ['NSLog', `2026-11-23 00:16:40.068123+0800 Demo[12:34] ${line}`],
    ['syslog', `Nov 23 00:16:40 host app[310]: ${line}`],
  ])('a line wrapped by its carrier: %s', async (_name, wrapped) => {
    const reading = await read('agora-web', [wrapped], { modified: Date.UTC(2026, 10, 23) });
    expect(brief(reading)).toEqual(['2026-11-23 00:16:40.068 client-6c08f leave']);
  });
});
