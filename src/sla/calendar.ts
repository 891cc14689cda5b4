import { offsetMinutes } from '../result/times.js';

const DAY = 86_400_000;
const MINUTE = 60_000;

/** A day of the calendar, `2026-02-28`. */
export type CalendarDate = string;

/** True for an IANA name and for `±hh:mm`. */
export function isZone(text: string): boolean {
  // Intl of Node 20 knows names only, no offsets.
  if (/^[+-](?:0\d|1[0-4]):[0-5]\d$/.test(text)) return true;
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
    return true;
  } catch {
    return false;
  }
}

/** The date, or undefined when the text is no day of the calendar (2026-02-30). */
export function parseDate(text: string): CalendarDate | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const time = Date.parse(`${text}T00:00:00Z`);
  return Number.isNaN(time) || !new Date(time).toISOString().startsWith(text) ? undefined : text;
}

/** The date `days` later (or earlier, when negative). */
export function addDays(date: CalendarDate, days: number): CalendarDate {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);
}

/** Days from the first date to the second, both counted. */
export function countDays(first: CalendarDate, last: CalendarDate): number {
  return Math.round((Date.parse(`${last}T00:00:00Z`) - Date.parse(`${first}T00:00:00Z`)) / DAY) + 1;
}

/** The date in the zone at an epoch time. */
export function dateAt(epochMs: number, zone: string): CalendarDate {
  return new Date(epochMs + offsetMinutes(epochMs, zone) * MINUTE).toISOString().slice(0, 10);
}

/**
 * Epoch ms at which a day begins in the zone. Where the clock skips midnight, the day begins with the skip; where it
 * shows midnight twice, with the first. So days follow each other without holes, whatever their length.
 */
export function startOfDay(date: CalendarDate, zone: string): number {
  const wall = Date.parse(`${date}T00:00:00Z`);
  return timesOf(wall, zone)[0] ?? wall - offsetMinutes(wall - DAY, zone) * MINUTE;
}

/**
 * The epoch times at which clocks of the zone show a wall-clock time: none where it is skipped, two where it is repeated.
 * @param wall the wall-clock time counted as if it were UTC, ms
 */
export function timesOf(wall: number, zone: string): readonly number[] {
  // Every change of the zone that matters lies within a day of the moment.
  const offsets = new Set([
    offsetMinutes(wall - DAY, zone),
    offsetMinutes(wall, zone),
    offsetMinutes(wall + DAY, zone),
  ]);
  return [...offsets]
    .map((offset) => wall - offset * MINUTE)
    .filter((time) => time + offsetMinutes(time, zone) * MINUTE === wall)
    .sort((a, b) => a - b);
}
