import { SEVERITIES, type Severity, type Symptom } from '../model/finding.js';

/**
 * Symptoms that can make a call unusable: no call, a broken one, nothing to hear or see, or too many holes to follow.
 * Delay and echo are left out: such a call is a bad one, but the service carries it.
 */
export const UNUSABLE_SYMPTOMS: readonly Symptom[] = ['connect', 'interruption', 'silence', 'stutter'];

/** Which findings make a call unusable, and which of those count against the service. */
export interface Criteria {
  /** Findings of this severity or a worse one. */
  readonly severity: Severity;
  /** True: findings without a known cause count against the service, too. */
  readonly countUnknown: boolean;
}

export function makesUnusable(symptom: Symptom, severity: Severity, criteria: Criteria): boolean {
  return UNUSABLE_SYMPTOMS.includes(symptom) && SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(criteria.severity);
}
