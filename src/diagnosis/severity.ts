import { SEVERITIES, type Severity } from '../model/finding.js';

/** 0 for P0, the worst, to 3 for P3. */
export function severityRank(severity: Severity): number {
  return SEVERITIES.indexOf(severity);
}

/** True when the severity is `limit` or worse. */
export function isAtLeast(severity: Severity, limit: Severity): boolean {
  return severityRank(severity) <= severityRank(limit);
}

/** The worst of the severities; undefined when there is none. */
export function worstSeverity(severities: Iterable<Severity>): Severity | undefined {
  let worst: Severity | undefined;
  for (const severity of severities) {
    if (worst === undefined || severityRank(severity) < severityRank(worst)) worst = severity;
  }
  return worst;
}

/**
 * How much a severity counts when causes are ordered by severity × confidence: each step is worth twice the next, so
 * that a certain cause of a mild finding comes before a doubtful one of a finding one step worse, not two steps.
 */
export function severityWeight(severity: Severity): number {
  return 2 ** (SEVERITIES.length - 1 - severityRank(severity));
}
