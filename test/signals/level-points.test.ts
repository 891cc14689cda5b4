import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { presence } from '../../src/signals/echo-presence.js';
import { LevelPoints } from '../../src/signals/level-points.js';
import { LevelStatistics } from '../../src/signals/level-statistics.js';

interface Point {
  readonly seconds: number;
  readonly mic: number;
  readonly inbound: number;
}

const level = fc.constantFrom(-60, -55, -50, -45, -40, -36, -35, -34, -20, Number.NaN);
const point = fc.record({ seconds: fc.constantFrom(0.9, 1, 1.001, 1.7, 3.05), mic: level, inbound: level });
/** Whole minutes and more, so that points are dropped and moved many times over. */
const talk = fc.array(point, { minLength: 1, maxLength: 400 });

/** The same points in a plain list that is searched and summed anew each time. */
function minuteOf(held: readonly Point[]): Point[] {
  let rest = held.slice(-64);
  while (rest.slice(0, -1).reduce((sum, { seconds }) => sum + seconds, 0) >= 60) rest = rest.slice(1);
  return rest;
}

/** What is left of them when those before the last `kept` cover less than so many seconds. */
function shorterOf(held: readonly Point[], kept: number, seconds: number): Point[] {
  let rest = held.slice();
  while (rest.slice(0, -kept).reduce((sum, one) => sum + one.seconds, 0) >= seconds) rest = rest.slice(1);
  return rest;
}

type Side = 'mic' | 'inbound';

/** Seconds at which somebody speaks, as at the point before. */
function speech(points: readonly Point[], of: Side): number {
  const spoken = points.filter((one, k) => k > 0 && one[of] >= -35 && (points[k - 1]?.[of] ?? Number.NaN) >= -35);
  return spoken.reduce((sum, { seconds }) => sum + seconds, 0);
}

/** Points at which one is heard while the other one is silent, and was at the point before. */
function alone(points: readonly Point[], of: Side, other: Side): number {
  return points.filter(
    (one, k) => k > 0 && one[of] > -45 && one[other] <= -55 && (points[k - 1]?.[other] ?? Number.NaN) <= -55,
  ).length;
}

describe('points of levels', () => {
  test('are those of the last minute, counted and summed as if they were looked through each time', () => {
    fc.assert(
      fc.property(talk, (all) => {
        const points = new LevelPoints();
        let plain: Point[] = [];
        let recent: Point[] = [];
        for (const one of all) {
          points.push(one);
          while (points.covers(60)) points.shift();
          while (points.recentCovers(points.end - 5, 30)) points.shiftRecent();
          plain = minuteOf([...plain, one]);
          recent = shorterOf([...recent, one].slice(-plain.length), 5, 30);
          expect(points.end - points.recent).toBe(recent.length);
          expect(Array.from(points.seconds.subarray(points.first, points.end))).toEqual(plain.map((p) => p.seconds));
          expect(Array.from(points.mic.subarray(points.first, points.end))).toEqual(plain.map((p) => p.mic));
          expect(points.micSpeech).toBeCloseTo(speech(plain, 'mic'), 9);
          expect(points.inboundSpeech).toBeCloseTo(speech(plain, 'inbound'), 9);
          expect(points.micAlone).toBe(alone(plain, 'mic', 'inbound'));
          expect(points.inboundAlone).toBe(alone(plain, 'inbound', 'mic'));
          expect(points.hasUnknown(points.first)).toBe(
            plain.some((p) => Number.isNaN(p.mic) || Number.isNaN(p.inbound)),
          );
        }
      }),
      { numRuns: 60 },
    );
  });

  test('without speech that lasts prove nothing, wherever in their arrays they stand', () => {
    const points = new LevelPoints();
    for (let k = 0; k < 500; k += 1) {
      points.push({ seconds: 1, mic: k % 2 === 0 ? -20 : -60, inbound: -60 });
      while (points.covers(60)) points.shift();
    }
    expect(presence(points, points.mic, points.inbound)).toBeNaN();
  });
});

describe('statistics of the shorter window', () => {
  const levels = fc.array(
    fc.record({
      mic: fc.double({ min: -60, max: 0, noNaN: true }),
      inbound: fc.double({ min: -60, max: 0, noNaN: true }),
    }),
    {
      minLength: 12,
      maxLength: 40,
    },
  );
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const deviation = (values: readonly number[]) => Math.sqrt(mean(values.map((value) => (value - mean(values)) ** 2)));
  const correlation = (a: readonly number[], b: readonly number[]) =>
    mean(a.map((value, k) => (value - mean(a)) * ((b[k] ?? 0) - mean(b)))) / (deviation(a) * deviation(b));

  /** Points of which the first two and none else stand before the window. */
  function pointsOf(window: readonly { readonly mic: number; readonly inbound: number }[]): LevelPoints {
    const points = new LevelPoints();
    for (const { mic, inbound } of [{ mic: -7, inbound: -9 }, { mic: -50, inbound: -3 }, ...window])
      points.push({ seconds: 1, mic, inbound });
    points.recent = 2;
    return points;
  }

  test('are the correlations of each level with what the other one is later', () => {
    fc.assert(
      fc.property(levels, fc.integer({ min: 0, max: 4 }), (window, lag) => {
        const [mic, inbound] = [window.map((one) => one.mic), window.map((one) => one.inbound)];
        const earlier = (values: readonly number[]) => values.slice(0, values.length - lag);
        const statistics = new LevelStatistics();
        statistics.correlate(pointsOf(window), lag);
        if (deviation(earlier(mic)) < 0.01 || deviation(earlier(inbound)) < 0.01) return;
        if (deviation(mic.slice(lag)) < 0.01 || deviation(inbound.slice(lag)) < 0.01) return;
        expect(statistics.inboundFollows).toBeCloseTo(correlation(earlier(mic), inbound.slice(lag)), 9);
        expect(statistics.micFollows).toBeCloseTo(correlation(earlier(inbound), mic.slice(lag)), 9);
      }),
    );
  });

  test('are −1 where a level does not change', () => {
    const statistics = new LevelStatistics();
    statistics.correlate(pointsOf(Array.from({ length: 20 }, (_, k) => ({ mic: -60, inbound: -k }))), 1);
    expect([statistics.inboundFollows, statistics.micFollows]).toEqual([-1, -1]);
  });

  test('are the deviations, unless one of them is smaller than anybody asks for', () => {
    fc.assert(
      fc.property(levels, fc.constantFrom(4, 10, 25), (window, least) => {
        const plain = [deviation(window.map((one) => one.mic)), deviation(window.map((one) => one.inbound))];
        const statistics = new LevelStatistics();
        if (statistics.findSpreads(pointsOf(window), least)) {
          expect(statistics.micSpread).toBeCloseTo(plain[0] ?? 0, 9);
          expect(statistics.inboundSpread).toBeCloseTo(plain[1] ?? 0, 9);
          const [mic, inbound] = [window.map((one) => one.mic), window.map((one) => one.inbound)];
          expect(statistics.together).toBeCloseTo(correlation(mic, inbound), 9);
        } else {
          expect(Math.min(...plain)).toBeLessThan(least);
        }
      }),
    );
  });
});
