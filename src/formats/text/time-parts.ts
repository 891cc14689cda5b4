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
  const ofDay = timeOfDay(groups);
  const year =
    groups.y !== undefined ? Number(groups.y) : groups.yy !== undefined ? 2000 + Number(groups.yy) : undefined;
  const month = groups.mon !== undefined ? MONTHS.indexOf(groups.mon) + 1 : numberIn(groups.mo, 1, 12);
  const day = numberIn(groups.d, 1, 31);
  const offset = offsetMinutes(groups.tz);
  if (ofDay === undefined && day === undefined) return undefined;
  return { year, month: month === 0 ? undefined : month, day, ofDay, offset };
}

/** Minutes east of UTC of `Z`, `UTC`, `+0800`, `+08:00`, `+08`, `GMT+0800`; undefined for anything else. */
export function offsetMinutes(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (text === 'Z' || text === 'UTC' || text === 'GMT') return 0;
  const match = /^(?:UTC|GMT)?([+-])(\d\d):?(\d\d)?$/.exec(text);
  if (!match) return undefined;
  const minutes = Number(match[2]) * 60 + Number(match[3] ?? 0);
  if (minutes > 14 * 60) return undefined;
  return match[1] === '-' ? -minutes : minutes;
}

function timeOfDay(groups: TimeGroups): number | undefined {
  const h = groups.ap === undefined ? numberIn(groups.h, 0, 23) : hourOf12(groups.h, groups.ap);
  const m = numberIn(groups.m, 0, 59);
  const s = numberIn(groups.s, 0, 60);
  if (h === undefined || m === undefined || s === undefined) return undefined;
  const ms =
    groups.ms !== undefined
      ? Number(groups.ms.trim())
      : groups.us !== undefined
        ? Math.floor(Number(`0.${groups.us}`) * 1000)
        : 0;
  return Number.isFinite(ms) ? ((h * 60 + m) * 60 + s) * 1000 + ms : undefined;
}

/** 12 AM is midnight, 12 PM is noon. */
function hourOf12(text: string | undefined, half: string): number | undefined {
  const hour = numberIn(text, 1, 12);
  return hour === undefined ? undefined : (hour % 12) + (/^(?:p|下午)/i.test(half) ? 12 : 0);
}

function numberIn(text: string | undefined, low: number, high: number): number | undefined {
  if (text === undefined) return undefined;
  const digits = twoDigits(text);
  if (digits >= 0) return digits >= low && digits <= high ? digits : undefined;
  const value = Number(text.trim());
  return Number.isInteger(value) && value >= low && value <= high ? value : undefined;
}

/** The number in a text of two digits, the commonest by far; −1 for everything else. */
function twoDigits(text: string): number {
  if (text.length !== 2) return -1;
  const tens = text.charCodeAt(0) - 48;
  const units = text.charCodeAt(1) - 48;
  return tens >= 0 && tens <= 9 && units >= 0 && units <= 9 ? 10 * tens + units : -1;
}
