import { describe, expect, it } from 'vitest';
import { drawDelaySteps } from './delay-steps.mjs';
import { Direction } from './impairment.mjs';
import { seeded } from './random.mjs';

const MEDIA = new Uint8Array(1000).fill(128);
const STUN = Uint8Array.of(0, 1, 0, 0);
const DTLS = Uint8Array.of(22, 254, 253);

/** Sends `count` packets, one each `every` ms, and returns when each is passed on, ms; undefined = lost. */
function releases(settings: object, { count = 1000, every = 20, seed = 1, packet = MEDIA } = {}) {
  const direction = new Direction(seeded(seed), settings);
  const times = Array.from({ length: count }, (_, index) => direction.release(index * every, packet));
  return { times, counts: direction.counts };
}

const lossRuns = (times: (number | undefined)[]) =>
  times
    .map((time) => (time === undefined ? 'x' : '.'))
    .join('')
    .split(/\.+/)
    .filter((run) => run !== '')
    .map((run) => run.length);

describe('one direction of the path', () => {
  it('passes everything on at once when nothing is impaired', () => {
    expect(releases({}, { count: 3 }).times).toEqual([0, 20, 40]);
  });

  it('holds each packet for the delay', () => {
    expect(releases({ delay: 150 }, { count: 3 }).times).toEqual([150, 170, 190]);
  });

  it('loses the wanted share, and exactly the same packets again with the same seed', () => {
    const first = releases({ loss: 0.2 }, { count: 20_000 });
    // Five standard deviations of a binomial distribution around 4000.
    expect(Math.abs(first.counts.dropped - 4000)).toBeLessThan(5 * Math.sqrt(20_000 * 0.2 * 0.8));
    expect(releases({ loss: 0.2 }, { count: 20_000 }).times).toEqual(first.times);
    expect(releases({ loss: 0.2 }, { count: 20_000, seed: 2 }).times).not.toEqual(first.times);
  });

  it('loses packets in bursts whose mean length is 1/r, a share of p/(p+r) in all', () => {
    const { times, counts } = releases({ burst: { p: 0.01, r: 0.05 } }, { count: 200_000 });
    const runs = lossRuns(times);
    expect(Math.abs(runs.reduce((sum, run) => sum + run, 0) / runs.length - 20)).toBeLessThan(1.5);
    expect(Math.abs(counts.dropped / counts.received - 0.01 / 0.06)).toBeLessThan(0.015);
  });

  it('keeps the order when the delay varies', () => {
    const { times, counts } = releases({ delay: 100, jitter: 80 });
    expect(times).toEqual([...times].sort((a, b) => Number(a) - Number(b)));
    expect(counts.overtook).toBe(0);
  });

  it('lets packets overtake each other when reordering is wanted, each within delay ± jitter', () => {
    const { times, counts } = releases({ delay: 100, jitter: 80, reorder: true });
    const holds = times.map((time, index) => Number(time) - index * 20);
    expect(Math.min(...holds)).toBeGreaterThanOrEqual(20);
    expect(Math.max(...holds)).toBeLessThanOrEqual(180);
    expect(counts.overtook).toBeGreaterThan(100);
  });

  it('does not hold packets for less than nothing', () => {
    const { times } = releases({ delay: 10, jitter: 80, reorder: true });
    expect(times.every((time, index) => Number(time) >= index * 20)).toBe(true);
  });

  it('sends at the rate of the link, headers included', () => {
    // 1000 bytes and 28 of headers at 1028 kbit/s last 8 ms each.
    expect(releases({ kbps: 1028 }, { count: 3, every: 0 }).times).toEqual([8, 16, 24]);
  });

  it('drops what would wait for the link longer than the queue allows', () => {
    const { times, counts } = releases({ kbps: 1028, queueMs: 16 }, { count: 10, every: 0 });
    expect(times.filter((time) => time !== undefined)).toEqual([8, 16, 24]);
    expect(counts.queueDropped).toBe(7);
  });

  it('has room in the queue again once the link has sent', () => {
    expect(releases({ kbps: 1028, queueMs: 0 }, { count: 4, every: 4 }).times).toEqual([8, undefined, 16, undefined]);
  });

  it.each([
    ['block', { stun: false, dtls: false, media: false }],
    ['blockStun', { stun: false, dtls: true, media: true }],
    ['blockMedia', { stun: true, dtls: true, media: false }],
  ])('%s blocks only what it says', (setting, passes) => {
    const direction = new Direction(seeded(1), { [setting]: true });
    const passed = (packet: Uint8Array) => direction.release(0, packet) !== undefined;
    expect({ stun: passed(STUN), dtls: passed(DTLS), media: passed(MEDIA) }).toEqual(passes);
  });

  it('takes up new settings at any time', () => {
    const direction = new Direction(seeded(1), {});
    direction.settings = { block: true };
    expect(direction.release(0, MEDIA)).toBeUndefined();
    direction.settings = { delay: 5 };
    expect(direction.release(10, MEDIA)).toBe(15);
  });
});

describe('steps of the delay', () => {
  const fault = { directions: ['ab', 'ba'], delaySteps: { every: [2, 4], delay: [20, 300] } };
  const steps = drawDelaySteps(fault, 20, 7);

  it('begin with the fault, follow each other within the wanted times and stay inside it', () => {
    const starts = steps.map(({ at }) => at);
    expect(starts[0]).toBe(0);
    expect(Math.max(...starts)).toBeLessThan(20);
    for (const [index, start] of starts.slice(1).entries()) {
      const gap = start - Number(starts[index]);
      expect(gap).toBeGreaterThanOrEqual(2);
      expect(gap).toBeLessThanOrEqual(4);
    }
  });

  it('give each direction a delay of its own within the range', () => {
    const delays = steps.map(({ set }) => [set.ab, set.ba].map((impairment) => Object(impairment).delay));
    for (const delay of delays.flat()) {
      expect(delay).toBeGreaterThanOrEqual(20);
      expect(delay).toBeLessThanOrEqual(300);
    }
    expect(delays.some(([ab, ba]) => ab !== ba)).toBe(true);
  });

  it('are the same with the same seed only', () => {
    expect(drawDelaySteps(fault, 20, 7)).toEqual(steps);
    expect(drawDelaySteps(fault, 20, 8)).not.toEqual(steps);
  });
});
