import { describe, expect, it } from 'vitest';
import { partOf } from './split.mjs';

const SCENARIOS = Array.from({ length: 40 }, (_, index) => `scenario-${index}`);

describe('the split of the corpus', () => {
  it('never changes', () => {
    const calls = ['loss-20-1', 'loss-20-2', 'loss-20-3', 'clean-1', 'clean-2', 'echo-3', 'no-path'];
    const parts = calls.map((id) => [id, partOf(id, id.replace(/-\d$/, ''))]);
    expect(Object.fromEntries(parts)).toEqual({
      'clean-1': 'scored',
      'clean-2': 'tune',
      'echo-3': 'tune',
      'loss-20-1': 'tune',
      'loss-20-2': 'tune',
      'loss-20-3': 'scored',
      'no-path': 'scored',
    });
  });

  it('gives each part one of two neighbouring repetitions of a scenario', () => {
    for (const scenario of SCENARIOS) {
      for (const pair of [0, 1, 2, 10]) {
        const parts = [2 * pair, 2 * pair + 1].map((number) => partOf(`${scenario}-${number}`, scenario));
        expect(parts.sort()).toEqual(['scored', 'tune']);
      }
    }
  });

  it('does not put every first repetition into the same part', () => {
    const firsts = new Set(SCENARIOS.map((scenario) => partOf(`${scenario}-0`, scenario)));
    expect([...firsts].sort()).toEqual(['scored', 'tune']);
  });

  it('puts about half of the calls without a number into each part', () => {
    const scored = Array.from({ length: 400 }, (_, index) => partOf(`call ${index}`, 'mixed'));
    const count = scored.filter((part) => part === 'scored').length;
    expect(count).toBeGreaterThan(150);
    expect(count).toBeLessThan(250);
  });
});
