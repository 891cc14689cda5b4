import { describe, expect, it } from 'vitest';
import { PeriodError, parsePeriod } from '../../src/result/period.js';

const at = (text: string) => Date.parse(text);

describe('--since and --until', () => {
  const start = at('2026-11-22T14:20:00Z');
  const end = at('2026-11-22T14:21:00Z');

  it('keeps everything when neither is given', () => {
    expect(parsePeriod(undefined, undefined).overlaps(start, end, 'UTC')).toBe(true);
  });

  it.each([
    ['14:21', undefined, true],
    ['14:21:01', undefined, false],
    [undefined, '14:20', true],
    [undefined, '14:19:59', false],
    ['14:00', '15:00', true],
    ['2026-11-22T14:20:30', undefined, true],
    ['2026-11-22T22:22:00+08:00', undefined, false],
    ['2026-11-23', undefined, false],
    [undefined, '2026-11-22', false],
  ])('since %s until %s: kept = %s', (since, until, kept) => {
    expect(parsePeriod(since, until).overlaps(start, end, 'UTC')).toBe(kept);
  });

  it('reads a time without offset on the clock of the log', () => {
    const period = parsePeriod('22:20:30', '22:20:40');
    expect(period.overlaps(start, end, '+08:00')).toBe(true);
    expect(period.overlaps(start, end, 'UTC')).toBe(false);
  });

  it('takes an end that is earlier than the beginning as one of the next day', () => {
    const period = parsePeriod('23:58', '00:02');
    const overlaps = (from: string, to: string) => period.overlaps(at(from), at(to), 'UTC');
    expect(overlaps('2026-11-22T23:59:00Z', '2026-11-22T23:59:05Z')).toBe(true);
    expect(overlaps('2026-11-23T00:01:00Z', '2026-11-23T00:01:05Z')).toBe(true);
    expect(overlaps('2026-11-22T23:50:00Z', '2026-11-23T00:10:00Z')).toBe(true);
    expect(overlaps('2026-11-22T14:00:00Z', '2026-11-22T14:00:05Z')).toBe(false);
  });

  it('keeps what has no time: nobody can say that it lies outside', () => {
    expect(parsePeriod('14:00', undefined).overlaps(undefined, undefined, 'UTC')).toBe(true);
  });

  it('names a text that is no time, and the forms that are', () => {
    expect(() => parsePeriod('yesterday', undefined)).toThrow(PeriodError);
    expect(() => parsePeriod(undefined, '25 o’clock')).toThrow(/--until.*14:20/);
    expect(() => parsePeriod('24:00', undefined)).toThrow(PeriodError);
    expect(() => parsePeriod('14:60', undefined)).toThrow(PeriodError);
    expect(() => parsePeriod('2026-13-01', undefined)).toThrow(PeriodError);
  });
});
