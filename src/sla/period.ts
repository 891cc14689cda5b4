import { UsageError } from '../model/usage-error.js';
import { addDays, type CalendarDate, countDays, dateAt, parseDate, startOfDay } from './calendar.js';
import type { Interval } from './interval.js';

/** The days that are judged: whole days of the calendar of a zone. */
export interface Period extends Interval {
  readonly zone: string;
  readonly first: CalendarDate;
  readonly last: CalendarDate;
}

/** A day of the period: 23, 24 or 25 hours where the clocks are changed. */
export interface Day extends Interval {
  readonly date: CalendarDate;
}

export interface PeriodOptions {
  readonly zone: string;
  /** `2026-02`. */
  readonly month?: string;
  /** First and last day, both counted. */
  readonly from?: string;
  readonly to?: string;
  readonly days?: string;
}

const DEFAULT_DAYS = 30;
/** Ten years: enough for every contract, and a bound for the table of days. */
const MOST_DAYS = 3660;

/**
 * Reads which days are meant. Without a month or a date these are the given number of days up to that of the last call,
 * which is known only when all calls have been read.
 * @returns the period for the last moment of the last call (epoch ms; undefined without any call); undefined when it is
 *   needed and there was no call
 * @throws UsageError for dates that do not exist and options that contradict each other
 */
export function parsePeriod(options: PeriodOptions): (lastMoment: number | undefined) => Period | undefined {
  const { month, zone } = options;
  if (month !== undefined) {
    if ((options.from ?? options.to ?? options.days) !== undefined) {
      throw new UsageError('--month already names the days; leave --from, --to and --days out');
    }
    const whole = monthOf(month);
    const period = periodOf(whole.first, whole.last, zone);
    return () => period;
  }
  const from = options.from === undefined ? undefined : dateOption('--from', options.from);
  const to = options.to === undefined ? undefined : dateOption('--to', options.to);
  if (from !== undefined && to !== undefined && options.days !== undefined) {
    throw new UsageError('--from and --to already name the days; leave --days out');
  }
  const days = daysOption(options.days);
  if (from !== undefined) {
    const period = periodOf(from, to ?? addDays(from, days - 1), zone);
    return () => period;
  }
  const upTo = (last: CalendarDate) => periodOf(addDays(last, 1 - days), last, zone);
  if (to !== undefined) return () => upTo(to);
  return (lastMoment) => (lastMoment === undefined ? undefined : upTo(dateAt(lastMoment, zone)));
}

/** The days of a period in order; each begins where the one before ends. */
export function daysOf({ first, last, zone }: Period): readonly Day[] {
  const dates = Array.from({ length: countDays(first, last) }, (_, index) => addDays(first, index));
  const starts = [...dates, addDays(last, 1)].map((date) => startOfDay(date, zone));
  return dates.map((date, index) => ({ date, start: starts[index] ?? 0, end: starts[index + 1] ?? 0 }));
}

function periodOf(first: CalendarDate, last: CalendarDate, zone: string): Period {
  if (last < first) throw new UsageError(`the period ends (${last}) before it begins (${first}); swap --from and --to`);
  if (countDays(first, last) > MOST_DAYS) {
    throw new UsageError(`${first} to ${last} are more than ${MOST_DAYS} days; choose a shorter period`);
  }
  return { first, last, zone, start: startOfDay(first, zone), end: startOfDay(addDays(last, 1), zone) };
}

function monthOf(text: string): { readonly first: CalendarDate; readonly last: CalendarDate } {
  const first = /^\d{4}-\d{2}$/.test(text) ? parseDate(`${text}-01`) : undefined;
  if (first === undefined) throw new UsageError(`--month "${text}" is no month; give it as 2026-02`);
  const next = addDays(first, 31).slice(0, 8);
  return { first, last: addDays(`${next}01`, -1) };
}

function dateOption(option: string, text: string): CalendarDate {
  const date = parseDate(text);
  if (date === undefined) throw new UsageError(`${option} "${text}" is no day of the calendar; give it as 2026-02-28`);
  return date;
}

function daysOption(text: string | undefined): number {
  if (text === undefined) return DEFAULT_DAYS;
  const days = /^\d{1,6}$/.test(text) ? Number(text) : 0;
  if (days < 1 || days > MOST_DAYS) {
    throw new UsageError(`--days "${text}" is no number of days; give one from 1 to ${MOST_DAYS}`);
  }
  return days;
}
