import type { Subject } from './call.js';
import type { Unit } from './metric.js';
import type { Evidence } from './signal.js';

export const SYMPTOMS = ['stutter', 'latency', 'echo', 'connect', 'interruption', 'silence'] as const;
export type Symptom = (typeof SYMPTOMS)[number];

/** What people suffer: P0 no call or nothing seen or heard · P1 seriously disturbed · P2 a person notices · P3 a risk, advice. */
export const SEVERITIES = ['P0', 'P1', 'P2', 'P3'] as const;
export type Severity = (typeof SEVERITIES)[number];

export const OUTCOMES = ['fired', 'clear', 'not-observable', 'error'] as const;
export type Outcome = (typeof OUTCOMES)[number];

export const DOMAINS = ['network', 'device', 'application', 'service', 'far-end', 'unknown'] as const;
export type Domain = (typeof DOMAINS)[number];

/** Text in both languages of the product. */
export interface Localized {
  readonly en: string;
  readonly 'zh-CN': string;
}

/** An interval in which a condition held for a subject. */
export interface Episode {
  readonly subject: Subject;
  /** Source time, ms. */
  readonly start: number;
  readonly end: number;
  /** Worst value of the measured signal within the episode; NaN for a condition on events alone. */
  readonly worst: number;
  /** Time of the worst value. */
  readonly worstAt: number;
  /** Summed length in ms of the episodes of this condition and subject up to and including this one. */
  readonly totalMs: number;
  /** Onset first, then the worst moment, then others; at most 5. */
  readonly evidence: readonly Evidence[];
}

/** An episode of a rule, graded; not yet put into words. */
export interface RuleFinding {
  readonly rule: string;
  readonly symptom: Symptom;
  readonly severity: Severity;
  readonly episode: Episode;
  readonly measured: {
    readonly signal: string;
    readonly value: number;
    readonly unit: Unit;
    readonly threshold: number;
  };
  /** Episodes of this rule on this subject, and their summed length in ms: of all, also of those that are not kept. */
  readonly count: number;
  readonly totalMs: number;
}

/** What became of one rule for one subject (or for the whole log, when it holds no such subject). */
export interface RuleCheck {
  readonly rule: string;
  readonly subject: Subject | undefined;
  readonly outcome: Outcome;
  /** For `not-observable`: the signals and events that were missing. For `error`: the message. */
  readonly missing: readonly string[];
  readonly detail?: string;
}
