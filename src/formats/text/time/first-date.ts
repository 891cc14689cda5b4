import type { TextFormat } from '../compile/compile-format.js';
import { parseLine } from '../parse.js';
import { SourceClock } from './clock.js';
import { absoluteTime, DAY, timeParts } from './time-parts.js';

export interface FirstDate {
  /** Days since 1970-01-01 of the first line, when the head tells. */
  readonly day?: number;
  /** An epoch printed in the head, ms. */
  readonly epoch?: number;
}

/**
 * Finds the date of the first lines from what stands further down in the head: an epoch printed beside a local time,
 * else a header with a date. Without this, the records before it would lie on another day than those after.
 */
export function firstDate(format: TextFormat, lines: readonly string[]): FirstDate {
  const { clock } = format.definition;
  const literals = [...clock.anchors, ...(clock.header ? [clock.header] : [])].map((entry) => entry.contains);
  if (!lines.some((line) => literals.some((literal) => line.includes(literal)))) return {};
  const trial = new SourceClock(clock, undefined);
  trial.begin(0, undefined, undefined);
  let header: number | undefined;
  for (const line of lines) {
    header ??= headerDay(format, line, trial.last);
    for (const parsed of parseLine(format.grammar, line)) {
      if (!parsed.record) continue;
      const time = trial.time(parsed.time, undefined);
      const epoch = epochOf(format, parsed.message);
      if (time === undefined || epoch === undefined) continue;
      // The anchor lies `Math.floor(time / DAY)` midnights after the first line, if the log has no dates of its own.
      const passed = clock.date !== 'none' && clock.date !== 'header' ? 0 : Math.floor(time / DAY);
      const day = Math.floor((epoch + localOffset(time, epoch)) / DAY) - passed;
      return header === undefined ? { day, epoch } : { day: header, epoch };
    }
  }
  return header === undefined ? {} : { day: header };
}

function headerDay(format: TextFormat, line: string, last: number | undefined): number | undefined {
  const groups = format.header?.exec(line)?.groups;
  const parts = groups && timeParts(groups);
  if (parts?.year === undefined || parts.month === undefined || parts.day === undefined) return undefined;
  return Math.floor(Date.UTC(parts.year, parts.month - 1, parts.day) / DAY) - Math.floor((last ?? 0) / DAY);
}

function epochOf(format: TextFormat, message: string): number | undefined {
  for (const anchor of format.anchors) {
    const epoch = anchoredTime(anchor.exec(message)?.groups);
    if (epoch !== undefined) return epoch;
  }
  return undefined;
}

/** Epoch ms that an anchor prints: a number in the group `epoch`, or a date and time with an offset. */
export function anchoredTime(groups: Readonly<Record<string, string | undefined>> | undefined): number | undefined {
  return groups && absoluteTime(timeParts(groups));
}

/** ms east of UTC that makes `epoch` show the time of day of `local`: one of −10 h … +14 h. */
function localOffset(local: number, epoch: number): number {
  const within = (((local - epoch) % DAY) + DAY) % DAY;
  return within > 14 * 3_600_000 ? within - DAY : within;
}
