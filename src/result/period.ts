import { UsageError } from '../model/usage-error.js';
import { offsetMinutes } from './times.js';

const DAY = 86_400_000;

/** `--since` and `--until`, ready to be asked. */
export interface Period {
  /** True when something from `start` to `end` (epoch ms) reaches into the period; unknown times always do. */
  overlaps(start: number | undefined, end: number | undefined, zone: string): boolean;
}

/** A text that `parsePeriod` cannot read; the message names it and the forms that are accepted. */
export class PeriodError extends UsageError {}

/**
 * Reads the two limits. Accepted: ISO 8601 with an offset (an absolute time), ISO 8601 without one (the wall clock of
 * the log), `HH:MM[:SS[.mmm]]` (that time on the day on which the thing in question began).
 * @throws PeriodError
 */
export function parsePeriod(since: string | undefined, until: string | undefined): Period {
  const from = since === undefined ? undefined : parseLimit('--since', since);
  const to = until === undefined ? undefined : parseLimit('--until', until);
  return {
    overlaps: (start, end, zone) => {
      const begin = start ?? end;
      if (begin === undefined) return true;
      if (from !== undefined && (end ?? begin) < from(begin, zone)) return false;
      return to === undefined || begin <= to(begin, zone);
    },
  };
}

type Limit = (near: number, zone: string) => number;

function parseLimit(option: string, text: string): Limit {
  const clock = /^(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3}))?)?$/.exec(text);
  if (clock) {
    const [, h = '0', m = '0', s = '0', fraction = '0'] = clock;
    const ofDay = ((Number(h) * 60 + Number(m)) * 60 + Number(s)) * 1000 + Number(fraction.padEnd(3, '0'));
    return (near, zone) => {
      const shift = offsetMinutes(near, zone) * 60_000;
      return Math.floor((near + shift) / DAY) * DAY + ofDay - shift;
    };
  }
  if (/^\d{4}-\d\d-\d\d/.test(text)) {
    const absolute = /(?:Z|[+-]\d\d:?\d\d)$/.test(text) && text.includes(':');
    const time = Date.parse(absolute ? text : `${text.includes(':') ? text.replace(' ', 'T') : `${text}T00:00`}Z`);
    if (!Number.isNaN(time)) {
      return absolute ? () => time : (near, zone) => time - offsetMinutes(near, zone) * 60_000;
    }
  }
  throw new PeriodError(
    `${option} "${text}" is no time: give 14:20, 14:20:30, 2026-11-22T14:20 (the log's clock) or 2026-11-22T14:20:00+08:00`,
  );
}
