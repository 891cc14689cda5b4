import type { Domain, Severity, Symptom } from '../../src/model/finding.js';
import type { JudgedResult } from '../../src/sla/saved-result.js';

export interface TestFinding {
  readonly symptom?: Symptom;
  readonly severity?: Severity;
  readonly domain?: Domain;
  readonly from: string | null;
  readonly to: string | null;
}

export interface TestCall {
  readonly from: string | null;
  readonly to: string | null;
  readonly findings?: readonly TestFinding[];
  readonly environment?: Readonly<Record<string, string>>;
  /** Outcome of the one rule that was checked. */
  readonly outcome?: 'clear' | 'fired' | 'not-observable';
  readonly bytes?: number;
  readonly zone?: string;
}

/** A result as `--format json` writes it, cut down to what availability needs: one source with these calls. */
export function resultOf(path: string, calls: readonly TestCall[]): JudgedResult & { readonly schemaVersion: number } {
  const domains = new Set(calls.flatMap(({ findings = [] }) => findings.map(({ domain = 'service' }) => domain)));
  return {
    schemaVersion: 1,
    sources: [
      {
        path,
        status: 'analyzed',
        bytes: calls[0]?.bytes ?? 1000,
        records: 10,
        start: calls[0]?.from ?? null,
        clock: { zone: calls[0]?.zone ?? 'UTC' },
      },
    ],
    calls: calls.map(({ from, to, environment = {} }, index) => ({
      id: `${path}#${index + 1}`,
      source: path,
      sdk: { name: 'sdk', version: '1' },
      environment,
      start: from,
      end: to,
      connections: [],
    })),
    findings: calls.flatMap(({ findings = [] }, index) =>
      findings.map(({ symptom = 'interruption', severity = 'P1', domain = 'service', from, to }) => ({
        symptom,
        severity,
        subject: { call: `${path}#${index + 1}` },
        start: from,
        end: to,
        cause: `${domain}-cause`,
      })),
    ),
    checks: calls.map(({ outcome = 'clear' }, index) => ({
      rule: 'interruption/media-gap',
      subject: { call: `${path}#${index + 1}` },
      outcome,
    })),
    causes: [...domains].map((domain) => ({ id: `${domain}-cause`, domain, title: `A fault: ${domain}` })),
  };
}
