import type { CallSummary } from '../model/call.js';
import type { RuleCheck } from '../model/finding.js';
import { connectionKey, connectionTest } from './checks.js';

/**
 * What did not fire on a connection that was never used, or of which the log does not show that it came up or tried to,
 * proves nothing: such a check becomes not observable, and no call is called healthy for it.
 */
export function withoutUnused(checks: readonly RuleCheck[], calls: readonly CallSummary[]): RuleCheck[] {
  const used = new Set<string>();
  for (const { id, connections } of calls) {
    for (const { id: connection, connect } of connections) {
      if (connect.outcome !== 'unused' && connect.outcome !== 'unknown') used.add(connectionKey(id, connection));
    }
  }
  const isUsed = connectionTest(used);
  return checks.map((check) => {
    const { subject, outcome } = check;
    if (outcome !== 'clear' || subject?.connection === undefined) return check;
    if (isUsed(subject)) return check;
    return { ...check, outcome: 'not-observable' as const, missing: [], detail: 'unused' };
  });
}
