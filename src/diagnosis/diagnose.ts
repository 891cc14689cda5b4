import type { RuleFinding } from '../model/finding.js';
import type { CauseDefinition, Causes } from '../rules/cause.js';
import type { Evaluation } from '../rules/evaluation.js';
import type { Rule } from '../rules/rule.js';
import type { Diagnosis, Reason } from './diagnosis.js';
import { type Candidate, group, type Verdict } from './group.js';
import type { CallEnd } from './match-ends.js';
import { namedByCodes } from './named-by-codes.js';
import { Observations } from './observations.js';
import { compareEnds } from './two-ended.js';
import { explains, missingFor, weigh, worthNaming } from './weigh.js';

export interface DiagnosisInput {
  readonly evaluation: Evaluation;
  readonly rules: readonly Rule[];
  readonly causes: Causes;
  /** The calls with the clocks of their logs: two of them may be the two ends of one call. */
  readonly calls?: readonly CallEnd[];
  /** Candidates from elsewhere than causes.yaml: known defects of the versions in use. */
  readonly known?: (finding: RuleFinding) => readonly Candidate[];
}

/**
 * Says which cause explains each finding, and how sure that is. A finding without a cause gets `unknown` and the reason:
 * what could not be seen, or that what could be seen was not there.
 */
export function diagnose({ evaluation, rules, causes, calls = [], known }: DiagnosisInput): Diagnosis {
  const observations = new Observations(evaluation, causes.evidence);
  const preferred = new Map(rules.map((rule) => [rule.id, rule.causes]));
  // Once for each rule: a log may have thousands of findings.
  const possible = new Map<string, readonly CauseDefinition[]>();
  const verdicts = evaluation.findings.map((finding) => {
    const { rule } = finding;
    const own = possible.get(rule) ?? causes.causes.filter((cause) => explains(cause, rule));
    possible.set(rule, own);
    return judge(finding, own, preferred.get(rule) ?? [], observations, known?.(finding) ?? []);
  });
  return group(evaluation.findings, compareEnds(evaluation, causes, verdicts, calls));
}

/** @param possible the causes that explain findings of the rule */
function judge(
  finding: RuleFinding,
  possible: readonly CauseDefinition[],
  preferred: readonly string[],
  observations: Observations,
  known: readonly Candidate[],
): Verdict {
  const candidates: Candidate[] = [...known];
  const named = namedByCodes(finding.episode.evidence);
  for (const cause of possible) {
    const fit = weigh(cause, finding, observations, named.get(cause.id));
    if (fit !== undefined) candidates.push({ cause, ...fit });
  }
  if (candidates.length === 0) {
    const missing = new Set(possible.flatMap((cause) => missingFor(cause, finding, observations)));
    return { candidates, unknown: [reasonForUnknown(finding.rule, possible.length, [...missing])] };
  }
  // Between equals the rule's own order decides.
  const order = ({ cause }: Candidate) =>
    preferred.includes(cause.id) ? preferred.indexOf(cause.id) : preferred.length;
  candidates.sort((a, b) => b.confidence - a.confidence || order(a) - order(b));
  return { candidates, unknown: [] };
}

function reasonForUnknown(rule: string, possible: number, missing: readonly string[]): Reason {
  if (possible === 0) return { kind: 'code', code: 'unknown.no-candidate', values: { rule } };
  if (missing.length === 0) return { kind: 'code', code: 'unknown.no-match', values: {} };
  return { kind: 'code', code: 'unknown.not-observable', values: { signals: worthNaming(missing).join(', ') } };
}
