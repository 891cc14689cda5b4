import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Phase } from '../../src/model/phase.js';
import { Pace } from '../../src/start/pace.js';

/** A run that goes through phases, each so many ms after the one before, and what was tuned by the end of a second. */
function tuned(...phases: readonly (readonly [after: number, phase: Phase])[]): string[] {
  const told: string[] = [];
  const pace = new Pace({
    tuneForBaseline: () => void told.push('baseline'),
    tuneForSize: (bytes) => void told.push(`size ${bytes}`),
    tuneForLongRun: () => void told.push('long run'),
    tuneForLastSteps: () => void told.push('last steps'),
  });
  for (const [after, phase] of phases) {
    vi.advanceTimersByTime(after);
    pace.phase(phase);
  }
  vi.advanceTimersByTime(1000 - phases.reduce((sum, [after]) => sum + after, 0));
  return told;
}

describe('the engine is tuned', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('as time goes by, where nothing is known of the run', () => {
    expect(tuned()).toEqual(['baseline', 'long run']);
  });

  it('for the size of the largest log as soon as it is known, unless it is short', () => {
    expect(tuned([10, { name: 'reading', largest: 40_000 }])).toEqual(['size 40000', 'baseline', 'long run']);
    expect(tuned([10, { name: 'reading', largest: 50e6 }])).toEqual([
      'baseline',
      'size 50000000',
      'baseline',
      'long run',
    ]);
  });

  it('as for a long log where it comes through a pipe', () => {
    expect(tuned([10, { name: 'reading', largest: 0 }])[0]).toBe('baseline');
  });

  it('not while threads load the program: time counts again from when they work', () => {
    const start = [30, { name: 'starting-threads' }] as const;
    expect(tuned(start)).toEqual([]);
    expect(tuned(start, [900, { name: 'reading', largest: 40_000 }])).toEqual(['size 40000', 'baseline']);
    expect(tuned(start, [600, { name: 'reading', largest: 40_000 }])).toEqual(['size 40000', 'baseline', 'long run']);
  });

  it('for the last steps when the logs have been read', () => {
    expect(tuned([10, { name: 'reading', largest: 40_000 }], [500, { name: 'read' }]).at(-1)).toBe('last steps');
  });
});
