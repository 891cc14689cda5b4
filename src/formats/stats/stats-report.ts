import type { Location } from '../../model/event.js';
import type { StatsSample } from '../../model/sample.js';
import type { RawEntry } from './raw.js';
import { normaliseReport, reportTime } from './report.js';

/** A statistics report of one connection, however it was read. */
export interface StatsReport {
  /** Its own time, epoch ms: see `reportTime`. Undefined when no object has one. */
  readonly time: number | undefined;
  sampleAt(time: number, connection: string, at: Location): StatsSample;
}

/** A report that JSON.parse has read. */
export function parsedReport(entries: readonly RawEntry[]): StatsReport {
  return {
    time: reportTime(entries),
    sampleAt: (time, connection, at) => ({ time, connection, stats: normaliseReport(entries, time), at }),
  };
}
