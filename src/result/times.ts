/**
 * ISO 8601 with milliseconds and the offset of the zone: `2026-11-22T16:03:44.496+08:00`, `Z` for UTC.
 * @param epochMs ms since 1970-01-01T00:00:00Z; fractions are dropped
 * @param zone `UTC`, `unknown` (shown as if UTC), `±hh:mm`, or an IANA name
 * @returns null for a time that is not a number or outside the range of Date
 */
export function isoTime(epochMs: number | undefined, zone: string): string | null {
  if (epochMs === undefined || !Number.isFinite(epochMs) || Math.abs(epochMs) > 8.64e15) return null;
  const offset = offsetMinutes(epochMs, zone);
  const local = new Date(Math.floor(epochMs) + offset * 60_000);
  if (Number.isNaN(local.getTime())) return null;
  const text = local.toISOString();
  return offset === 0 ? text : text.replace('Z', formatOffset(offset));
}

/** Minutes east of UTC that the zone has at that time. */
export function offsetMinutes(epochMs: number, zone: string): number {
  const fixed = /^([+-])(\d\d):?(\d\d)$/.exec(zone);
  if (fixed) return (fixed[1] === '-' ? -1 : 1) * (Number(fixed[2]) * 60 + Number(fixed[3]));
  if (zone === 'UTC' || zone === 'unknown') return 0;
  const parts = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' }).formatToParts(epochMs);
  const name = parts.find((part) => part.type === 'timeZoneName')?.value ?? 'GMT';
  const match = /GMT([+-]\d\d:\d\d)/.exec(name);
  return match?.[1] === undefined ? 0 : offsetMinutes(epochMs, match[1]);
}

function formatOffset(minutes: number): string {
  const sign = minutes < 0 ? '-' : '+';
  const pad = (value: number) => String(value).padStart(2, '0');
  return `${sign}${pad(Math.floor(Math.abs(minutes) / 60))}:${pad(Math.abs(minutes) % 60)}`;
}
