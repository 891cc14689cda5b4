import { describe, expect, test } from 'vitest';
import { METRICS, type Metric, type StatsType } from '../../src/model/metric.js';
import { SIGNALS } from '../../src/model/signal.js';
import { IDENTITY_COUNTERS } from '../../src/signals/interval.js';

const isUnread = (type: string, metric: string): boolean => {
  const metrics: Readonly<Record<string, Metric>> = METRICS[type as StatsType] ?? {};
  return metrics[metric]?.isUnread === true;
};

// That no derivation reads one by its place is what the type of PLACES says.
describe('metrics that readers pass over', () => {
  test('are none that a signal names as its origin, so that every proof can be given', () => {
    const named = Object.entries(SIGNALS).flatMap(([id, { from }]) =>
      from
        .filter((origin) => {
          const dot = origin.indexOf('.');
          return isUnread(origin.slice(0, dot), origin.slice(dot + 1));
        })
        .map((origin) => `${id}: ${origin}`),
    );
    expect(named).toEqual([]);
    expect(isUnread('inbound-rtp', 'firCount')).toBe(true);
  });

  test('are no counters that tell when a stream started anew', () => {
    for (const type of ['inbound-rtp', 'outbound-rtp'] as const) {
      expect(IDENTITY_COUNTERS.filter((metric) => isUnread(type, metric))).toEqual([]);
    }
  });

  test('are no counters that are compared of a pair or transport: what is derived of these counts itself', () => {
    for (const metric of ['responsesReceived', 'totalRoundTripTime'])
      expect(isUnread('candidate-pair', metric)).toBe(false);
    expect(isUnread('transport', 'selectedCandidatePairChanges')).toBe(false);
  });
});
