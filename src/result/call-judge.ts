import type { RuleCheck, RuleFinding } from '../model/finding.js';
import type { ResultCall } from '../model/result.js';
import type { Rule } from '../rules/rule.js';
import { callOutcomes, verdictOf } from './checks.js';

/** Says of each call what its own findings and checks say. */
export function callJudge(
  findings: readonly RuleFinding[],
  checks: readonly RuleCheck[],
  rules: ReadonlyMap<string, Rule>,
  never: ReadonlySet<string>,
): (call: string) => Pick<ResultCall, 'verdict' | 'outcomes'> {
  const findingsOf = byKey(findings, ({ episode }) => episode.subject.call);
  const checksOf = byKey(checks, ({ subject }) => subject?.call);
  return (call) => {
    const own = { findings: findingsOf.get(call) ?? [], checks: checksOf.get(call) ?? [] };
    const outcomes = callOutcomes({ ...own, rules, unconnected: never });
    const judged = Object.values(outcomes).map((outcome) => ({ outcome }));
    return { verdict: verdictOf(own.findings, judged), outcomes };
  };
}

function byKey<T>(items: readonly T[], keyOf: (item: T) => string | undefined): ReadonlyMap<string | undefined, T[]> {
  const groups = new Map<string | undefined, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}
