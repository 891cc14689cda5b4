import { describe, expect, it } from 'vitest';
import { Ledger } from '../../src/sla/ledger.js';
import { resultOf, type TestCall } from './results.js';

const CALL: TestCall = { from: '2026-02-10T10:00:00.000Z', to: '2026-02-10T10:10:00.000Z' };

function ledgerOf(...results: readonly ReturnType<typeof resultOf>[]): Ledger {
  const ledger = new Ledger({ severity: 'P1', countUnknown: false });
  for (const result of results) ledger.add(result);
  return ledger;
}

describe('calls of many results', () => {
  it('given twice count once, also under another name and with times in another zone', () => {
    const elsewhere = { from: '2026-02-10T18:00:00.000+08:00', to: '2026-02-10T18:10:00.000+08:00' };
    const ledger = ledgerOf(resultOf('a.log', [CALL]), resultOf('copy/b.log', [CALL]), resultOf('c.log', [elsewhere]));
    expect(ledger).toMatchObject({ found: 3, duplicates: 2 });
    expect(ledger.records).toHaveLength(1);
  });

  it('are not taken for one because they began and ended together', () => {
    const ledger = ledgerOf(resultOf('a.log', [{ ...CALL, bytes: 100 }]), resultOf('b.log', [{ ...CALL, bytes: 101 }]));
    expect(ledger).toMatchObject({ found: 2, duplicates: 0 });
  });

  it('are counted when they cannot be placed or judged', () => {
    const ledger = ledgerOf(
      resultOf('a.log', [{ ...CALL, from: null }]),
      resultOf('b.log', [{ ...CALL, outcome: 'not-observable' }]),
      resultOf('c.log', [{ ...CALL, zone: 'unknown', bytes: 5 }]),
    );
    expect(ledger).toMatchObject({ found: 3, withoutTime: 1, notJudged: 1, unknownZone: 1 });
    expect(ledger.records).toHaveLength(1);
  });

  it('are not judged by a check of a symptom that makes no call unusable', () => {
    const result = resultOf('a.log', [CALL]);
    const checks = result.checks.map((check) => ({ ...check, rule: 'latency/one-way-delay' }));
    expect(ledgerOf({ ...result, checks })).toMatchObject({ notJudged: 1 });
  });

  it('name files that could not be read, the first twenty', () => {
    const unread = (index: number) => {
      const result = resultOf(`${index}.log`, []);
      return { ...result, sources: result.sources.map((source) => ({ ...source, status: 'encrypted' as const })) };
    };
    const ledger = ledgerOf(...Array.from({ length: 25 }, (_, index) => unread(index)));
    expect(ledger.unreadCount).toBe(25);
    expect(ledger.unread).toHaveLength(20);
    expect(ledger.unread[0]).toEqual({ path: '0.log', reason: 'encrypted' });
  });
});

describe('the last moment', () => {
  it('is before midnight for a call that ends at midnight', () => {
    const night = { from: '2026-02-10T23:00:00.000Z', to: '2026-02-11T00:00:00.000Z' };
    const last = ledgerOf(resultOf('a.log', [night])).lastMoment ?? 0;
    expect(new Date(last).toISOString()).toBe('2026-02-10T23:59:59.999Z');
    expect(ledgerOf().lastMoment).toBeUndefined();
  });
});
