import { describe, expect, it } from 'vitest';
import { isoTime } from '../../src/result/times.js';

describe('times in the result are ISO 8601 with an offset', () => {
  const noon = Date.UTC(2026, 6, 1, 12, 0, 0, 7);

  it.each([
    ['UTC', '2026-07-01T12:00:00.007Z'],
    ['unknown', '2026-07-01T12:00:00.007Z'],
    ['+08:00', '2026-07-01T20:00:00.007+08:00'],
    ['-03:30', '2026-07-01T08:30:00.007-03:30'],
    ['Asia/Shanghai', '2026-07-01T20:00:00.007+08:00'],
    ['Europe/Berlin', '2026-07-01T14:00:00.007+02:00'],
  ])('in the zone %s', (zone, expected) => expect(isoTime(noon, zone)).toBe(expected));

  it('follows daylight saving of a named zone', () => {
    expect(isoTime(Date.UTC(2026, 0, 1), 'Europe/Berlin')).toBe('2026-01-01T01:00:00.000+01:00');
  });

  it('gives null for what is no time', () => {
    expect([isoTime(undefined, 'UTC'), isoTime(Number.NaN, 'UTC'), isoTime(1e20, 'UTC')]).toEqual([null, null, null]);
  });
});
