import { findInputs, type InputSource } from './input/input.js';
import { createJudge, type TriageOptions } from './judge.js';
import type { TriageResult } from './model/result.js';

/**
 * Triages logs: the whole pipeline from paths to one result.
 * @param paths files, folders, glob patterns, `-`
 * @throws UsageError for an unknown scenario, a time that cannot be read, or rule or format files with mistakes; what is wrong
 *   with a log is part of the result instead
 */
export async function triage(paths: readonly string[], options: TriageOptions = {}): Promise<TriageResult> {
  const judge = createJudge(options);
  const { shard, cwd = '.', inputs } = options;
  const groups = inputs ?? (await findInputs(paths, { cwd }));
  if (shard === undefined) return judge.build((await judge.readAll(groups)).flat());
  // Only who shards pays for loading what that takes.
  const { shareOf } = await import('./shards/shard.js');
  const { partialOf } = await import('./shards/partial-of.js');
  const places = shareOf(groups, shard);
  const logs = await judge.readAll(
    places.flatMap((place) => groups[place] ?? []),
    places,
  );
  const read = places.map((place, at) => ({ place, logs: logs[at] ?? [] }));
  return { ...judge.build(logs.flat()), partial: partialOf(shard, groups, read, judge, options) };
}

/**
 * Triages many sources one by one: each gets a result of its own, so that memory does not grow with their number. What
 * only several logs together tell (the two ends of one call) is not seen this way.
 * @throws UsageError as `triage`, before any source is read
 */
export function triageOneByOne(options: TriageOptions = {}): (source: InputSource) => Promise<TriageResult> {
  const judge = createJudge(options);
  return async (source) => judge.build(await judge.read(source));
}
