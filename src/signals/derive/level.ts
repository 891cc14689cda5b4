import type { Place, StatsType } from '../../model/metric.js';
import type { Interval } from '../interval.js';

/** Below this everything is digital silence, dBFS: 16-bit quantisation ends at about −98. */
const FLOOR_DBFS = -120;

/** Power over a whole interval in dBFS: 10·log10(energy / duration), the energy being of samples in −1…1. */
export function levelOf(energy: number, duration: number): number {
  if (!(duration > 0) || Number.isNaN(energy)) return Number.NaN;
  return energy > 0 ? Math.max(FLOOR_DBFS, 10 * Math.log10(energy / duration)) : FLOOR_DBFS;
}

/** Notes the level of an interval in it, once for all who ask for it. */
export function measureLevel<T extends StatsType>(interval: Interval<T>, energy: Place<T>, duration: Place<T>): void {
  const grown = interval.delta(energy);
  interval.level = Number.isNaN(grown) ? Number.NaN : levelOf(grown, interval.delta(duration));
}
