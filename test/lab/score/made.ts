import type { Domain, Severity, Symptom } from '../../../src/model/finding.js';
import type { TriageResult } from './said.mjs';

export const SOURCE = '/calls/x/A.internals.json.gz';

export interface MadeFinding {
  readonly symptom: Symptom;
  readonly severity?: Severity;
  /** Epoch ms. */
  readonly start?: number;
  readonly domain?: Domain;
  readonly source?: string;
  readonly direction?: 'inbound' | 'outbound';
}

/** A result with these findings, each with a rule and a cause of its own, and nothing else. */
export function madeResult(findings: readonly MadeFinding[], more: Partial<TriageResult> = {}): TriageResult {
  return {
    sources: [],
    symptoms: [],
    findings: findings.map(
      ({ symptom, severity = 'P2', start, domain = 'unknown', source = SOURCE, direction = null }) => ({
        rule: `${symptom}/made`,
        symptom,
        severity,
        subject: { source, call: 'c', connection: null, track: null, kind: null, direction },
        start: start === undefined ? null : new Date(start).toISOString(),
        end: null,
        durationMs: 1000,
        measured: { signal: 's', value: 2, unit: 'ms', threshold: 1 },
        cause: domain,
        evidence: [],
        title: '',
        message: '',
        nextSteps: [],
      }),
    ),
    checks: [],
    causes: findings.map(({ domain = 'unknown' }, index) => ({
      id: domain,
      domain,
      title: '',
      confidence: 0.5,
      findings: [index],
      why: [],
      against: [],
      nextSteps: [],
    })),
    ...more,
  };
}
