import { describe, expect, it } from 'vitest';
import { DOMAINS, type Domain, type Severity } from '../../src/model/finding.js';
import type { ResultConnection, ResultFinding, TriageResult } from '../../src/model/result.js';
import { filedAt } from '../../src/support/filed-at.js';
import { gradeTicket } from '../../src/support/grade.js';
import { richResult } from './sample-result.js';

const rich = richResult('en');
const START = Date.parse('2026-03-14T10:00:00Z');
const iso = (seconds: number) => new Date(START + seconds * 1000).toISOString();

interface Trouble {
  readonly severity: Severity;
  /** Seconds into the call. */
  readonly from: number;
  readonly to: number;
  readonly domain?: Domain;
}

/** A result of one log per end, each with a call of ten minutes that came up, or did not. */
function result(
  ends: readonly (readonly Trouble[])[],
  outcome: ResultConnection['connect']['outcome'] = 'connected',
): TriageResult {
  const [call] = rich.calls;
  const [connection] = call?.connections ?? [];
  const [sample] = rich.findings;
  const [cause] = rich.causes;
  if (call === undefined || connection === undefined || sample === undefined || cause === undefined)
    throw new Error('the sample is empty');
  const findings = ends.flatMap((troubles, end) =>
    troubles.map(({ severity, from, to, domain = 'network' }): ResultFinding => {
      const subject = { ...sample.subject, source: `end${end}.log`, call: `end${end}.log#1` };
      return { ...sample, severity, subject, start: iso(from), end: iso(to), cause: domain };
    }),
  );
  return {
    ...rich,
    verdict: findings.some(({ severity }) => severity !== 'P3') ? 'symptoms' : 'clear',
    calls: ends.map((_, end) => ({
      ...call,
      id: `end${end}.log#1`,
      source: `end${end}.log`,
      start: iso(0),
      end: iso(600),
      connections: [{ ...connection, connect: { ...connection.connect, outcome } }],
    })),
    findings,
    causes: DOMAINS.map((domain) => ({ ...cause, id: domain, domain })),
  };
}

const lost = (domain?: Domain): Trouble => ({
  severity: 'P0',
  from: 0,
  to: 400,
  ...(domain === undefined ? {} : { domain }),
});
const priorityOf = (...ends: readonly (readonly Trouble[])[]) => gradeTicket(result(ends)).priority;

