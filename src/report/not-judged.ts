import type { Outcome, Symptom } from '../model/finding.js';
import type { ResultCheck, TriageResult } from '../model/result.js';

export interface UnjudgedSymptoms {
  readonly symptoms: Symptom[];
  readonly outcome: Outcome;
  readonly reason: string;
}

/** What the reader must not take for healthy. */
export interface NotJudged {
  /** Symptoms of which nothing could be judged, with what is missing; those that lack the same stand together. */
  readonly symptoms: readonly UnjudgedSymptoms[];
  /** Checks that lacked data though their symptom could be judged otherwise: reason → rules. */
  readonly byReason: ReadonlyMap<string, readonly string[]>;
  /** Number of rules in `byReason`. */
  readonly rules: number;
  /** Checks that failed: a mistake in a rule or in this program. */
  readonly failed: readonly ResultCheck[];
}

/** Collects everything in a result that could not be judged. */
export function notJudged(result: TriageResult): NotJudged {
  const symptoms: UnjudgedSymptoms[] = [];
  const whole = new Set<string>();
  for (const { symptom, outcome, reason } of result.symptoms) {
    if (outcome !== 'not-observable' && outcome !== 'error') continue;
    whole.add(symptom);
    const like = symptoms.find((other) => other.outcome === outcome && other.reason === reason);
    if (like === undefined) symptoms.push({ symptoms: [symptom], outcome, reason });
    else like.symptoms.push(symptom);
  }
  const judged = new Set(
    result.checks.filter(({ outcome }) => outcome === 'fired' || outcome === 'clear').map(({ rule }) => rule),
  );
  const byReason = new Map<string, string[]>();
  const rules = new Set<string>();
  for (const { rule, outcome, reason } of result.checks) {
    if (outcome !== 'not-observable' || judged.has(rule) || rules.has(rule)) continue;
    if (whole.has(rule.split('/')[0] ?? '')) continue;
    rules.add(rule);
    const sharing = byReason.get(reason);
    if (sharing === undefined) byReason.set(reason, [rule]);
    else sharing.push(rule);
  }
  const failed = result.checks.filter(({ outcome }) => outcome === 'error');
  return { symptoms, byReason, rules: rules.size, failed };
}
