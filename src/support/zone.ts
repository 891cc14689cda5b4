import { offsetMinutes } from '../result/times.js';

const MINUTE = 60_000;

/** True for `±hh:mm`, `UTC` and the IANA names that this system knows. */
export function isZone(zone: string): boolean {
  // Intl of Node 20 knows names only, no offsets.
  if (/^[+-](?:0\d|1[0-4]):[0-5]\d$/.test(zone)) return true;
  if (!/^[A-Za-z]/.test(zone)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

/** A day of the calendar, counted from 1970-01-01: no zone, no length. */
export type DayNumber = number;

/** The day that a zone's wall clocks show at an instant (epoch ms). */
export function dayAt(instant: number, zone: string): DayNumber {
  return Math.floor((instant + offsetMinutes(instant, zone) * MINUTE) / (24 * 60 * MINUTE));
}

/** `YYYY-MM-DD`. */
export function isoDay(day: DayNumber): string {
  return new Date(day * 24 * 60 * MINUTE).toISOString().slice(0, 10);
}

/** 0 = Sunday. */
export function weekday(day: DayNumber): number {
  return new Date(day * 24 * 60 * MINUTE).getUTCDay();
}

/**
 * The instant (epoch ms) at which wall clocks of a zone show a time. A time that a change to summer time leaves out is
 * moved on by the length of the gap, of one that comes twice the first is taken: the rule of RFC 5545 and of
 * ECMAScript's Temporal ("compatible").
 * @param minutes after local midnight, 0–1440
 */
export function instantOf(day: DayNumber, minutes: number, zone: string): number {
  const asUtc = (day * 24 * 60 + minutes) * MINUTE;
  // Zones change at most once a day: a day before and a day after lie on the two sides of a change.
  const before = offsetMinutes(asUtc - 24 * 60 * MINUTE, zone);
  const after = offsetMinutes(asUtc + 24 * 60 * MINUTE, zone);
  const candidates = [before, after].map((offset) => asUtc - offset * MINUTE);
  const exact = candidates.filter((instant) => instant + offsetMinutes(instant, zone) * MINUTE === asUtc);
  return exact.length > 0 ? Math.min(...exact) : asUtc - before * MINUTE;
}
