import { describe, expect, it } from 'vitest';
import { sustained } from './delay.mjs';
import { GO, pictures } from './made.js';
import { measurePair } from './pair.mjs';
import { perSecond, pictureDelays, stops, worstFrozen, worstRate } from './picture.mjs';

const SENT = pictures(60, 25);
const span = { start: GO, end: GO + 60_000 };
const received = (delay: (time: number) => number | undefined) => {
  const all = SENT.times.flatMap((time, at) => {
    const late = delay(time - GO);
    return late === undefined ? [] : [{ time: time + late, number: SENT.numbers[at] ?? -1 }];
  });
  return { times: all.map(({ time }) => time), numbers: all.map(({ number }) => number) };
};

describe('the received picture', () => {
  it('stops where no picture came, and not where one came a little late', () => {
    const { times } = received((time) => (time >= 20_000 && time < 21_200 ? undefined : 80 + (time % 3) * 20));
    const found = stops(times, span.end);
    expect(found).toHaveLength(1);
    expect(found[0]?.start).toBeGreaterThan(GO + 19_900);
    expect((found[0]?.end ?? 0) - (found[0]?.start ?? 0)).toBeGreaterThanOrEqual(1200);
  });

  it('stands still for the share of the worst 10 s that its stops take', () => {
    const gaps = [0, 4000, 8000, 30_000].map((start) => ({ start, end: start + 500 }));
    expect(worstFrozen(gaps)).toEqual({ share: 0.15, stops: 3, at: 0 });
  });

  it('has the rate of what was sent, or less', () => {
    const half = SENT.times.filter((time, at) => time < GO + 20_000 || at % 2 === 0);
    expect(worstRate(SENT.times, half, span)?.share).toBeCloseTo(0.5, 2);
    expect(worstRate(SENT.times, SENT.times, span)?.share).toBe(1);
  });

  it('tells by its number how old it is, also after the numbers began again', () => {
    const delays = pictureDelays(
      SENT,
      received((time) => (time < 40_000 ? 90 : 900)),
    );
    expect(delays).toHaveLength(SENT.times.length);
    expect(new Set(delays.map(({ delay }) => delay))).toEqual(new Set([90, 900]));
    const late = sustained(perSecond(delays), 600);
    expect(late?.delay).toBe(900);
    expect(Math.abs((late?.at ?? 0) - (GO + 40_000))).toBeLessThanOrEqual(1000);
  });

  it('is not missing where the camera of the other end was off', () => {
    const on = SENT.times.map((time) => time < GO + 20_000 || time > GO + 30_000);
    const sent = { times: SENT.times.filter((_, at) => on[at]), numbers: SENT.numbers.filter((_, at) => on[at]) };
    const late = { ...sent, times: sent.times.map((time) => time + 100) };
    const { absent, picture } = measurePair({ sent: { picture: sent }, received: { picture: late }, span });
    expect(absent).toEqual([]);
    expect(picture?.gaps).toEqual([]);
    expect(picture?.off).toHaveLength(1);
  });
});
