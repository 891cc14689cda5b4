import { describe, expect, test } from 'vitest';
import { brief, fixture, read } from '../support.js';

/** ms between the first event of one type and the first of another. */
async function span(id: string, name: string, from: string, to: string): Promise<number> {
  const { events } = await read(id, [fixture(name)], { modified: Date.UTC(2026, 10, 24) });
  const time = (type: string) => events.find((event) => event.type === type)?.time ?? Number.NaN;
  return time(to) - time(from);
}

describe('TRTC Web', () => {
  test('a clock that the server corrects by 5 s in the middle of a join does not lengthen it', async () => {
    expect(await span('trtc-web', 'trtc-web/call.log', 'join.start', 'join.ok')).toBe(720);
  });

  test('a call is told with its reconnect, its quality and its settings', async () => {
    const { events, samples } = await read('trtc-web', [fixture('trtc-web/call.log')]);
    expect(events.filter(({ type }) => type === 'connection.state').map(({ fields }) => fields.to)).toEqual([
      'connecting',
      'connected',
      'disconnected',
      'reconnecting',
      'connected',
    ]);
    expect(events.find(({ type }) => type === 'aec')?.fields).toEqual({ enabled: false, origin: 'request' });
    expect(samples.map(({ connection, stats }) => [connection, stats[0]?.values])).toEqual([
      ['t1', { roundTripTime: 0.21, sentLossRate: 0.12 }],
    ]);
  });

  test('without a network the directory fails twice and the room is never entered', async () => {
    const reading = await read('trtc-web', [fixture('trtc-web/no-network.log')], { modified: Date.UTC(2026, 10, 24) });
    const wanted = ['sdk', 'join.start', 'join.ok', 'join.fail', 'access-point.fail', 'leave', 'media.request'];
    expect(brief(reading).filter((line) => wanted.includes(line.split(' ')[3] ?? ''))).toEqual([
      '2026-11-24 00:07:04.677 - sdk name=TRTC Web version=5.17.1',
      '2026-11-24 00:07:04.819 t1 media.request audio=true echoCancellation=true',
      '2026-11-24 00:07:05.021 t1 media.request video=true',
      '2026-11-24 00:07:05.377 t1 join.start channel=8888',
      '2026-11-24 00:07:06.194 t1 access-point.fail code=0 reason=Failed to fetch',
      '2026-11-24 00:07:06.244 t1 access-point.fail code=0 reason=Failed to fetch',
      "2026-11-24 00:07:06.246 t1 join.fail code=OPERATION_FAILED reason='enterRoom' failed, reason: Failed to join room - schedule failed: Failed to fetch code: 0",
      '2026-11-24 00:07:06.247 t1 leave',
    ]);
  });
});

describe('TRTC native', () => {
  test('a refused signature is a failed join with the code of the service', async () => {
    const { events } = await read('liteav', [fixture('liteav/refused.log')]);
    expect(events.map(({ type, fields }) => [type, fields.code])).toEqual([
      ['join.start', undefined],
      ['access-point.fail', -100018],
      ['join.fail', -100018],
    ]);
  });

  test('the join has the length that the SDK itself prints, and the statistics of the application have their units', async () => {
    const { events, samples } = await read('liteav', [fixture('liteav/slow-join.log')]);
    expect(await span('liteav', 'liteav/slow-join.log', 'join.start', 'join.ok')).toBe(4177);
    expect(events.find(({ type }) => type === 'join.ok')?.fields.ms).toBe(4177);
    const video = samples.flatMap(({ stats }) => stats).filter(({ id }) => id === 'sdk-remote-video-bob');
    expect(video.map(({ values }) => values)).toEqual([{ freezeRate: 0.2 }, { freezeRate: 0.25 }]);
  });
});

describe('NERTC', () => {
  test('a join of 930 ms and a reconnect of 3.5 s', async () => {
    expect(await span('nertc', 'nertc/call.log', 'join.start', 'join.ok')).toBe(930);
    const { events } = await read('nertc', [fixture('nertc/call.log')]);
    const states = events.filter(({ type }) => type === 'connection.state');
    expect(states.map(({ fields }) => fields.to)).toEqual(['reconnecting', 'connected']);
    expect((states[1]?.time ?? 0) - (states[0]?.time ?? 0)).toBe(3500);
  });

  test('the printed cost of a failed join is no success', async () => {
    const { events } = await read('nertc', [fixture('nertc/no-network.log')]);
    const count = (type: string) => events.filter((event) => event.type === type).length;
    expect([count('join.start'), count('join.ok'), count('join.fail'), count('access-point.fail')]).toEqual([
      1, 0, 1, 2,
    ]);
  });
});

describe('Volcengine, RongCloud, ZEGO', () => {
  test.each([
    ['volcengine', 'volcengine/reconnect.log', 420],
    ['rongcloud', 'rongcloud/call.log', 312],
  ])('%s: the join has its length', async (id, name, ms) => {
    expect(await span(id, name, 'join.start', 'join.ok')).toBe(ms);
  });

  test('a second success of Volcengine is the end of a reconnect', async () => {
    const { events } = await read('volcengine', [fixture('volcengine/reconnect.log')]);
    expect(events.map(({ type, fields }) => [type, fields.to])).toEqual([
      ['join.start', undefined],
      ['join.ok', undefined],
      ['connection.state', 'reconnecting'],
      ['connection.state', 'connected'],
      ['leave', undefined],
    ]);
  });

  test('ZEGO without a join call gives no join time, and says when it gave up', async () => {
    const { events } = await read('zego', [fixture('zego/lost.log')]);
    expect(events.map(({ type }) => type)).toEqual(['signal.open', 'join.ok', 'network.change', 'connection.state']);
  });
});
