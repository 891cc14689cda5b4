import type { ResultEvidence, TriageResult } from '../model/result.js';
import { type FindingGroup, groupFindings, worstInOrder } from '../report/groups.js';

/** Of one group of findings so many are shown in the log; the result names them all. */
const MOST_FINDINGS = 10;
const MOST_GROUPS = 40;

/** One file of excerpts: what one rule found about one subject. */
export interface PlannedExcerpt {
  /** Name in the bundle. */
  readonly file: string;
  readonly group: FindingGroup;
  /** Evidence in the order of time, each place once. */
  readonly evidence: readonly ResultEvidence[];
}

/** Chooses what of the logs a ticket quotes: the evidence of the worst findings of every group, worst group first. */
export function planExcerpts(result: TriageResult): readonly PlannedExcerpt[] {
  return groupFindings(result)
    .slice(0, MOST_GROUPS)
    .map((group, index) => {
      const places = new Map<string, ResultEvidence>();
      for (const { evidence } of worstInOrder(group, MOST_FINDINGS)) {
        for (const item of evidence) places.set(JSON.stringify([item.source, item.line, item.offset]), item);
      }
      const number = String(index + 1).padStart(2, '0');
      return { file: `excerpts/${number}-${fileName(group.worst.rule)}.txt`, group, evidence: [...places.values()] };
    })
    .filter(({ evidence }) => evidence.length > 0);
}

/** A rule's id as part of a file name: a user's rule may be called anything. */
function fileName(rule: string): string {
  return rule.replace(/[^\p{L}\p{N}]+/gu, '-').slice(0, 60);
}
