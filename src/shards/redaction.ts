import type { PartialResult } from '../model/partial.js';
import type { TriageResult } from '../model/result.js';
import { KEEP_WORDS, KINDS } from '../privacy/kinds.js';
import type { Redactor } from '../privacy/redactor.js';

/**
 * The result of a shard whose report is redacted. What it holds for `rtc-triage merge` is not: logs that are joined have
 * to have the same names and addresses in all shards. It carries what was learned from the logs instead, so that the
 * joined report can be redacted.
 */
export function redactedShard(result: TriageResult, redactor: Redactor): TriageResult {
  const { partial, ...report } = result;
  if (partial === undefined) return redactor.result(report);
  const values = redactor
    .standingIn(JSON.stringify(partial.logs))
    .map(({ kind, original }) => ({ kind, value: original }));
  const redaction = { keep: redactor.kept.toSorted(), values };
  return { ...redactor.result(report), partial: { ...partial, redaction } };
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
      return known === undefined ? [] : [{ kind: known, original: value }];
    }),
  );
  return redactor.result(report);
}

/** The words of --keep that the shards were given; undefined when they were not asked to redact. */
export function keptBy({ redaction }: PartialResult): Redactor['kept'] | undefined {
  if (redaction === undefined) return undefined;
  return KEEP_WORDS.filter((word) => redaction.keep.includes(word));
}
