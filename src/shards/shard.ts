import { createHash } from 'node:crypto';
import type { InputGroup } from '../input/input.js';
import { MOST_SHARDS } from '../model/partial.js';
import { UsageError } from '../model/usage-error.js';

/** One of several equal shares of the logs: the `index`th (from 1) of `of`. */
export interface Shard {
  readonly index: number;
  readonly of: number;
}

/**
 * Reads `2/8`.
 * @throws UsageError
 */
export function parseShard(text: string): Shard {
  const [, index, of] = /^(\d{1,6})\/(\d{1,6})$/.exec(text.trim()) ?? [];
  const shard = { index: Number(index), of: Number(of) };
  if (index !== undefined && shard.index >= 1 && shard.index <= shard.of && shard.of <= MOST_SHARDS) return shard;
  throw new UsageError(`--shard "${text}" is no share: give which of how many, from 1/4 to 4/4 for four machines`);
}

/**
 * The places of the inputs that a shard reads. What is opened in one piece stays together: rotated parts of a log, the
 * members of a zip file. The share depends on the shown path alone, so that machines agree that were given the same
 * arguments in the same folder (or absolute paths), and a log stays with its machine when others come and go.
 * @throws UsageError for what only this machine can read
 */
export function shareOf(groups: readonly InputGroup[], shard: Shard): number[] {
  for (const { kind, path } of groups) {
    if (kind === 'stdin' || kind === 'pipe')
      throw new UsageError(`--shard shares files out, and ${path} is none: save it to a file`);
  }
  return groups.flatMap(({ path }, place) => (shardOfPath(path, shard.of) === shard.index ? [place] : []));
}

/** The number of the shard, from 1, that a path belongs to. */
export function shardOfPath(path: string, of: number): number {
  // 48 bits are what a number holds exactly; taken modulo 100,000 at most they are as good as even.
  return (createHash('sha256').update(path).digest().readUIntBE(0, 6) % of) + 1;
}

/** Identifies what the paths led to: shards of different findings do not belong together. */
export function digestOfInputs(groups: readonly InputGroup[]): string {
  return createHash('sha256')
    .update(JSON.stringify(groups.map(({ path }) => path)))
    .digest('hex');
}
