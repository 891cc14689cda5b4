import { describe, expect, it } from 'vitest';
import { daysOf, type Period, type PeriodOptions, parsePeriod } from '../../src/sla/period.js';

const HOUR = 3_600_000;

function period(options: PeriodOptions, last?: string): Period {
  const found = parsePeriod(options)(last === undefined ? undefined : Date.parse(last));
  if (found === undefined) throw new Error('no period');
  return found;
}

const iso = (ms: number) => new Date(ms).toISOString();
const hours = ({ start, end }: { readonly start: number; readonly end: number }) => (end - start) / HOUR;

describe('a month', () => {
  it.each([
    ['2026-02', 28],
    ['2028-02', 29],
    ['2100-02', 28],
    ['2026-04', 30],
    ['2026-12', 31],
  ])('%s has %i days', (month, days) => {
    const found = period({ month, zone: 'UTC' });
    expect(hours(found)).toBe(days * 24);
    expect(daysOf(found)).toHaveLength(days);
  });

  it('begins and ends at midnight of the zone', () => {
    const found = period({ month: '2026-02', zone: 'Asia/Shanghai' });
    expect([iso(found.start), iso(found.end)]).toEqual(['2026-01-31T16:00:00.000Z', '2026-02-28T16:00:00.000Z']);
  });

  it.each(['2026-13', '2026-00', '2026', 'Feb', '2026-2'])('"%s" is none', (month) => {
    expect(() => parsePeriod({ month, zone: 'UTC' })).toThrow(/is no month; give it as 2026-02/);
  });
});

describe('days on which the clocks are changed', () => {
  it('last 23 and 25 hours in Berlin', () => {
    const spring = daysOf(period({ month: '2026-03', zone: 'Europe/Berlin' }));
    expect(spring.filter((day) => hours(day) !== 24).map((day) => [day.date, hours(day)])).toEqual([
      ['2026-03-29', 23],
    ]);
    const autumn = daysOf(period({ month: '2026-10', zone: 'Europe/Berlin' }));
    expect(autumn.filter((day) => hours(day) !== 24).map((day) => [day.date, hours(day)])).toEqual([
      ['2026-10-25', 25],
    ]);
  });

  it('begin with the skip where the clock skips midnight', () => {
    // São Paulo went from 23:59:59 -03:00 to 01:00 -02:00 on 2018-11-04.
    const [before, day] = daysOf(period({ from: '2018-11-03', to: '2018-11-04', zone: 'America/Sao_Paulo' }));
    expect(iso(day?.start ?? 0)).toBe('2018-11-04T03:00:00.000Z');
    expect([before, day].map((one) => one && hours(one))).toEqual([24, 23]);
  });

  it('begin with the skip east of Greenwich, too', () => {
    // Beirut went from 23:59:59 +02:00 to 01:00 +03:00 on 2024-03-31.
    const [before, day] = daysOf(period({ from: '2024-03-30', to: '2024-03-31', zone: 'Asia/Beirut' }));
    expect(iso(day?.start ?? 0)).toBe('2024-03-30T22:00:00.000Z');
    expect([before, day].map((one) => one && hours(one))).toEqual([24, 23]);
  });

  it('leave a day without time where a zone skipped one', () => {
    // Samoa crossed the date line: there was no 2011-12-30.
    const days = daysOf(period({ from: '2011-12-29', to: '2011-12-31', zone: 'Pacific/Apia' }));
    expect(days.map((day) => hours(day))).toEqual([24, 0, 24]);
  });

  it('follow each other without a hole', () => {
    for (const zone of ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', '+05:30']) {
      const found = period({ from: '2026-01-01', to: '2026-12-31', zone });
      const days = daysOf(found);
      expect(days[0]?.start).toBe(found.start);
      expect(days.at(-1)?.end).toBe(found.end);
      for (const [index, day] of days.entries()) expect(day.end).toBe(days[index + 1]?.start ?? found.end);
    }
  });
});

describe('dates and numbers of days', () => {
  const span = (options: Omit<PeriodOptions, 'zone'>, last?: string) => {
    const { first, last: end } = period({ ...options, zone: 'UTC' }, last);
    return `${first}..${end}`;
  };

  it('count the first and the last day', () => {
    expect(span({ from: '2026-02-01', to: '2026-02-01' })).toBe('2026-02-01..2026-02-01');
    expect(span({ from: '2026-02-20', days: '10' })).toBe('2026-02-20..2026-03-01');
    expect(span({ to: '2026-03-01', days: '10' })).toBe('2026-02-20..2026-03-01');
    expect(span({ from: '2026-02-01' })).toBe('2026-02-01..2026-03-02');
  });

  it('end with the day of the last call, 30 days without more', () => {
    expect(span({}, '2026-03-30T12:00:00Z')).toBe('2026-03-01..2026-03-30');
    expect(span({ days: '1' }, '2026-03-30T23:59:59.999Z')).toBe('2026-03-30..2026-03-30');
    expect(parsePeriod({ zone: 'UTC' })(undefined)).toBeUndefined();
  });

  it.each([
    [{ from: '2026-02-30' }, /--from "2026-02-30" is no day of the calendar/],
    [{ to: '30.02.2026' }, /--to "30.02.2026" is no day of the calendar/],
    [{ from: '2026-02-02', to: '2026-02-01' }, /ends \(2026-02-01\) before it begins \(2026-02-02\)/],
    [{ month: '2026-02', days: '5' }, /--month already names the days/],
    [{ from: '2026-02-01', to: '2026-02-02', days: '5' }, /leave --days out/],
    [{ days: '0' }, /--days "0" is no number of days/],
    [{ days: '1.5' }, /--days "1.5" is no number of days/],
    [{ from: '0001-01-01', to: '2026-01-01' }, /more than 3660 days/],
  ])('refuse %o', (options, message) => {
    expect(() => parsePeriod({ ...options, zone: 'UTC' })).toThrow(message);
  });
});
