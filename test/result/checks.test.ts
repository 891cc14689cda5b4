import { describe, expect, it } from 'vitest';
import type { RuleCheck, RuleFinding } from '../../src/model/finding.js';
import { connectionKey, resultSymptoms, verdictOf as verdictOfSymptoms } from '../../src/result/checks.js';
import { loadRules } from '../../src/rules/load.js';
import { CALL, call, check, connection, finding } from './subjects.js';

const rules = new Map(loadRules().rules.map(({ rule }) => [rule.id, rule]));

/** Outcome by symptom. */
function outcomes(findings: readonly RuleFinding[], checks: readonly RuleCheck[], unconnected: readonly string[] = []) {
  const input = { findings, checks, rules, language: 'en' as const, unconnected: new Set(unconnected), formats: [] };
  return Object.fromEntries(resultSymptoms(input).map(({ symptom, outcome }) => [symptom, outcome]));
}

function verdictOf(findings: readonly RuleFinding[], checks: readonly RuleCheck[]) {
  const input = { findings, checks, rules, language: 'en' as const, unconnected: new Set<string>(), formats: [] };
  return verdictOfSymptoms(findings, resultSymptoms(input));
}

describe('the verdict', () => {
  it('is symptoms as soon as a person notices something', () => {
    for (const severity of ['P0', 'P1', 'P2'] as const) {
      expect(verdictOf([finding({ severity })], [check()])).toBe('symptoms');
    }
  });

  it('is clear when rules were checked and found risks at most', () => {
    expect(verdictOf([], [check()])).toBe('clear');
    expect(verdictOf([finding({ severity: 'P3' })], [check({ outcome: 'fired' })])).toBe('clear');
  });

  it('is inconclusive when nothing could be checked', () => {
    expect(verdictOf([], [])).toBe('inconclusive');
    expect(verdictOf([], [check({ outcome: 'not-observable', missing: ['stall-ratio'] })])).toBe('inconclusive');
    expect(verdictOf([], [check({ outcome: 'error', detail: 'broken' })])).toBe('inconclusive');
  });

  it('is not clear because of what only the settings of a call show, or of a subject that the log lacks', () => {
    const settings = check({ rule: 'echo/echo-cancellation-off', subject: call });
    expect(verdictOf([], [settings])).toBe('inconclusive');
    expect(verdictOf([], [check({ subject: undefined })])).toBe('inconclusive');
    const risk = finding({ rule: 'echo/echo-cancellation-off', symptom: 'echo', severity: 'P3' }, { subject: call });
    expect(verdictOf([risk], [{ ...settings, outcome: 'fired' }])).toBe('inconclusive');
  });
});

describe('the six symptoms', () => {
  it('are always all six; what no rule could judge is not observable', () => {
    const none = 'not-observable';
    expect(outcomes([], [])).toEqual({
      stutter: none,
      latency: none,
      echo: none,
      connect: none,
      interruption: none,
      silence: none,
    });
  });

  it('are found, clear or not observable by the checks of their own rules', () => {
    const freeze = finding();
    const connect = check({ rule: 'connect/slow-connect', subject: connection });
    const delay = check({ rule: 'latency/one-way-delay', outcome: 'not-observable', missing: ['round-trip-time'] });
    expect(outcomes([freeze], [check({ outcome: 'fired' }), connect, delay])).toMatchObject({
      stutter: 'fired',
      connect: 'clear',
      latency: 'not-observable',
    });
  });

  it('do not call a connect clear that came up, where nothing tells how long it took', () => {
    const missing = ['connect-time-at-least'];
    const checks = [
      check({ rule: 'connect/connect-failed', subject: connection }),
      check({ rule: 'connect/slow-connect', subject: connection, outcome: 'not-observable', missing }),
    ];
    expect(outcomes([], checks).connect).toBe('not-observable');
  });

  it('report an error only when nothing else could be said', () => {
    const error = check({ outcome: 'error', detail: 'broken' });
    expect(outcomes([], [error]).stutter).toBe('error');
    expect(outcomes([], [error, check()]).stutter).toBe('clear');
  });

  it('are not called clear for a connection that never came up, except for the connect itself', () => {
    const dead = [connectionKey(CALL, 'pc-1')];
    const checks = [check(), check({ rule: 'connect/slow-connect', subject: connection })];
    expect(outcomes([], checks, dead)).toMatchObject({ stutter: 'not-observable', connect: 'clear' });
    expect(outcomes([], checks, [connectionKey(CALL, 'pc-2')]).stutter).toBe('clear');
  });

  it('have the worst severity and the number of their findings', () => {
    const input = {
      findings: [finding(), finding({ severity: 'P0' }), finding({ severity: 'P3' })],
      checks: [check({ outcome: 'fired' as const })],
      rules,
      language: 'en' as const,
      unconnected: new Set<string>(),
      formats: [],
    };
    expect(resultSymptoms(input)[0]).toMatchObject({ symptom: 'stutter', severity: 'P0', findings: 3 });
  });
});
