import type { FileGroup } from '../input/input.js';

/**
 * Bytes for each thread from which on starting it pays: a thread loads the program and the rules once more. Measured; see
 * "Threads and machines" in docs/architecture.md.
 */
export const LEAST_BYTES = 4 * 1024 * 1024;
/** So many times its size comes out of a packed log: JSON statistics and text pack to a tenth or less. */
const UNPACKS_TO = 8;

/** How many threads to read logs with; fewer than 2 means none beside the main one. */
export function threadsFor(groups: readonly FileGroup[], jobs: number): number {
  if (jobs < 2 || groups.length < 2) return 1;
  const bytes = groups.reduce((sum, group) => sum + weightOf(group), 0);
  return Math.min(jobs, groups.length, Math.floor(bytes / LEAST_BYTES));
}

/** About how many bytes there are to read. */
export function weightOf({ files }: FileGroup): number {
  return files.reduce((sum, { item }) => sum + item.size * (/\.(gz|zip)$/i.test(item.path) ? UNPACKS_TO : 1), 0);
}
