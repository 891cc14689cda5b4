import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FEW, ObservationGroup } from '../../src/diagnosis/observation-group.js';
import { isInReach } from '../../src/diagnosis/reach.js';
import type { Reach } from '../../src/rules/cause.js';
import type { EvidenceObservation } from '../../src/rules/evaluation.js';
import { seen, subject } from './harness.js';

const WORST = [0.1, 0.2, 0.3, Number.NaN];
const span = fc.record({
  from: fc.integer({ min: 0, max: 50 }),
  length: fc.integer({ min: 0, max: 20 }),
  worst: fc.constantFrom(...WORST),
});
const spans = fc.array(span, { maxLength: 4 });
const reach = fc.constantFrom<Reach>('track', 'connection', 'call');
const worse = fc.constantFrom<'higher' | 'lower'>('higher', 'lower');

/** On the tracks of two connections and on the call, in turns. */
function observed(all: readonly (readonly { from: number; length: number; worst: number }[])[]): EvidenceObservation[] {
  return all.map((of, k) => {
    const on =
      k % 5 === 4
        ? subject('call', 'c1')
        : subject('inbound-video', `v${k % 7}`, { connection: k % 2 === 0 ? 'pc1' : 'pc2' });
    return seen(
      'loss',
      of.map(({ from, length, worst }) => [from, from + length, worst] as const),
      on,
    );
  });
}

describe('the worst episode around a finding', () => {
  it('is the one that going through all of them in their order finds, whether there are few observations or many', () => {
    const track = subject('inbound-video', 'v2');
    fc.assert(
      fc.property(
        fc.array(spans, { maxLength: 3 * FEW }),
        span,
        reach,
        worse,
        (all, { from, length }, where, direction) => {
          const observations = observed(all);
          const around = { start: from * 1000, end: (from + length) * 1000 };
          let worst: { observation: EvidenceObservation; episode: (typeof observations)[0]['episodes'][0] } | undefined;
          for (const observation of observations) {
            if (!isInReach(track, observation.subject, where)) continue;
            for (const episode of observation.episodes) {
              if (episode.end < around.start || episode.start > around.end) continue;
              const [a, b] = [episode.worst, worst?.episode.worst ?? Number.NaN];
              if (worst === undefined || (direction === 'higher' ? a > b : a < b)) worst = { observation, episode };
            }
          }
          const found = new ObservationGroup(observations).worstAround(around, track, where, direction);
          expect(found?.episode).toBe(worst?.episode);
          expect(found?.observation).toBe(worst?.observation);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('takes one look at what many observations could see, however many findings ask', () => {
    let looks = 0;
    const observations = Array.from({ length: 1000 }, (_, k) => ({
      ...seen('loss', [], subject('inbound-video', `v${k}`), ['inbound-loss']),
      get outcome(): 'not-observable' {
        looks++;
        return 'not-observable';
      },
    }));
    const group = new ObservationGroup(observations);
    for (let k = 0; k < 1000; k++) {
      expect(group.sight(subject('inbound-video', `v${k}`), 'connection').missing).toEqual(['inbound-loss']);
    }
    expect(looks).toBe(1000);
  });
});
