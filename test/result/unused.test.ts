import { describe, expect, it } from 'vitest';
import type { CallSummary, ConnectSummary } from '../../src/model/call.js';
import { withoutUnused } from '../../src/result/unused.js';

const connection = { kind: 'connection', key: 'c', source: 'a.log', call: 'a.log#1', connection: 'pc' } as const;
const call = { kind: 'call', key: 'a', source: 'a.log', call: 'a.log#1' } as const;
const check = { rule: 'interruption/example', subject: connection, outcome: 'clear', missing: [] } as const;

const summary = (outcome: ConnectSummary['outcome']): CallSummary => ({
  id: 'a.log#1',
  source: 'a.log',
  sdk: undefined,
  environment: {},
  start: 0,
  end: 60_000,
  connections: [{ id: 'pc', connect: { outcome, uncertaintyMs: 0, spans: [] }, tracks: [] }],
  shape: { inboundAudio: 0, inboundVideo: 0, outboundAudio: 0, outboundVideo: 0, screenShare: false },
});

describe('a check that found nothing', () => {
  it.each(['connected', 'failed', 'unfinished'] as const)('is clear on a connection that is %s', (outcome) => {
    expect(withoutUnused([check], [summary(outcome)])).toEqual([check]);
  });

  it.each(['unused', 'unknown'] as const)('proves nothing on a connection that is %s', (outcome) => {
    expect(withoutUnused([check], [summary(outcome)])).toMatchObject([{ outcome: 'not-observable', detail: 'unused' }]);
  });

  it('is left alone where it fired or is about the whole call', () => {
    const others = [
      { ...check, outcome: 'fired' as const },
      { ...check, subject: call },
    ];
    expect(withoutUnused(others, [summary('unused')])).toEqual(others);
  });
});
