import type { Subject } from '../model/call.js';
import type { Episode, Outcome, RuleCheck, RuleFinding } from '../model/finding.js';
import type { Unit } from '../model/metric.js';
import type { RunResult } from './rule-run.js';

/** What the rules made of the signals of one analysis. */
export interface Evaluation {
  readonly findings: readonly RuleFinding[];
  /** `detail` of one that is not observable: missing, too-short or no-subject. */
  readonly checks: readonly RuleCheck[];
  readonly evidence: readonly EvidenceObservation[];
}

/** What became of one named observation of rules/causes.yaml on one subject. */
export interface EvidenceObservation {
  readonly id: string;
  readonly subject: Subject;
  /** `fired`: there are episodes. `clear`: it could have been seen and was not there. */
  readonly outcome: Outcome;
  readonly episodes: readonly Episode[];
  /** Signals and events that were missing. */
  readonly missing: readonly string[];
  readonly unit: Unit;
  readonly threshold: number;
}

/**
 * What became of every rule and observation on one subject, under every set of thresholds that a scenario may still pick:
 * plain data, so that it can come from another thread or machine. `runs` has the order of the compiled program of the
 * subject's kind, which follows from the rules and scenarios alone.
 */
export interface JudgedSubject {
  readonly subject: Subject;
  readonly runs: readonly RunResult[];
}
