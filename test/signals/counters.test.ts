import { describe, expect, test } from 'vitest';
import { object, Recorder, sample, T0 } from '../support/records.js';

const audio = (seconds: number, values: Record<string, number>, more = {}) =>
  sample(seconds, [object('inbound-rtp', 'A', values, { kind: 'audio', ...more })]);

describe('counters become rates over the true interval', () => {
  test('the interval comes from the time stamps, not from the number of samples', () => {
    const seen = new Recorder().feed(
      audio(0, { packetsReceived: 0 }),
      audio(1, { packetsReceived: 50 }),
      audio(3, { packetsReceived: 150 }),
      audio(3.5, { packetsReceived: 175 }),
    );
    expect(seen.series('packet-rate')).toEqual([
      [1, 50],
      [3, 50],
      [3.5, 50],
    ]);
  });

  test('a fall is a reset: no rate over it, and the next interval counts again', () => {
    const seen = new Recorder().feed(
      audio(0, { packetsReceived: 1000, bytesReceived: 9000 }),
      audio(1, { packetsReceived: 20, bytesReceived: 9999 }),
      audio(2, { packetsReceived: 70, bytesReceived: 10_099 }),
    );
    expect(seen.series('packet-rate')).toEqual([[2, 50]]);
    expect(seen.series('received-bitrate')).toEqual([[2, 800]]);
  });

  test('another SSRC behind the same id is a reset of the same track', () => {
    const seen = new Recorder().feed(
      audio(0, { packetsReceived: 10 }, { ssrc: '1' }),
      audio(1, { packetsReceived: 60 }, { ssrc: '1' }),
      audio(2, { packetsReceived: 500 }, { ssrc: '2' }),
      audio(3, { packetsReceived: 550 }, { ssrc: '2' }),
    );
    expect(seen.values('packet-rate')).toEqual([50, 50]);
    expect(new Set(seen.with('packet-rate').map(({ subject }) => subject.key)).size).toBe(1);
  });

  test('one counter that falls alone gives no value, not zero', () => {
    const seen = new Recorder().feed(
      audio(0, { packetsReceived: 0, totalSamplesReceived: 0, concealedSamples: 900 }),
      audio(1, { packetsReceived: 50, totalSamplesReceived: 48_000, concealedSamples: 100 }),
    );
    expect(seen.values('packet-rate')).toEqual([50]);
    expect(seen.values('concealment')).toEqual([]);
  });

  test('packetsLost may fall legitimately: that is no loss and no reset', () => {
    const seen = new Recorder().feed(
      audio(0, { packetsReceived: 0, packetsLost: 5 }),
      audio(1, { packetsReceived: 50, packetsLost: 3 }),
      audio(2, { packetsReceived: 90, packetsLost: 13 }),
    );
    expect(seen.values('inbound-loss')).toEqual([0, 0.2]);
  });

  test('absent is not zero: a missing member gives no value, before and after it', () => {
    const seen = new Recorder().feed(
      audio(0, { packetsReceived: 0, packetsLost: 0 }),
      audio(1, { packetsReceived: 50 }),
      audio(2, { packetsReceived: 100, packetsLost: 0 }),
    );
    expect(seen.values('packet-rate')).toEqual([50, 50]);
    expect(seen.values('inbound-loss')).toEqual([]);
    expect(seen.values('concealment')).toEqual([]);
  });

  test('repeated and slightly earlier reports are ignored', () => {
    const seen = new Recorder().feed(
      audio(0, { packetsReceived: 0 }),
      audio(1, { packetsReceived: 50 }),
      audio(1, { packetsReceived: 50 }),
      audio(0.5, { packetsReceived: 25 }),
      audio(2, { packetsReceived: 100 }),
    );
    expect(seen.series('packet-rate')).toEqual([
      [1, 50],
      [2, 50],
    ]);
  });

  test('when the clock is set back, counting starts anew with other subjects', () => {
    const seen = new Recorder().feed(
      audio(1000, { packetsReceived: 0 }),
      audio(1001, { packetsReceived: 50 }),
      audio(10, { packetsReceived: 100 }),
      audio(11, { packetsReceived: 150 }),
    );
    expect(seen.values('packet-rate')).toEqual([50, 50]);
    expect(new Set(seen.with('packet-rate').map(({ subject }) => subject.key)).size).toBe(2);
  });

  test('an object whose own time stands still says nothing new', () => {
    const pair = (seconds: number, own: number, packets: number) =>
      sample(seconds, [object('inbound-rtp', 'A', { packetsReceived: packets }, { kind: 'audio', seconds: own })]);
    const seen = new Recorder().feed(pair(0, 0, 0), pair(1, 1, 50), pair(2, 1, 50), pair(3, 3, 150));
    expect(seen.series('packet-rate')).toEqual([
      [1, 50],
      [3, 50],
    ]);
  });
});

