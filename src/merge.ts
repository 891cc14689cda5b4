import { createJudge, type Judge, type TriageOptions, userFormats } from './judge.js';
import type { PartialResult } from './model/partial.js';
import type { TriageResult } from './model/result.js';
import { UsageError } from './model/usage-error.js';
import { type Joined, joinPartials } from './shards/join.js';
import type { SavedPartial } from './shards/read-partial.js';
import { differenceOf, digestOfFormats, runOptions } from './shards/run-options.js';
import { isZone } from './support/zone.js';

/** What the user may choose when shards are joined; all else the shards have chosen. */
export type MergeOptions = Pick<TriageOptions, 'rules' | 'sdkVersions' | 'formats' | 'map'>;

export interface Merged extends Omit<Joined, 'partial' | 'logs'> {
  /** With `partial` while shards are missing; else the very result of one run over everything. */
  readonly result: TriageResult;
  /** What all the shards hold together. */
  readonly partial: PartialResult;
}

/**
 * Joins the results of shards.
 * @param saved the shards, in any order; see `readPartial`
 * @throws UsageError where they cannot be joined exactly
 */
export function mergeShards(saved: readonly SavedPartial[], options: MergeOptions = {}): Merged {
  const { partial, logs, ...rest } = joinPartials(saved);
  const { scenario, zone, since, until, language } = partial.options;
  const chosen = {
    ...options,
    language,
    ...(scenario === null ? {} : { scenario }),
    ...(zone === null ? {} : { zone }),
    ...(since === null ? {} : { since }),
    ...(until === null ? {} : { until }),
  };
  if (zone !== null && !isZone(zone)) throw new UsageError(`the shards name the time zone "${zone}", which is none`);
  const judge = createJudge(chosen);
  const difference = differenceOf(runOptions(judge, chosen, formatsOf(judge, partial, chosen)), partial.options);
  if (difference !== undefined) {
    throw new UsageError(
      `the shards were judged with ${difference} than this run has: give merge the same --rules and --sdk-versions, ` +
        'and with --redact the same --formats and --map',
    );
  }
  const result = judge.build(logs);
  return { ...rest, partial, result: rest.missing.length === 0 ? result : { ...result, partial } };
}

/** Logs are not read again, but what is redacted are values that formats know. */
function formatsOf({ ruleSet }: Judge, { options, redaction }: PartialResult, chosen: TriageOptions): string {
  if (redaction === undefined && chosen.formats === undefined && chosen.map === undefined) return options.formats;
  return digestOfFormats(userFormats(chosen), ruleSet, chosen.rules ?? []);
}
