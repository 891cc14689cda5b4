import { offsetMinutes } from './time-parts.js';

const MINUTE = 60_000;

/**
 * Minutes east of UTC at a local time.
 * @param zone IANA name, `UTC`, `Z` or ±hh:mm.
 * @param localMs local wall-clock time counted as if it were UTC, ms.
 * @returns undefined when the zone is not known.
 */
export function zoneOffset(zone: string, localMs: number): number | undefined {
  const fixed = offsetMinutes(zone);
  if (fixed !== undefined) return fixed;
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeZoneName: 'longOffset' });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
  // The first guess may lie on the other side of a change to summer time; the second cannot.
  const guess = offsetAt(format, localMs);
  return offsetAt(format, localMs - guess * MINUTE);
}

/** `+08:00` of 480; `UTC` of 0. */
export function formatOffset(minutes: number): string {
  if (minutes === 0) return 'UTC';
  const two = (n: number) => String(n).padStart(2, '0');
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

function offsetAt(format: Intl.DateTimeFormat, epoch: number): number {
  const name = format.formatToParts(epoch).find((part) => part.type === 'timeZoneName')?.value ?? 'GMT';
  return offsetMinutes(name.replace('GMT', '')) ?? 0;
}
