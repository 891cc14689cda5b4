import { availableParallelism } from 'node:os';
import type { FileGroup, InputGroup } from '../input/input.js';

/** How many threads may read logs: so many, or as many as there are cores and as pays. */
export type Jobs = number | 'auto';

/**
 * What a thread has to find for its start to pay: so many short logs, or so many bytes of long ones, or some of both. It
 * loads the program and warms it up once more, which takes longer for long logs: these are read by code that is optimised
 * first. On two cores, 150 short logs (17 MB) took 0.76 s on the clock with a second thread and 0.90 without, 300 took 1.16
 * and 1.46; 4 dumps of 55 MB took 1.05 and 0.86, 8 took 1.49 and 1.55, all of them with 20 to 60 % more CPU time.
 */
const LEAST_LOGS = 100;
const LEAST_BYTES = 225e6;
/** So many times its size comes out of a packed log: text and statistics pack to about a tenth. */
const UNPACKS_TO = 8;

/** How many threads to read logs with; fewer than 2 means none beside the main one. */
export function threadsFor(groups: readonly FileGroup[], jobs: Jobs): number {
  if (jobs !== 'auto') return Math.min(jobs, groups.length);
  // Asking for the cores loads a module.
  if (groups.length < 2) return groups.length;
  const bytes = groups.reduce((sum, group) => sum + weightOf(group), 0);
  const paying = Math.floor(groups.length / LEAST_LOGS + bytes / LEAST_BYTES);
  return Math.min(availableParallelism(), groups.length, paying);
}

/** About how many bytes the largest log has: all of its files together, unpacked; of a pipe nobody knows. */
export function largestOf(groups: readonly InputGroup[]): number {
  return groups.reduce((most, group) => Math.max(most, group.kind === 'files' ? weightOf(group) : 0), 0);
}

/** About how many bytes there are to read. */
export function weightOf({ files }: FileGroup): number {
  return files.reduce((sum, { item }) => sum + item.size * (/\.(gz|zip)$/i.test(item.path) ? UNPACKS_TO : 1), 0);
}
