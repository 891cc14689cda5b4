import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { brief, fixture, read } from './support.js';

const LOGS = [
  ['agora-native-3', 'agora-native/v3-midnight.log'],
  ['agora-native-4', 'agora-native/v4-slow-join-freeze-reconnect.log'],
  ['agora-web', 'agora-web/reconnect-raw.log'],
  ['agora-web', 'agora-web/chromium-console.log'],
] as const;

describe.each(LOGS)('%s, %s', (id, name) => {
  test('gives the same records whatever the size of the reads', async () => {
    const whole = await read(id, [fixture(name)]);
    for (const chunk of [1, 127, 7919, 262_144]) {
      const parts = await read(id, [fixture(name)], { chunk });
      expect(parts).toEqual(whole);
    }
  });

  test('gives with the prefilter what it gives without', async () => {
    const filtered = await read(id, [fixture(name)]);
    const unfiltered = await read(id, [fixture(name)], { prefilter: false });
    expect(filtered.events).toEqual(unfiltered.events);
    expect(filtered.samples).toEqual(unfiltered.samples);
  });

  test('says of each record the line and the bytes it came from', async () => {
    const bytes = fixture(name);
    const lines = bytes.toString('utf8').split('\n');
    const { events } = await read(id, [bytes]);
    for (const { at, excerpt } of events) {
      expect(lines[at.line - 1]?.trim().slice(0, 300)).toBe(excerpt);
      expect(bytes.subarray(at.offset).toString('utf8').trimStart().startsWith(excerpt.slice(0, 40))).toBe(true);
    }
  });
});

describe('clocks', () => {
  const undated = ['22:10:00:5 Agora-SDK [INFO]: [client-6c08f] Leaving channel'];

  test('an undated log takes the date of its file and says so', async () => {
    const reading = await read('agora-web', undated, { modified: Date.UTC(2026, 0, 5, 9) });
    expect(brief(reading)).toEqual(['2026-01-05 22:10:00.005 client-6c08f leave']);
    expect(reading.summary.warnings).toContainEqual({ code: 'date-assumed' });
  });

  test('without any date it says that the dates are not real', async () => {
    const reading = await read('agora-web', undated);
    expect(brief(reading)).toEqual(['1970-01-01 22:10:00.005 client-6c08f leave']);
    expect(reading.summary.warnings).toContainEqual({ code: 'no-date' });
  });

  test.each([
    ['+05:30', -330],
    ['Asia/Shanghai', -480],
    ['America/New_York', 300],
    ['UTC', 0],
  ])('the zone %s shifts by %i minutes', async (zone, minutes) => {
    const { summary } = await read('agora-web', undated, { zone, modified: Date.UTC(2026, 0, 5) });
    expect([summary.clock.zone, summary.shiftMs]).toEqual([zone, minutes * 60_000]);
  });

  test('an unknown zone is a warning', async () => {
    const { summary } = await read('agora-web', undated, { zone: 'Mars/Olympus' });
    expect(summary.warnings).toContainEqual({ code: 'zone-unknown', detail: 'Mars/Olympus' });
  });

  test('a midnight that lies in lines nobody wants is seen', async () => {
    const filler = (time: string) => `${time} Agora-SDK [DEBUG]: nothing of interest`;
    const lines = [
      '09:00:00:0 Agora-SDK [INFO]: [client-6c08f] Leaving channel',
      filler('23:59:59:999'),
      filler('00:00:00:1'),
      '08:00:00:0 Agora-SDK [INFO]: [client-6c08f] Leaving channel',
    ];
    const reading = await read('agora-web', [lines.join('\n')]);
    expect(reading.events.map((event) => event.time)).toEqual([9 * 3_600_000, 32 * 3_600_000]);
  });

  test('steps back and jumps of years are counted', async () => {
    const line = (date: string) => `[${date} 10:00:00:000][1][I]:[AudioRoute] audio routing changed to Speakerphone`;
    const { summary } = await read('agora-native-4', [['01/01/24', '01/01/37', '01/02/24'].map(line).join('\n')]);
    expect(summary.warnings).toContainEqual({ code: 'clock-went-back', detail: '1' });
    expect(summary.warnings).toContainEqual({ code: 'clock-jump', detail: '1' });
  });
});

test('bad bytes, NULs and any text at all are read without a fault', async () => {
  const prefix = fc.constantFrom('', '[03/05/24 14:20:28:120][1026][I]:', '00:16:40:68 Agora-SDK [INFO]: ');
  const word = fc.constantFrom(
    'joinChannel(',
    'connection state changed from ',
    '[client-6c08f] Leaving channel',
    '\0',
  );
  const line = fc.tuple(prefix, word, fc.uint8Array({ maxLength: 40 }));
  await fc.assert(
    fc.asyncProperty(fc.array(line, { maxLength: 20 }), async (lines) => {
      const bytes = Buffer.concat(lines.map(([a, b, c]) => Buffer.concat([Buffer.from(a + b), c, Buffer.from('\n')])));
      for (const id of ['agora-native-3', 'agora-native-4', 'agora-web', 'agora-iris']) {
        const { events } = await read(id, [bytes]);
        for (const event of events) expect(Number.isFinite(event.time)).toBe(true);
      }
    }),
    { numRuns: 60 },
  );
});
