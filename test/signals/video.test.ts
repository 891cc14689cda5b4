import { describe, expect, test } from 'vitest';
import { integrate, object, Recorder, sample } from '../support/records.js';

const video = (seconds: number, values: Record<string, number>) =>
  sample(seconds, [object('inbound-rtp', 'V', values, { kind: 'video' })]);

/** 60 s at 25 fps in which nothing is decoded from second 20 to 28; the pause is booked with the frame that ends it. */
const outage = (t: number) => t >= 20 && t < 28;
const stalled = (t: number) =>
  video(t, {
    packetsReceived: integrate((s) => (outage(s) ? 0 : 100), t),
    framesReceived: integrate((s) => (outage(s) ? 0 : 25), t),
    framesDecoded: integrate((s) => (outage(s) ? 0 : 25), t),
    freezeCount: 0,
    totalFreezesDuration: 0,
    pauseCount: t >= 28 ? 1 : 0,
    totalPausesDuration: t >= 28 ? 8 : 0,
  });

const every = (period: number) => Array.from({ length: 60 / period + 1 }, (_, i) => i * period);

describe.each([1, 2, 5])('polled every %i s', (period) => {
  test('a pause of 8 s is found at its place and in full', () => {
    const seen = new Recorder().feed(...every(period).map(stalled));
    const booked = seen.with('stall-time').filter(({ values }) => values.some((value) => value === 8));
    expect(booked).toHaveLength(1);
    expect(booked[0]?.end).toBeGreaterThanOrEqual(28);
    expect(booked[0]?.end).toBeLessThanOrEqual(28 + period);
    expect(seen.values('stall-time').reduce((a, b) => a + b)).toBe(8);
    expect(Math.max(...seen.values('no-packets-for'))).toBeGreaterThanOrEqual(8 - 2 * period + 1);
    expect(Math.max(...seen.values('no-frames-for'))).toBeLessThanOrEqual(8);
  });

  test('a frame rate that falls to 40 % in seconds 20–39 is found, and only there', () => {
    const slow = (s: number) => (s >= 20 && s < 40 ? 10 : 25);
    const seen = new Recorder().feed(
      ...every(period).map((t) =>
        video(t, { packetsReceived: 100 * t, framesDecoded: integrate(slow, t), framesReceived: integrate(slow, t) }),
      ),
    );
    const low = seen.series('decoded-frame-rate-of-usual').filter(([, ratio]) => ratio < 0.7);
    const ends = low.map(([end]) => end);
    expect(Math.min(...ends)).toBeLessThanOrEqual(20 + period);
    expect(Math.max(...ends)).toBeGreaterThanOrEqual(40 - period);
    expect(Math.min(...ends)).toBeGreaterThan(20);
    expect(Math.max(...ends)).toBeLessThanOrEqual(40);
    for (const [, ratio] of low) expect(ratio).toBeCloseTo(0.4, 1);
  });
});

describe('standing still', () => {
  test('counts only after 5 fps were seen: slides may stand', () => {
    const seen = new Recorder().feed(
      ...[0, 1, 2, 3, 4, 5, 6].map((t) => video(t, { packetsReceived: 10 * t, framesDecoded: Math.min(t, 3) })),
    );
    expect(Math.max(...seen.values('no-frames-for'))).toBe(0);
  });

  test('is not hidden by the partly filled interval in which it begins', () => {
    const frames = [0, 25, 50, 52, 52, 52];
    const seen = new Recorder().feed(
      ...frames.map((framesDecoded, t) => video(t, { packetsReceived: 10 * t, framesDecoded })),
    );
    expect(seen.series('no-frames-for')).toEqual([
      [1, 0],
      [2, 0],
      [3, 0],
      [4, 1],
      [5, 2],
    ]);
  });

  test('a rate that is absent while nothing is decoded is unknown, not zero', () => {
    const seen = new Recorder().feed(
      video(0, { packetsReceived: 1, framesPerSecond: 25 }),
      video(1, { packetsReceived: 2 }),
    );
    expect(seen.values('decoded-frame-rate')).toEqual([]);
  });
});

test('times per frame are means of the interval, against the budget of the received rate', () => {
  const seen = new Recorder().feed(
    video(0, { packetsReceived: 1, framesDecoded: 0, framesReceived: 0, totalDecodeTime: 100 }),
    video(2, { packetsReceived: 2, framesDecoded: 50, framesReceived: 50, totalDecodeTime: 101 }),
  );
  expect(seen.values('decode-time')).toEqual([20]);
  expect(seen.values('decode-budget-used')).toEqual([0.5]);
});

test('shares of fewer than ten frames are not told', () => {
  const seen = new Recorder().feed(
    video(0, { packetsReceived: 1, framesReceived: 0, framesDropped: 0 }),
    video(1, { packetsReceived: 2, framesReceived: 9, framesDropped: 9 }),
    video(2, { packetsReceived: 3, framesReceived: 19, framesDropped: 14 }),
  );
  expect(seen.series('frames-dropped-ratio')).toEqual([[2, 0.5]]);
});

test('the deviation of the frame gaps comes from their sum and sum of squares', () => {
  // 4 gaps of 10, 10, 10 and 50 ms: mean 20, deviation sqrt((3·10² + 30²) / 4) = 17.32 ms.
  const seen = new Recorder().feed(
    video(0, { packetsReceived: 1, framesDecoded: 0, totalInterFrameDelay: 0, totalSquaredInterFrameDelay: 0 }),
    video(1, { packetsReceived: 2, framesDecoded: 4, totalInterFrameDelay: 0.08, totalSquaredInterFrameDelay: 0.0028 }),
  );
  expect(seen.values('frame-gap-deviation')[0]).toBeCloseTo(17.32, 2);
});
