import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { presence } from '../../src/signals/echo-presence.js';
import { correlation, deviation, LevelPoints } from '../../src/signals/level-points.js';

interface Point {
  readonly seconds: number;
  readonly mic: number;
  readonly inbound: number;
}

const level = fc.constantFrom(-60, -50, -40, -36, -35, -34, -20, Number.NaN);
const point = fc.record({ seconds: fc.constantFrom(0.9, 1, 1.001, 1.7, 3.05), mic: level, inbound: level });
/** Whole minutes and more, so that points are dropped and moved many times over. */
const talk = fc.array(point, { minLength: 1, maxLength: 400 });

/** The same points in a plain list that is searched and summed anew each time. */
function minuteOf(held: readonly Point[]): Point[] {
  let rest = held.slice(-64);
  while (rest.slice(0, -1).reduce((sum, { seconds }) => sum + seconds, 0) >= 60) rest = rest.slice(1);
  return rest;
}

/** Points at which somebody speaks, as at the one before. */
function speechPairs(points: readonly Point[], of: 'mic' | 'inbound'): number {
  return points.filter((one, k) => k > 0 && one[of] >= -35 && (points[k - 1]?.[of] ?? Number.NaN) >= -35).length;
}

describe('points of levels', () => {
  test('are those of the last minute, counted and summed as if they were looked through each time', () => {
    fc.assert(
      fc.property(talk, (all) => {
        const points = new LevelPoints();
        let plain: Point[] = [];
        for (const one of all) {
          points.push(one.seconds, one.mic, one.inbound);
          while (points.covers(60)) points.shift();
          plain = minuteOf([...plain, one]);
          expect(Array.from(points.seconds.subarray(points.first, points.end))).toEqual(plain.map((p) => p.seconds));
          expect(Array.from(points.mic.subarray(points.first, points.end))).toEqual(plain.map((p) => p.mic));
          expect(points.micSpeaks).toBe(speechPairs(plain, 'mic'));
          expect(points.inboundSpeaks).toBe(speechPairs(plain, 'inbound'));
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
      points.push(1, k % 2 === 0 ? -20 : -60, -60);
      while (points.covers(60)) points.shift();
    }
    expect(presence(points, points.mic, points.inbound)).toBeNaN();
  });
});

describe('what is computed of a part of an array', () => {
  const levels = fc.array(fc.double({ min: -60, max: 0, noNaN: true }), { minLength: 12, maxLength: 40 });

  test('is what the part alone gives: correlation', () => {
    fc.assert(
      fc.property(levels, fc.integer({ min: 0, max: 4 }), (values, lag) => {
        const a = Float64Array.from(values);
        const b = Float64Array.from(values, (value, k) => value * ((k % 5) - 2));
        const moved = (from: Float64Array) => Float64Array.from([-7, -9, ...from, -3]);
        expect(correlation(moved(a), moved(b), 2, a.length + 2, lag)).toBe(correlation(a, b, 0, a.length, lag));
      }),
    );
  });

  test('is the deviation, or 0 where it is smaller than anybody asks for', () => {
    fc.assert(
      fc.property(levels, fc.constantFrom(4, 10, 25), (values, least) => {
        const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
        const plain = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
        const found = deviation(Float64Array.from(values), 0, values.length, least);
        if (plain >= least) expect(found).toBeCloseTo(plain, 9);
        else expect(found < least).toBe(true);
      }),
    );
  });
});