describe('gaps', () => {
  test('only an interval above 5 s and above twice the usual one is a gap', () => {
    const times = [0, 1, 2, 3, 7, 8, 9, 20, 21];
    const seen = new Recorder().feed(...times.map((t) => audio(t, { packetsReceived: 50 * t + 1 })));
    expect(
      seen
        .with('packet-rate')
        .filter(({ gap }) => gap)
        .map(({ end }) => end),
    ).toEqual([20]);
  });

  test('slow polling has no gaps', () => {
    const seen = new Recorder().feed(...[0, 10, 20, 30].map((t) => audio(t, { packetsReceived: 50 * t + 1 })));
    expect(seen.with('packet-rate').some(({ gap }) => gap)).toBe(false);
  });

  test('a longer interval between reports shows in stats-interval-of-usual', () => {
    const seen = new Recorder().feed(...[0, 1, 2, 3, 6].map((t) => audio(t, { packetsReceived: 50 * t })));
    expect(seen.values('stats-interval-of-usual').at(-1)).toBeCloseTo(3, 1);
  });
});

describe('proof', () => {
  test('names the readings before and after, and their place', () => {
    const seen = new Recorder(['packet-rate']).feed(
      audio(0, { packetsReceived: 800 }),
      audio(1, { packetsReceived: 802 }),
    );
    expect(seen.with('packet-rate')[0]?.proof('packet-rate')).toEqual({
      at: { source: 'call.log', line: 7, offset: 70 },
      excerpt: 'inbound-rtp A packetsReceived 800 → 802',
    });
  });

  test('has as many digits as it takes to see the change, and whole counts', () => {
    const proof = (before: number, after: number) => {
      const metrics = (value: number) => ({ totalFreezesDuration: value, freezeCount: 1, packetsReceived: 9 });
      const video = (t: number, value: number) =>
        sample(t, [object('inbound-rtp', 'V', metrics(value), { kind: 'video' })]);
      const seen = new Recorder(['stall-ratio']).feed(video(0, before), video(1, after));
      return seen.with('stall-ratio')[0]?.proof('stall-ratio')?.excerpt;
    };
    expect(proof(1.23456789, 2.5)).toBe('inbound-rtp V totalFreezesDuration 1.234568 → 2.5');
    expect(proof(1000.00012, 1000.00034)).toBe('inbound-rtp V totalFreezesDuration 1000.00012 → 1000.00034');
    expect(proof(4004352000123, 4004352000456)).toBe(
      'inbound-rtp V totalFreezesDuration 4004352000123 → 4004352000456',
    );
  });

  test('says when a reading was taken where its place is that of the whole series', () => {
    const series = new Map([['packetsReceived', { source: 'dump.json', line: 3, offset: 90 }]]);
    const dumped = (t: number, packetsReceived: number) =>
      sample(t, [{ ...object('inbound-rtp', 'A', { packetsReceived }, { kind: 'audio' }), series }]);
    const seen = new Recorder(['packet-rate']).feed(dumped(0, 800), dumped(1, 802));
    expect(seen.with('packet-rate')[0]?.proof('packet-rate')).toEqual({
      at: { source: 'dump.json', line: 3, offset: 90 },
      excerpt: 'inbound-rtp A packetsReceived 800 → 802',
      time: T0 + 1000,
    });
  });
});
