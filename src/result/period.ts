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
 * the log), `HH:MM[:SS[.mmm]]` (that time on the day on which the thing in question began; a period from 23:50 to
 * 00:10 reaches over midnight).
 * @throws PeriodError
 */
export function parsePeriod(since: string | undefined, until: string | undefined): Period {
  const from = since === undefined ? undefined : parseLimit('--since', since);
  const to = until === undefined ? undefined : parseLimit('--until', until);
  const overMidnight = from?.ofDay !== undefined && to?.ofDay !== undefined && to.ofDay < from.ofDay;
  return {
    overlaps: (start, end, zone) => {
      const begin = start ?? end;
      if (begin === undefined) return true;
      const reachesFrom = from === undefined || (end ?? begin) >= from.at(begin, zone);
      const beginsBefore = to === undefined || begin <= to.at(begin, zone);
      return overMidnight ? reachesFrom || beginsBefore : reachesFrom && beginsBefore;
    },
  };
}

interface Limit {
  /** The limit in epoch ms for something that began at `near`. */
  readonly at: (near: number, zone: string) => number;
  /** ms after midnight, for a limit without a date. */
  readonly ofDay?: number;
}

function parseLimit(option: string, text: string): Limit {
  const clock = /^(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3}))?)?$/.exec(text);
  if (clock) {
    const [, h = '0', m = '0', s = '0', fraction = '0'] = clock;
    if (Number(h) > 23 || Number(m) > 59 || Number(s) > 59) throw unreadable(option, text);
    const ofDay = ((Number(h) * 60 + Number(m)) * 60 + Number(s)) * 1000 + Number(fraction.padEnd(3, '0'));
    return {
      ofDay,
      at: (near, zone) => {
        const shift = offsetMinutes(near, zone) * 60_000;
        return Math.floor((near + shift) / DAY) * DAY + ofDay - shift;
      },
    };
  }
  if (/^\d{4}-\d\d-\d\d/.test(text)) {
    const absolute = /(?:Z|[+-]\d\d:?\d\d)$/.test(text) && text.includes(':');
    const time = Date.parse(absolute ? text : `${text.includes(':') ? text.replace(' ', 'T') : `${text}T00:00`}Z`);
    if (!Number.isNaN(time)) {
      return { at: absolute ? () => time : (near, zone) => time - offsetMinutes(near, zone) * 60_000 };
    }
  }
  throw unreadable(option, text);
}

function unreadable(option: string, text: string): PeriodError {
  return new PeriodError(
    `${option} "${text}" is no time: give 14:20, 14:20:30, 2026-11-22T14:20 (the log's clock) or 2026-11-22T14:20:00+08:00`,
  );
}
