import type { TriageResult } from '../model/result.js';
import { UsageError } from '../model/usage-error.js';

/**
 * The instant at which the clock of the contract starts, epoch ms: the one that the user names (`--filed-at`), else the
 * end of the last call of the log, or of the last finding where that lies later. The program never looks at the clock of
 * the machine, so that the same logs always give the same ticket. Whoever files later than the call ended, and wants
 * deadlines that bind, names the time. A log whose clock has no known zone is read as if it were UTC, so its default
 * can be wrong by that zone's offset: `zoneKnown` says so.
 * @param named ISO 8601 with an offset
 * @returns undefined when nothing is named and the log has no times, or none with a date
 * @throws UsageError for a time that cannot be read or has no offset
 */
export function filedAt(
  result: TriageResult,
  named: string | undefined,
): { readonly at: number; readonly zoneKnown: boolean } | undefined {
  if (named !== undefined) return { at: readInstant(named), zoneKnown: true };
  // The days of a log that counts from its own start, or prints no dates, are not real: nothing is due in 1970.
  const undated = new Set(
    result.sources.filter(({ warnings }) => warnings.some((code) => UNDATED.has(code))).map(({ path }) => path),
  );
  const times = [
    ...result.calls.map(({ source, end }) => ({ source, end })),
    ...result.findings.map(({ subject, end }) => ({ source: subject.source, end })),
  ];
  const ends = times
    .flatMap(({ source, end }) => (end === null || undated.has(source) ? [] : Date.parse(end)))
    .filter(Number.isFinite);
  if (ends.length === 0) return undefined;
  const zoneKnown = result.sources.every(({ start, clock }) => start === null || clock.zone !== 'unknown');
  return { at: ends.reduce((last, end) => Math.max(last, end)), zoneKnown };
}

const UNDATED: ReadonlySet<string> = new Set(['relative-clock', 'no-date']);

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/;

function readInstant(text: string): number {
  const at = INSTANT.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isFinite(at)) return at;
  throw new UsageError(
    `"${text}" is no point in time; give ISO 8601 with an offset, such as 2026-11-22T16:30:00+08:00`,
  );
}
