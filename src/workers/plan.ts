import { availableParallelism } from 'node:os';
import type { FileGroup, InputGroup } from '../input/input.js';

/** How many threads may read logs: so many, or as many as there are cores and as pays. */
export type Jobs = number | 'auto';

/**
 * Bytes for each thread from which on starting it pays. A thread loads the program and warms it up once more, for about
 * 0.2 s of a core; short logs are read at 15 to 20 MB/s, long ones up to five times as fast. With 2 threads instead of
 * one, 100 short logs (11 MB) took 1.35 instead of 0.9 s of CPU time and no less time on the clock, 500 (59 MB) 3.4
 * instead of 3.1 s.
 */
const LEAST_BYTES = 16 * 1024 * 1024;
/** So many times its size comes out of a packed log: text and statistics pack to about a tenth. */
const UNPACKS_TO = 8;

/** How many threads to read logs with; fewer than 2 means none beside the main one. */
export function threadsFor(groups: readonly FileGroup[], jobs: Jobs): number {
  if (jobs !== 'auto') return Math.min(jobs, groups.length);
  // Asking for the cores loads a module.
  if (groups.length < 2) return groups.length;
  const bytes = groups.reduce((sum, group) => sum + weightOf(group), 0);
  return Math.min(availableParallelism(), groups.length, Math.floor(bytes / LEAST_BYTES));
}

/** About how many bytes the largest log has: all of its files together, unpacked; of a pipe nobody knows. */
export function largestOf(groups: readonly InputGroup[]): number {
  return groups.reduce((most, group) => Math.max(most, group.kind === 'files' ? weightOf(group) : 0), 0);
}

/** About how many bytes there are to read. */
export function weightOf({ files }: FileGroup): number {
  return files.reduce((sum, { item }) => sum + item.size * (/\.(gz|zip)$/i.test(item.path) ? UNPACKS_TO : 1), 0);
}
