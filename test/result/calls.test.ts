import { describe, expect, it } from 'vitest';
import type { CallSummary } from '../../src/model/call.js';
import { resultCall, round } from '../../src/result/calls.js';

const NOON = Date.parse('2026-01-01T12:00:00Z');

const summary: CallSummary = {
  id: 'a.log#1',
  source: 'a.log',
  sdk: undefined,
  environment: { browser: 'Chrome 150' },
  start: NOON,
  end: undefined,
  connections: [
    {
      id: 'pc-1',
      connect: {
        outcome: 'connected',
        totalMs: 412.3456,
        uncertaintyMs: 0.5,
        spans: [{ name: 'ice', start: NOON, end: NOON + 88 }],
      },
      path: 'host/udp → relay/udp',
      tracks: [{ id: 'V1', media: 'video', direction: 'inbound', codec: 'VP8', totals: { 'stall-time': 1 / 3 } }],
    },
  ],
  shape: { inboundAudio: 0, inboundVideo: 1, outboundAudio: 0, outboundVideo: 0, screenShare: false },
};

describe('a call in the terms of the result', () => {
  const call = resultCall(summary, 3_600_000, 'UTC');

  it('has real times, and null where the log has none', () => {
    expect(call.start).toBe('2026-01-01T13:00:00.000Z');
    expect(call.end).toBeNull();
  });

  it('names an SDK that the log does not name as unknown', () => {
    expect(call.sdk).toEqual({ name: 'unknown', version: 'unknown' });
  });

  it('has the connect time with its parts, in milliseconds', () => {
    expect(call.connections[0]?.connect).toEqual({
      outcome: 'connected',
      totalMs: 412.3,
      uncertaintyMs: 0.5,
      spans: [{ name: 'ice', ms: 88 }],
    });
  });

  it('has no total for a connection that never came up', () => {
    const [first] = summary.connections;
    if (first === undefined) throw new Error('unreachable');
    const failed = { ...first, connect: { outcome: 'failed' as const, uncertaintyMs: 0, spans: [] } };
    expect(resultCall({ ...summary, connections: [failed] }, 0, 'UTC').connections[0]?.connect.totalMs).toBeNull();
  });

  it('has the tracks with their kind and direction', () => {
    expect(call.connections[0]?.tracks[0]).toEqual({
      id: 'V1',
      kind: 'video',
      direction: 'inbound',
      codec: 'VP8',
      totals: { 'stall-time': 0.333333 },
    });
  });
});

describe('rounding', () => {
  it.each([
    [0.1 + 0.2, 0.3],
    [1234.56789, 1234.6],
    [-1234.56789, -1234.6],
    [0.000012345678, 0.0000123457],
    [0, 0],
  ])('%d becomes %d', (value, rounded) => {
    expect(round(value)).toBe(rounded);
  });
});
