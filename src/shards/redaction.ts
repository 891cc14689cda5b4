import type { PartialResult } from '../model/partial.js';
import type { TriageResult } from '../model/result.js';
import { KEEP_WORDS, KINDS } from '../privacy/kinds.js';
import type { LearnedValues } from '../privacy/learned-values.js';
import type { Redactor } from '../privacy/redactor.js';

/**
 * The result of a shard whose report is redacted. What it holds for `rtc-triage merge` is not: logs that are joined have
 * to have the same names and addresses in all shards. It carries what was learned from the logs instead: all of it,
 * because the log of one shard may tell what a word in that of another is.
 */
export function redactedShard(result: TriageResult, redactor: Redactor, learned: LearnedValues): TriageResult {
  const { partial, ...report } = result;
  // The report is learned as well when it is redacted, but is not what the logs have told.
  const values = [...learned.values];
  const redacted = redactor.result(report);
  if (partial === undefined) return redacted;
  return { ...redacted, partial: { ...partial, redaction: { keep: redactor.kept.toSorted(), values } } };
}

/**
 * The joined result, redacted as its shards were asked to. It can no longer be joined with others.
 * @param redactor has learned nothing yet
 */
export function redactedJoin(result: TriageResult, redactor: Redactor, partial: PartialResult): TriageResult {
  const { partial: _unredacted, ...report } = result;
  redactor.adopt(
    (partial.redaction?.values ?? []).flatMap(({ kind, value }) => {
      const known = KINDS.find((each) => each === kind);
      return known === undefined ? [] : [{ kind: known, value }];
    }),
  );
  return redactor.result(report);
}

/** The words of --keep that the shards were given; undefined when they were not asked to redact. */
export function keptBy({ redaction }: PartialResult): Redactor['kept'] | undefined {
  if (redaction === undefined) return undefined;
  return KEEP_WORDS.filter((word) => redaction.keep.includes(word));
}
