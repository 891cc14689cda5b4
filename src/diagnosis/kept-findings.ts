import type { Subject } from '../model/call.js';
import type { RuleFinding } from '../model/finding.js';
import type { Evaluation } from '../rules/evaluation.js';

/** The evaluation with only some of its findings. A check that loses its last one has nothing to tell: it becomes `clear`. */
export function keepFindings(evaluation: Evaluation, keep: (finding: RuleFinding) => boolean): Evaluation {
  const findings = evaluation.findings.filter(keep);
  if (findings.length === evaluation.findings.length) return evaluation;
  const name = (rule: string, subject: Subject) => JSON.stringify([rule, subject.key]);
  const kept = new Set(findings.map(({ rule, episode }) => name(rule, episode.subject)));
  const checks = evaluation.checks.map((check) => {
    const { rule, subject, outcome } = check;
    if (outcome !== 'fired' || subject === undefined || kept.has(name(rule, subject))) return check;
    return { ...check, outcome: 'clear' as const };
  });
  return { ...evaluation, findings, checks };
}
