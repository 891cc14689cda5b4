import { describe, expect, it } from 'vitest';
import { directionsOf, drawPlan } from './plan.mjs';
import { seeded, seedFor } from './random.mjs';

const PLAIN = { audio: true, video: true };
const call = (more: object) => ({ media: PLAIN, seconds: 36, ...more });
const STUTTER = { must: [['stutter']], may: ['latency'], domains: ['network'] };
const NOTHING = { must: [], may: [], domains: [] };

describe('drawing a plan', () => {
  it('draws the same plan from the same seed and another one from another seed', () => {
    const scenario = call({ faults: [{ set: { loss: 0.2 }, way: 'one', at: [12, 18], for: [8, 14] }] });
    expect(drawPlan('loss', scenario, 7)).toEqual(drawPlan('loss', scenario, 7));
    expect(drawPlan('loss', scenario, 7).faults[0].start).not.toBe(drawPlan('loss', scenario, 8).faults[0].start);
  });

  it('draws times within their ranges, and lets a fault without a length last', () => {
    for (let seed = 0; seed < 50; seed++) {
      const { faults } = drawPlan(
        'two',
        call({
          faults: [
            { set: {}, way: 'both', at: [2, 4], for: [1, 3] },
            { set: {}, way: 'both', at: 9 },
          ],
        }),
        seed,
      );
      expect(faults[0].start).toBeGreaterThanOrEqual(2);
      expect(faults[0].start).toBeLessThan(4);
      expect(faults[0].end - faults[0].start).toBeGreaterThanOrEqual(1);
      expect(faults[0].end - faults[0].start).toBeLessThan(3);
      expect(faults[1]).toMatchObject({ start: 9 });
      expect(faults[1]).not.toHaveProperty('end');
    }
  });

  it('gives the receiving end of an impaired direction one expectation and the sending end the other', () => {
    const scenario = call({
      faults: [{ set: {}, way: ['ba'], at: 1, expect: { receiver: STUTTER, sender: { must: [], may: ['stutter'] } } }],
    });
    expect(drawPlan('x', scenario, 1).expect).toEqual({
      A: STUTTER,
      B: { must: [], may: ['stutter'], domains: [] },
    });
  });

  it('makes every end a receiver when all directions are impaired', () => {
    const scenario = call({ faults: [{ set: {}, way: 'both', at: 1, expect: { receiver: STUTTER } }] });
    expect(drawPlan('x', scenario, 1).expect).toEqual({ A: STUTTER, B: STUTTER });
  });

  it('adds up what several faults demand and allow', () => {
    const latency = { must: [['latency']], may: ['stutter'], domains: ['network'] };
    const scenario = call({
      faults: [
        { set: {}, way: ['ab'], at: 1, expect: { receiver: STUTTER } },
        { set: {}, way: ['ab'], at: 9, expect: { receiver: latency } },
      ],
    });
    expect(drawPlan('x', scenario, 1).expect).toEqual({
      A: NOTHING,
      B: { must: [['stutter'], ['latency']], may: ['latency', 'stutter'], domains: ['network'] },
    });
  });

  it('draws which end acts, and tells both ends apart', () => {
    const actor = { must: [], may: ['silence'], domains: [] };
    const other = { must: [['silence']], may: [], domains: ['far-end'] };
    const scenario = call({ actions: [{ name: 'stop-camera', at: 5, end: 'one', expect: { actor, other } }] });
    const drawn = Array.from({ length: 50 }, (_, seed) => drawPlan('x', scenario, seed));
    expect(new Set(drawn.map(({ actions }) => actions[0].role))).toEqual(new Set(['A', 'B']));
    for (const { actions, expect: expected } of drawn) {
      const [{ role }] = actions;
      expect(expected).toEqual(role === 'A' ? { A: actor, B: other } : { A: other, B: actor });
    }
  });

  it('impairs all directions into one of three ends, and leaves the others in peace', () => {
    expect(directionsOf(['A', 'B', 'C'])).toEqual(['ab', 'ac', 'ba', 'bc', 'ca', 'cb']);
    const scenario = call({
      ends: ['A', 'B', 'C'],
      faults: [{ set: {}, way: 'downlink', at: 1, expect: { receiver: STUTTER } }],
    });
    for (let seed = 0; seed < 20; seed++) {
      const plan = drawPlan('x', scenario, seed);
      const [{ directions }] = plan.faults;
      const end = directions[0][1];
      expect(directions).toHaveLength(2);
      expect(directions.every((direction: string) => direction[1] === end)).toBe(true);
      const suffering = Object.entries(plan.expect).filter(
        ([, expected]) => (expected as typeof STUTTER).must.length > 0,
      );
      expect(suffering.map(([name]) => name)).toEqual([end.toUpperCase()]);
    }
  });

  it('lets a scenario draw for itself', () => {
    const plan = drawPlan('x', (random: () => number) => call({ seconds: 10 + random() }), 3);
    expect(plan.seconds).toBe(10 + seeded(seedFor(3, 'x'))());
  });

  it('gives each end its own media over those of the call', () => {
    const plan = drawPlan('x', call({ mediaOf: { A: { capture: 'slides' } } }), 1);
    expect(plan.mediaOf).toEqual({ A: { ...PLAIN, capture: 'slides' }, B: PLAIN });
  });
});
