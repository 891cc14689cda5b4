import { isDeepStrictEqual } from 'node:util';
import type { PartialLog, PartialResult } from '../model/partial.js';
import { UsageError } from '../model/usage-error.js';
import type { ReadLog } from '../result/read-log.js';
import { decodeLog, UnreadableLog } from './decode-log.js';
import type { SavedPartial } from './read-partial.js';
import { differenceOf } from './run-options.js';

export interface Joined {
  /** As if one shard had read what all of them did: it can be joined with others again. */
  readonly partial: PartialResult;
  /** Its logs, in the order of the inputs. */
  readonly logs: readonly ReadLog[];
  /** Shards that are not among them. */
  readonly missing: readonly number[];
  /** Files that hold what another file holds, too; they count once. */
  readonly copies: readonly { readonly file: string; readonly of: string }[];
}

/**
 * Joins shards of one run, given in any order. Whatever is joined first, the outcome is the same.
 * @throws UsageError where they are not of one run, or hold the same shard twice with other contents
 */
export function joinPartials(saved: readonly SavedPartial[]): Joined {
  const [first] = saved;
  if (first === undefined) throw new UsageError('there is no result to merge');
  for (const other of saved) checkSameRun(first, other);
  const copies: { file: string; of: string }[] = [];
  const holders = new Map<number, Held>();
  const parts: SavedPartial[] = [];
  for (const one of saved) {
    const held = heldBy(one);
    const known = held.map(({ shard }) => holders.get(shard));
    for (const [at, mine] of held.entries()) {
      const theirs = known[at];
      if (theirs === undefined) holders.set(mine.shard, mine);
      else if (!isDeepStrictEqual([mine.logs, mine.redaction], [theirs.logs, theirs.redaction]))
        throw new UsageError(
          `${theirs.file} and ${one.file} both hold shard ${mine.shard} of ${one.partial.shards.of}, and not the same ` +
            'of it: give one of them',
        );
    }
    const [holder] = known;
    if (holder === undefined || known.includes(undefined)) parts.push(one);
    else copies.push({ file: one.file, of: holder.file });
  }
  const { of } = first.partial.shards;
  const logs = [...holders.values()].flatMap((held) => held.logs.map((entry) => ({ ...entry, file: held.file })));
  // Stable: the logs of one input stand in one shard, in their order.
  logs.sort((a, b) => a.input - b.input);
  for (const [at, { input, shard, file }] of logs.entries()) {
    const before = logs[at - 1];
    if (before?.input === input && before.shard !== shard)
      throw new UsageError(
        `${before.file} and ${file} cannot be joined: both hold input ${input}. Run the shards again`,
      );
  }
  const done = [...holders.keys()].sort((a, b) => a - b);
  return {
    partial: {
      ...first.partial,
      shards: { of, done },
      logs: logs.map(({ input, shard, log }) => ({ input, shard, log })),
      ...redactionOf(parts),
    },
    logs: logs.map(({ file, log }) => decoded(file, log)),
    missing: Array.from({ length: of }, (_, index) => index + 1).filter((shard) => !holders.has(shard)),
    copies,
  };
}

/** One shard of what a file holds. */
interface Held extends Pick<PartialResult, 'logs' | 'redaction'> {
  readonly shard: number;
  readonly file: string;
}

/** By shard, so that results of --partial may share some. */
function heldBy({ file, partial }: SavedPartial): Held[] {
  const logs = new Map(partial.shards.done.map((shard): [number, PartialLog[]] => [shard, []]));
  for (const entry of partial.logs) logs.get(entry.shard)?.push(entry);
  const { redaction } = partial;
  return [...logs].map(([shard, own]) => ({
    file,
    shard,
    logs: own,
    ...(redaction === undefined ? {} : { redaction }),
  }));
}

function checkSameRun(a: SavedPartial, b: SavedPartial): void {
  const difference = differenceOf(a.partial.options, b.partial.options);
  if (difference !== undefined)
    throw new UsageError(`${a.file} and ${b.file} cannot be joined: they were made with ${difference}`);
  if (a.partial.shards.of !== b.partial.shards.of) {
    throw new UsageError(
      `${a.file} and ${b.file} cannot be joined: one is of ${a.partial.shards.of} shards, the other of ` +
        `${b.partial.shards.of}`,
    );
  }
  if (!isDeepStrictEqual(a.partial.redaction?.keep, b.partial.redaction?.keep)) {
    throw new UsageError(
      `${a.file} and ${b.file} cannot be joined: they were made with another --redact or --keep. Run all shards with the same`,
    );
  }
  if (!isDeepStrictEqual(a.partial.inputs, b.partial.inputs)) {
    throw new UsageError(
      `${a.file} and ${b.file} cannot be joined: their paths led to other files (${inputsOf(a)} and ${inputsOf(b)}). ` +
        'Give every shard the same paths in the same order, and no log that comes or goes. Where machines have the logs ' +
        'in other places, go to the folder first and give paths that begin there',
    );
  }
}

/** So many, and one of them, which tells where the others lie. */
function inputsOf({ partial: { inputs, logs } }: SavedPartial): string {
  const path = logs[0]?.log.path;
  return `${inputs.count} inputs${typeof path === 'string' ? ` such as ${path}` : ''}`;
}

/** What all shards have learned, in the order in which one run would have. */
function redactionOf(parts: readonly SavedPartial[]): Pick<PartialResult, 'redaction'> {
  const all = parts.flatMap(({ partial }) => partial.redaction ?? []);
  const [first] = all;
  if (first === undefined) return {};
  const values = all.flatMap((each) => each.values).sort((a, b) => a.input - b.input);
  return { redaction: { keep: first.keep, values } };
}

function decoded(file: string, log: unknown): ReadLog {
  try {
    return decodeLog(log);
  } catch (error) {
    if (error instanceof UnreadableLog)
      throw new UsageError(`${file} cannot be joined: a log in it was changed (${error.message}). Run its shard again`);
    throw error;
  }
}
