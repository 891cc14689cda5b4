import { describe, expect, test } from 'vitest';
import { brief, read } from '../support.js';

const native = (stamp: string) => `[${stamp}][1][U]:(00000001): RtcEngine::leaveChannel(this:0x7a, {})`;
const web = (time: string) => `${time} Agora-SDK [INFO]: [client-6c08f] Leaving channel`;
const logcat = (stamp: string) => `${stamp} I/agora.io(21062): RtcEngine::leaveChannel(this:0x7a, {})`;
const times = async (id: string, lines: string[], options = {}) =>
  brief(await read(id, [lines.join('\n')], options)).map((line) => line.slice(0, 16));

describe('the turn of the year', () => {
  test('dates are month, day, year', async () => {
    const lines = ['12/31/24 23:59:30:000', '01/01/25 00:00:30:000'].map(native);
    expect(await times('agora-native-4', lines)).toEqual(['2024-12-31 23:59', '2025-01-01 00:00']);
  });

  test.each([
    ['the file is of the new year', { modified: Date.UTC(2025, 0, 1, 1) }, '2024', '2025'],
    ['nothing is known of the year', {}, '1972', '1973'],
  ])('a carrier without a year, %s', async (_what, options, before, after) => {
    const lines = ['12-31 23:59:30.000', '01-01 00:00:30.000'].map(logcat);
    expect(await times('agora-native-4', lines, options)).toEqual([`${before}-12-31 23:59`, `${after}-01-01 00:00`]);
  });

  test('a year printed in one record holds for the lines around it that have none', async () => {
    const lines = [`03-05 10:00:00.000 I/x( 1): ${native('03/05/24 10:00:00:000')}`, logcat('03-05 10:01:00.000')];
    const read = await times('agora-native-4', lines, { modified: Date.UTC(2026, 5, 1) });
    expect(read).toEqual(['2024-03-05 10:00', '2024-03-05 10:01']);
  });
});

describe('undated times', () => {
  test('every midnight is a new day, and a record printed late is not one', async () => {
    const lines = ['23:59:59:900', '00:00:00:100', '23:59:59:950', '12:00:00:0', '23:59:00:0', '00:00:10:0'].map(web);
    // The third is the record printed late; the repeats of the same leave are told, too, for they are far apart.
    expect(await times('agora-web', lines, { modified: Date.UTC(2026, 0, 7) })).toEqual([
      '2026-01-07 23:59',
      '2026-01-08 00:00',
      '2026-01-07 23:59',
      '2026-01-08 12:00',
      '2026-01-08 23:59',
      '2026-01-09 00:00',
    ]);
  });

  test('an epoch tells date and zone; one that disagrees with it later changes nothing', async () => {
    // 2026-01-06 22:10:00 UTC beside 23:10 local: one hour east.
    const epoch = Date.UTC(2026, 0, 6, 22, 10);
    const anchor = (time: string, at: number) =>
      `${time} Agora-SDK [DEBUG]: [client-6c08f] set joinGatewayStartTime at ${at}`;
    const lines = [web('23:09:00:0'), anchor('23:10:00:0', epoch), anchor('23:11:00:0', epoch + 7 * 3_600_000)];
    const { events, summary } = await read('agora-web', [lines.join('\n')], { zone: 'America/New_York' });
    expect(summary.clock.zone).toBe('+01:00');
    expect(events.map(({ time }) => new Date(time + summary.shiftMs).toISOString())).toEqual([
      '2026-01-06T22:09:00.000Z',
    ]);
  });
});

describe('--tz', () => {
  test.each([
    ['winter', '01/15/25 12:00:00:000', 'Europe/Berlin', '2025-01-15T11:00:00.000Z'],
    ['summer', '07/15/25 12:00:00:000', 'Europe/Berlin', '2025-07-15T10:00:00.000Z'],
    ['the night of the change', '03/30/25 03:30:00:000', 'Europe/Berlin', '2025-03-30T01:30:00.000Z'],
    ['a zone of its own', '07/15/25 12:00:00:000', '+05:30', '2025-07-15T06:30:00.000Z'],
  ])('%s', async (_what, stamp, zone, expected) => {
    const { events, summary } = await read('agora-native-4', [native(stamp)], { zone });
    expect(new Date((events[0]?.time ?? 0) + summary.shiftMs).toISOString()).toBe(expected);
  });

  test('does not hold against what the log itself says', async () => {
    const login =
      '[03/05/24 14:20:31:634][1][I]:[CONN-0][ch0] Login VOS (proto:11, cid:1, uid:1, role:1, ts:1709619631633';
    const { summary } = await read('agora-native-4', [`${login}\n${native('03/05/24 14:20:32:000')}`], { zone: 'UTC' });
    expect(summary.clock.zone).toBe('+08:00');
  });
});

describe('rotated parts', () => {
  const join = (time: string) =>
    `[03/05/25 ${time}][1][U]:(00000002): RtcEngine::joinChannel(this:0x7a, {"token":"", "channelId":"room1", "uid":7})`;
  const route = (time: string) =>
    `[03/05/25 ${time}][1][A]:(00000003): ChannelProxy::onReconnecting->onConnectionInterrupted(this:0x7d, channel:"room1", userId:"7", reason:14)`;

  test('a session goes on from the older part into the newer one', async () => {
    const reading = await read('agora-native-4', [
      join('10:00:00:000'),
      `${route('10:05:00:000')}\n${native('03/05/25 10:06:00:000')}`,
    ]);
    expect(brief(reading).map((line) => line.slice(24))).toEqual([
      'room1 join.start channel=room1 uid=7',
      'room1 connection.state to=reconnecting reason=keep-alive timeout code=14',
      'room1 leave',
    ]);
  });
});
