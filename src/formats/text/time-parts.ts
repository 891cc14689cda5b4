export const DAY = 86_400_000;

/** What a line says of its time. Absent parts are unknown. */
export interface TimeParts {
  readonly year?: number;
  /** 1–12. */
  readonly month?: number;
  readonly day?: number;
  /** ms since midnight. */
  readonly ofDay?: number;
  /** Minutes east of UTC. */
  readonly offset?: number;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/**
 * Reads the groups y or yy, mo or mon, d, h, m, s, ms or us, tz of a match. Milliseconds are a whole number however
 * many digits they have (`:24` is 24 ms); `us` is a decimal fraction of the second.
 */
export function timeParts(groups: Readonly<Record<string, string | undefined>>): TimeParts | undefined {
  const ofDay = timeOfDay(groups);
  const year =
    groups.y !== undefined ? Number(groups.y) : groups.yy !== undefined ? 2000 + Number(groups.yy) : undefined;
  const month = groups.mon !== undefined ? MONTHS.indexOf(groups.mon) + 1 : numberIn(groups.mo, 1, 12);
  const day = numberIn(groups.d, 1, 31);
  const offset = offsetMinutes(groups.tz);
  if (ofDay === undefined && day === undefined) return undefined;
  return {
    ...(year === undefined ? {} : { year }),
    ...(month === undefined || month === 0 ? {} : { month }),
    ...(day === undefined ? {} : { day }),
    ...(ofDay === undefined ? {} : { ofDay }),
    ...(offset === undefined ? {} : { offset }),
  };
}

/** Minutes east of UTC of `Z`, `+0800`, `+08:00`; undefined for anything else. */
export function offsetMinutes(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (text === 'Z') return 0;
  const match = /^([+-])(\d\d):?(\d\d)$/.exec(text);
  if (!match) return undefined;
  const minutes = Number(match[2]) * 60 + Number(match[3]);
  if (minutes > 14 * 60) return undefined;
  return match[1] === '-' ? -minutes : minutes;
}

function timeOfDay(groups: Readonly<Record<string, string | undefined>>): number | undefined {
  const h = numberIn(groups.h, 0, 23);
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

function numberIn(text: string | undefined, low: number, high: number): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text.trim());
  return Number.isInteger(value) && value >= low && value <= high ? value : undefined;
}
