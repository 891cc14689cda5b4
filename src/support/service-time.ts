import type { Calendar, OpenHours } from './support.js';
import { type DayNumber, dayAt, instantOf, isoDay, weekday } from './zone.js';

/** Open from `start` until `end`, epoch ms. */
interface OpenSpan {
  readonly start: number;
  readonly end: number;
}

/** A calendar that has less service than a target within ten years is a mistake in the file. */
const MOST_DAYS = 3660;

/** The hours of one day of a calendar. */
function hoursOf(calendar: Calendar, day: DayNumber): readonly OpenHours[] {
  const date = isoDay(day);
  if (calendar.workdays.has(date)) return calendar.workdayHours;
  if (calendar.holidays.has(date) || calendar.holidays.has(date.slice(5))) return [];
  return calendar.week[weekday(day)] ?? [];
}

/** The spans in which a calendar is open, from an instant on, in order. Across a change of summer time they have their true length. */
function* openSpans(calendar: Calendar, from: number): Generator<OpenSpan> {
  // A day later or earlier than in UTC is possible: what lies before `from` is cut off anyway.
  const first = dayAt(from, calendar.zone);
  for (let day = first; day < first + MOST_DAYS; day++) {
    for (const hours of hoursOf(calendar, day)) {
      const start = Math.max(from, instantOf(day, hours.from, calendar.zone));
      const end = instantOf(day, hours.to, calendar.zone);
      if (end > start) yield { start, end };
    }
  }
}

/**
 * The instant at which `length` ms of service time have passed since an instant. A length that is used up when the
 * service closes ends then, not when it opens again.
 * @returns undefined when the calendar has not that much service time within ten years
 */
export function afterServiceTime(calendar: Calendar, from: number, length: number): number | undefined {
  let left = length;
  for (const { start, end } of openSpans(calendar, from)) {
    if (end - start >= left) return start + left;
    left -= end - start;
  }
  return undefined;
}

/** When the service next works: `from` itself when it is open then. */
export function nextOpen(calendar: Calendar, from: number): number | undefined {
  for (const { start } of openSpans(calendar, from)) return start;
  return undefined;
}

/** Length of one day of service, ms: what `1d` of a target means. */
export function serviceDay(calendar: Calendar): number {
  return calendar.workdayHours.reduce((sum, { from, to }) => sum + (to - from) * 60_000, 0);
}
