import { limitOf, type Thresholds } from './compile.js';
import { Limit } from './limit.js';
import { type Plan, signalIndex } from './plan.js';
import type { Aggregate, Measure } from './rule.js';

/** What a rule measures of the signals. */
export interface CompiledMeasure {
  /** Place among a tick's values; −1: it is not a signal that is measured. */
  readonly signal: number;
  /** Place in the plan; −1: each tick as it stands. */
  readonly window: number;
  readonly aggregate: Aggregate;
  /** Aggregates that mean something only where their window is covered. */
  readonly needsCover: boolean;
}

/** Plans the window that a measure needs. Throws on an unknown threshold. */
export function compileMeasure(measure: Measure, thresholds: Thresholds, plan: Plan): CompiledMeasure {
  const { of, over, aggregate, worse, threshold } = measure;
  if (of === 'duration' || of === 'count') return { signal: -1, window: -1, aggregate, needsCover: false };
  if (over === 0) return { signal: signalIndex(of), window: -1, aggregate, needsCover: false };
  const beyond =
    aggregate === 'share-above'
      ? new Limit(worse === 'higher' ? 'above' : 'below', limitOf(threshold, thresholds))
      : undefined;
  const needsCover = aggregate === 'mean' || aggregate === 'share-above';
  return { signal: signalIndex(of), window: plan.window(of, over, beyond), aggregate, needsCover };
}
