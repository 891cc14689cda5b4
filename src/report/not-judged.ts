import type { Outcome, Symptom } from '../model/finding.js';
import type { ResultCheck, TriageResult } from '../model/result.js';
import { type DataKind, missingKinds } from './missing-data.js';

interface UnjudgedSymptoms {
  readonly symptoms: Symptom[];
  readonly outcome: Outcome;
  readonly reason: string;
}

/** What the reader must not take for healthy. */
export interface NotJudged {
  /** Symptoms of which nothing could be judged, with what is missing; those that lack the same stand together. */
  readonly symptoms: readonly UnjudgedSymptoms[];
  /** Rules that lacked data though their symptom could be judged otherwise. */
  readonly rules: readonly string[];
  /** What kinds of data `rules` lacked. */
  readonly kinds: readonly DataKind[];
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
  const open = new Map<string, ResultCheck>();
  for (const check of result.checks) {
    const { rule, outcome } = check;
    if (outcome !== 'not-observable' || judged.has(rule) || whole.has(rule.split('/')[0] ?? '')) continue;
    // A subject that exists and lacks something says more than one that does not exist.
    if (!open.has(rule) || check.subject !== null) open.set(rule, check);
  }
  const failed = result.checks.filter(({ outcome }) => outcome === 'error');
  return { symptoms, rules: [...open.keys()], kinds: missingKinds([...open.values()]), failed };
}
