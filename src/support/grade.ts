import type { Localized } from '../model/finding.js';
import type { TriageResult } from '../model/result.js';
import { type GradeFacts, gradeFacts } from './grade-facts.js';
import { gradeReason } from './grade-words.js';
import type { Priority } from './support.js';

/** Priority of a ticket with what it was decided from. */
export interface Grade {
  readonly priority: Priority;
  /** Complete sentences. */
  readonly reason: Localized;
  readonly facts: GradeFacts;
}

/** Which of the lines of docs/support.md decided; src/support/grade-words.ts has a sentence for each. */
export type GradeRule =
  | 'many-down'
  | 'service-down'
  | 'application-down'
  | 'one-down'
  | 'total-loss'
  | 'several-disturbed'
  | 'long-disturbed'
  | 'brief-disturbed'
  | 'noticed'
  | 'risks'
  | 'nothing'
  | 'not-judged';

/** Shorter disturbances than this, and than this share of the call, at one end alone, are noticed but not severe. */
const SEVERE_MS = 10_000;
const SEVERE_SHARE = 0.1;

/**
 * Grades a ticket: P0 core service down · P1 severe · P2 noticeable · P3 advice. Other than the severity of a finding,
 * which says what one person suffered at one moment, the priority of a ticket weighs how many ends suffered, how long
 * and how badly (docs/support.md has the table). It reads nothing but the result, so the same logs get the same grade.
 */
export function gradeTicket(result: TriageResult): Grade {
  const facts = gradeFacts(result);
  const { priority, rule } = decide(facts);
  return { priority, reason: gradeReason(rule, facts), facts };
}

function decide(facts: GradeFacts): { priority: Priority; rule: GradeRule } {
  const { ends, endsDown, endsDisturbed, findings, disturbedMs, disturbedShare } = facts;
  // P0 is the service being down. A token that the service rightly refuses keeps users out, but only its owner can mend it.
  if (endsDown > 0 && facts.endsDownByApplication === endsDown) return { priority: 'P1', rule: 'application-down' };
  if (endsDown >= 2 && endsDown * 2 >= ends) return { priority: 'P0', rule: 'many-down' };
  if (endsDown > 0 && facts.serviceAtFault && endsDown * 2 >= ends) return { priority: 'P0', rule: 'service-down' };
  if (endsDown > 0) return { priority: 'P1', rule: 'one-down' };
  if (findings.P0 > 0) return { priority: 'P1', rule: 'total-loss' };
  if (endsDisturbed >= 2) return { priority: 'P1', rule: 'several-disturbed' };
  if (findings.P1 > 0) {
    const long = disturbedMs >= SEVERE_MS || (disturbedShare ?? 0) >= SEVERE_SHARE;
    return long ? { priority: 'P1', rule: 'long-disturbed' } : { priority: 'P2', rule: 'brief-disturbed' };
  }
  if (findings.P2 > 0) return { priority: 'P2', rule: 'noticed' };
  if (findings.P3 > 0) return { priority: 'P3', rule: 'risks' };
  return { priority: 'P3', rule: facts.judged ? 'nothing' : 'not-judged' };
}
