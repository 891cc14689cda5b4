import type { CallSummary } from '../../src/model/call.js';
import type { RuleFinding, Severity, Symptom } from '../../src/model/finding.js';

/** A call of which nothing is known but its software. */
export function callWith(change: Partial<Pick<CallSummary, 'id' | 'sdk' | 'environment'>>): CallSummary {
  return {
    id: 'call.log#1',
    source: 'call.log',
    sdk: undefined,
    environment: {},
    start: 0,
    end: 60_000,
    connections: [],
    shape: { inboundAudio: 0, inboundVideo: 0, outboundAudio: 0, outboundVideo: 0, screenShare: false },
    ...change,
  };
}

/** A finding of a rule in a call. */
export function findingOf(rule: string, severity: Severity, call = 'call.log#1'): RuleFinding {
  const subject = { kind: 'call', key: call, source: 'call.log', call } as const;
  return {
    rule,
    symptom: rule.split('/')[0] as Symptom,
    severity,
    episode: { subject, start: 0, end: 1000, worst: 1, worstAt: 0, totalMs: 1000, evidence: [] },
    measured: { signal: 'duration', value: 1000, unit: 'ms', threshold: 0 },
    count: 1,
    totalMs: 1000,
  };
}