describe('the priority of a ticket', () => {
  it('is P0 when half of several ends or more were without service', () => {
    expect(priorityOf([lost()], [lost()])).toBe('P0');
    expect(priorityOf([lost()], [lost()], [], [])).toBe('P0');
    expect(priorityOf([lost()], [lost()], [], [], [])).toBe('P1');
  });

  it('does not say that a call lasted which never came up', () => {
    const never = [{ severity: 'P0', from: 0, to: 1 } as const];
    const { priority, reason } = gradeTicket(result([never, never], 'failed'));
    expect(priority).toBe('P0');
    expect(reason.en).toBe(
      '2 of 2 ends were without service: no connection came up, or nothing was to be heard or seen for a minute or for half of the call.',
    );
    expect(reason['zh-CN']).toContain('未能接通');
  });

  it('is P0 for one end alone only when the service is the probable cause', () => {
    expect(priorityOf([lost('service')])).toBe('P0');
    expect(priorityOf([lost('network')])).toBe('P1');
  });

  it('is P1 for one end without service, and says what would make it P0', () => {
    const { priority, reason } = gradeTicket(result([[{ severity: 'P0', from: 0, to: 1 }]], 'failed'));
    expect(priority).toBe('P1');
    expect(reason.en).toContain('this is P0');
    expect(reason['zh-CN']).toContain('应定为 P0');
  });

  it('does not count an end whose own device was at fault as down', () => {
    expect(gradeTicket(result([[lost('device')], [lost('device')]])).facts.endsDown).toBe(0);
    expect(priorityOf([lost('device')], [lost('device')])).toBe('P1');
  });

  it('of two ends by a mistake of the application is severe, but no outage of the service', () => {
    const { priority, reason } = gradeTicket(result([[lost('application')], [lost('application')]]));
    expect(priority).toBe('P1');
    expect(reason.en).toContain('lies with the application');
    expect(reason['zh-CN']).toContain('应用');
    expect(priorityOf([lost('application')], [lost('network')])).toBe('P0');
  });

  it('is P1 when two ends were seriously disturbed, however briefly', () => {
    const brief: Trouble = { severity: 'P1', from: 10, to: 12 };
    expect(priorityOf([brief], [brief])).toBe('P1');
  });

  it('is P1 when one end was seriously disturbed for ten seconds, and P2 for less', () => {
    expect(priorityOf([{ severity: 'P1', from: 10, to: 20 }])).toBe('P1');
    expect(priorityOf([{ severity: 'P1', from: 10, to: 19.9 }])).toBe('P2');
  });

  it('counts a time in which several findings overlap once', () => {
    const { facts, priority } = gradeTicket(
      result([
        [
          { severity: 'P1', from: 10, to: 14 },
          { severity: 'P1', from: 12, to: 16 },
          { severity: 'P1', from: 11, to: 13 },
        ],
      ]),
    );
    expect(facts.disturbedMs).toBe(6000);
    expect(facts.disturbedShare).toBeCloseTo(0.01);
    expect(priority).toBe('P2');
  });

  it('is P2 for what people noticed, P3 for risks and for nothing', () => {
    expect(priorityOf([{ severity: 'P2', from: 0, to: 500 }])).toBe('P2');
    expect(priorityOf([{ severity: 'P3', from: 0, to: 500 }])).toBe('P3');
    expect(priorityOf([])).toBe('P3');
  });

  it('is not claimed to be known when nothing could be checked', () => {
    const { priority, reason, facts } = gradeTicket({ ...result([[]]), verdict: 'inconclusive' });
    expect(priority).toBe('P3');
    expect(facts.judged).toBe(false);
    expect(reason.en).toContain('do not tell the priority');
  });

  it('comes with a reason in complete sentences of both languages', () => {
    const all = [
      [[lost()], [lost()]],
      [[lost('service')]],
      [[lost()]],
      [[{ severity: 'P0', from: 0, to: 5 } as const]],
      [[{ severity: 'P1', from: 0, to: 90 } as const]],
      [[{ severity: 'P1', from: 0, to: 5 } as const]],
      [[{ severity: 'P2', from: 0, to: 5 } as const], []],
      [[{ severity: 'P3', from: 0, to: 5 } as const]],
      [[]],
    ];
    const reasons = all.map((ends) => gradeTicket(result(ends)).reason);
    expect(new Set(reasons.map(({ en }) => en)).size).toBe(all.length);
    for (const { en, 'zh-CN': zh } of reasons) {
      expect(en).toMatch(/^[A-Z0-9].*\.$/);
      expect(zh).toMatch(/。$/);
      expect(`${en}${zh}`).not.toMatch(/undefined|NaN|null/);
    }
  });
});

describe('the time at which a ticket is filed', () => {
  const clock = (zone: string) =>
    result([[{ severity: 'P2', from: 590, to: 660 }]]).sources.map((source) => ({
      ...source,
      clock: { ...source.clock, zone },
    }));
  const logged = { ...result([[{ severity: 'P2', from: 590, to: 660 }]]), sources: clock('UTC') };

  it('is the one that is named', () => {
    expect(filedAt(logged, '2026-03-14T18:30:00+08:00')).toEqual({
      at: Date.parse('2026-03-14T10:30:00Z'),
      zoneKnown: true,
    });
  });

  it('is else the end of the last call or finding, never the clock of the machine', () => {
    expect(filedAt(logged, undefined)).toEqual({ at: START + 660_000, zoneKnown: true });
    expect(filedAt({ ...logged, findings: [] }, undefined)?.at).toBe(START + 600_000);
  });

  it('is doubtful when the clock of the log has no known zone, and missing when the log has no times', () => {
    expect(filedAt({ ...logged, sources: clock('unknown') }, undefined)?.zoneKnown).toBe(false);
    expect(filedAt({ ...logged, calls: [], findings: [] }, undefined)).toBeUndefined();
  });

  it.each(['relative-clock', 'no-date'])('is missing when the days of the log are not real (%s)', (code) => {
    const path = logged.calls[0]?.source ?? '';
    const sources = clock('unknown').map((source) => ({ ...source, path, warnings: [code] }));
    expect(filedAt({ ...logged, sources }, undefined)).toBeUndefined();
  });

  it.each(['yesterday', '2026-03-14T10:30:00', '2026-03-14', '2026-13-01T00:00:00Z'])('"%s" is refused', (text) => {
    expect(() => filedAt(logged, text)).toThrow(/no point in time; give ISO 8601 with an offset/);
  });
});
