export const DAY = 86_400_000;

/** What a line says of its time. Parts that are absent or undefined are unknown. */
export interface TimeParts {
  readonly year?: number | undefined;
  /** 1–12. */
  readonly month?: number | undefined;
  readonly day?: number | undefined;
  /** ms since midnight. */
  readonly ofDay?: number | undefined;
  /** Minutes east of UTC. */
  readonly offset?: number | undefined;
  /** Epoch ms: the line prints an absolute time. */
  readonly epoch?: number | undefined;
  /** ms since a start that the log does not date: of the process, of the device, of the page. */
  readonly uptime?: number | undefined;
  /** Epoch ms of a second time on the same line, in UTC or with an offset: tells the zone of the first one. */
  readonly second?: number | undefined;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

type TimeGroups = Readonly<Record<string, string | undefined>>;

/**
 * Reads the groups y or yy, mo or mon, d, h, m, s, ms or us, ap (AM or PM), tz of a match. Milliseconds are a whole
 * number however many digits they have (`:24` is 24 ms); `us` is a decimal fraction of the second. In place of these:
 * `epoch` (s, ms, µs or ns, told apart by their size), or `uptime` (s, with `ms` as a number of its own where they are
 * printed so), `uptimeMs`, `uptimeUs`. The groups y2 mo2 d2 h2 m2 s2 ms2 us2 tz2 are a second time (UTC without tz2).
 */
export function timeParts(groups: TimeGroups): TimeParts | undefined {
  if (groups.epoch !== undefined) {
    const epoch = epochMs(Number(groups.epoch));
    return epoch === undefined ? undefined : { epoch };
  }
  const uptime = uptimeMs(groups);
  if (uptime !== undefined) return { uptime };
  const parts = wallParts(groups);
  const second = parts && groups.h2 !== undefined ? secondTime(groups) : undefined;
  return second === undefined ? parts : { ...parts, second };
}

/** Epoch ms of a number in s, ms, µs or ns: of times since 2001 the units do not overlap. Undefined for smaller ones. */
export function epochMs(value: number): number | undefined {
  if (!(value >= 1e9 && value < 1e20)) return undefined;
  if (value < 1e11) return value * 1e3;
  if (value < 1e14) return value;
  return value < 1e17 ? value / 1e3 : value / 1e6;
}

/** Epoch ms of a complete date and time with its offset; undefined when a part is missing. */
export function absoluteTime(parts: TimeParts | undefined): number | undefined {
  if (parts === undefined) return undefined;
  if (parts.epoch !== undefined) return parts.epoch;
  const { year, month, day, ofDay, offset } = parts;
  if (year === undefined || month === undefined || day === undefined) return undefined;
  if (ofDay === undefined || offset === undefined) return undefined;
  return Date.UTC(year, month - 1, day) + ofDay - offset * 60_000;
}

function uptimeMs(groups: TimeGroups): number | undefined {
  const value =
    groups.uptime !== undefined
      ? Number(groups.uptime) * 1000 + Number(groups.ms ?? 0)
      : groups.uptimeMs !== undefined
        ? Number(groups.uptimeMs)
        : groups.uptimeUs !== undefined
          ? Number(groups.uptimeUs) / 1000
          : Number.NaN;
  return Number.isFinite(value) ? value : undefined;
}

function secondTime(groups: TimeGroups): number | undefined {
  const { y2: y, mo2: mo, d2: d, h2: h, m2: m, s2: s, ms2: ms, us2: us, tz2: tz = 'Z' } = groups;
  return absoluteTime(wallParts({ y, mo, d, h, m, s, ms, us, tz }));
}

function wallParts(groups: TimeGroups): TimeParts | undefined {
  const { y, yy, mo, mon, ms, us } = groups;
  const hour = groups.ap === undefined ? numberOf(groups.h) : hourOf12(numberOf(groups.h), groups.ap);
  const fraction = ms !== undefined ? Number(ms.trim()) : us !== undefined ? wholeMs(us) : 0;
  return wallTime(
    y !== undefined ? Number(y) : yy !== undefined ? 2000 + Number(yy) : ABSENT,
    mon !== undefined ? MONTHS.indexOf(mon) + 1 : numberOf(mo),
    numberOf(groups.d),
    hour,
    numberOf(groups.m),
    numberOf(groups.s),
    fraction,
    offsetMinutes(groups.tz),
  );
}

/** Whole ms of the decimals of a second. */
function wholeMs(decimals: string): number {
  let ms = 0;
  for (let i = 0; i < Math.max(3, decimals.length); i++) {
    const digit = i < decimals.length ? decimals.charCodeAt(i) - 48 : 0;
    if (digit < 0 || digit > 9) return Math.floor(Number(`0.${decimals}`) * 1000);
    if (i < 3) ms = 10 * ms + digit;
  }
  return ms;
}

/** Stands for a number that is not there, and is in no range. */
export const ABSENT = -1;

/** What a line says of date and time of day; undefined when it says neither. Numbers out of range count as absent. */
export function wallTime(
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
  ms: number,
  offset: number | undefined,
): TimeParts | undefined {
  const isTime = isWithin(hour, 0, 23) && isWithin(minute, 0, 59) && isWithin(second, 0, 60) && Number.isFinite(ms);
  const isDay = isWithin(day, 1, 31);
  if (!isTime && !isDay) return undefined;
  return {
    year: year === ABSENT ? undefined : year,
    month: isWithin(month, 1, 12) ? month : undefined,
    day: isDay ? day : undefined,
    ofDay: isTime ? ((hour * 60 + minute) * 60 + second) * 1000 + ms : undefined,
    offset,
  };
}

function isWithin(value: number, low: number, high: number): boolean {
  return value >= low && value <= high;
}

/** The last text with an offset, and its minutes: line after line has the same. */
let latest = 'Z';
let latestMinutes: number | undefined = 0;

/** Minutes east of UTC of `Z`, `UTC`, `+0800`, `+08:00`, `+08`, `GMT+0800`; undefined for anything else. */
export function offsetMinutes(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (text !== latest) {
    latestMinutes = readOffset(text);
    latest = text;
  }
  return latestMinutes;
}

function readOffset(text: string): number | undefined {
  if (text === 'Z' || text === 'UTC' || text === 'GMT') return 0;
  const match = /^(?:UTC|GMT)?([+-])(\d\d):?(\d\d)?$/.exec(text);
  if (!match) return undefined;
  const minutes = Number(match[2]) * 60 + Number(match[3] ?? 0);
  if (minutes > 14 * 60) return undefined;
  return match[1] === '-' ? -minutes : minutes;
}

/** 12 AM is midnight, 12 PM is noon. */
function hourOf12(hour: number, half: string): number {
  return isWithin(hour, 1, 12) ? (hour % 12) + (/^(?:p|下午)/i.test(half) ? 12 : 0) : ABSENT;
}

/** A whole number, perhaps between blanks. */
function numberOf(text: string | undefined): number {
  if (text === undefined) return ABSENT;
  const digits = twoDigits(text);
  if (digits >= 0) return digits;
  const value = Number(text.trim());
  return Number.isInteger(value) ? value : ABSENT;
}

/** The number in a text of two digits, the commonest by far; −1 for everything else. */
function twoDigits(text: string): number {
  if (text.length !== 2) return -1;
  const tens = text.charCodeAt(0) - 48;
  const units = text.charCodeAt(1) - 48;
  return tens >= 0 && tens <= 9 && units >= 0 && units <= 9 ? 10 * tens + units : -1;
}
