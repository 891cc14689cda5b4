import type { Subject } from '../model/call.js';
import type { Reach } from '../rules/cause.js';

/**
 * True when evidence about `evidence` counts for a finding about `finding`. What holds the finding's subject always
 * counts (a call's echo canceller for its tracks); what lies beside or below it, only within the reach.
 */
export function isInReach(finding: Subject, evidence: Subject, reach: Reach): boolean {
  if (finding.source !== evidence.source || finding.call !== evidence.call) return false;
  if (evidence.key === finding.key || evidence.kind === 'call' || reach === 'call') return true;
  const sameConnection = finding.connection === undefined || finding.connection === evidence.connection;
  if (evidence.kind === 'connection') return sameConnection;
  return reach === 'connection' && sameConnection;
}
