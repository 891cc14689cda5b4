import type { ResultSource } from '../model/result.js';
import type { ReadLog, ReadPart } from './read-log.js';
import { isoTime } from './times.js';

/** The zone in which times of a log are shown: what the user named, else the log's own. */
export function shownZone(log: ReadLog, zone: string | undefined): string {
  return zone ?? log.summary?.clock.zone ?? 'unknown';
}

/** What makes times of a log real ones, ms. Not a number where the log has no clock: zero is not the year 1970. */
export function shownShift(log: ReadLog | undefined): number {
  // Resolution 0 too: a log of which only some lines lack a time bears the warning and has a clock.
  const timeless = log?.warnings.some(({ code }) => code === 'no-clock') === true;
  if (timeless && log?.summary?.clock.resolutionMs === 0) return Number.NaN;
  return log?.summary?.shiftMs ?? 0;
}

/** Every file that was named or found, in the order of reading. */
export function resultSources(logs: readonly ReadLog[], zone: string | undefined): ResultSource[] {
  return logs.flatMap((log) => {
    const parts: readonly ReadPart[] =
      log.parts.length > 0 ? log.parts : [{ path: log.path, bytes: 0, records: 0, start: undefined, end: undefined }];
    return parts.map((part) => resultSource(log, part, parts.length === 1, zone));
  });
}

function resultSource(log: ReadLog, part: ReadPart, alone: boolean, zone: string | undefined): ResultSource {
  const { summary } = log;
  const shift = shownShift(log);
  // Alone, the reader knows better which records count (a line stamped by a server does not).
  const { start, end } = alone && summary !== undefined ? summary : part;
  const shown = shownZone(log, zone);
  const time = (value: number | undefined) => (value === undefined ? null : isoTime(value + shift, shown));
  return {
    path: part.path,
    format: log.format,
    status: log.status,
    bytes: part.bytes,
    // Some readers hand their records over at the end only: then they belong to no part.
    records: alone && summary !== undefined ? summary.records : part.records,
    start: time(start),
    end: time(end),
    clock: summary?.clock ?? { zone: 'unknown', resolutionMs: 0 },
    warnings: warningsOf(log, part.path),
  };
}

function warningsOf(log: ReadLog, path: string): string[] {
  const texts = log.warnings.map(({ code, detail }) => (detail === undefined ? code : `${code}: ${detail}`));
  const cut = log.summary?.cut;
  const last = log.parts.at(-1)?.path ?? log.path;
  if (cut !== undefined && path === last) texts.push(`cut: ${cut.offset} ${cut.reason}`);
  return texts;
}
