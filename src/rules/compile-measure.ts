import { limitOf, type Thresholds } from './compile.js';
import { Limit } from './limit.js';
import { type Plan, signalIndex } from './plan.js';
import type { Aggregate, Measure } from './rule.js';
import type { SubjectState } from './subject-state.js';
import { aggregateOf } from './window.js';

/** What a rule measures of the signals: its value at the moment, and whether that is well enough known to be shown. */
export class CompiledMeasure {
  /** Aggregates that mean something only where their window is covered. */
  readonly #needsCover: boolean;

  /**
   * @param signal place among a tick's values; −1: it is not a signal that is measured
   * @param window place in the plan; −1: each tick as it stands
   */
  constructor(
    private readonly signal: number,
    private readonly window: number,
    private readonly aggregate: Aggregate,
  ) {
    this.#needsCover = window >= 0 && (aggregate === 'mean' || aggregate === 'share-above');
  }

  /** NaN where it is not known. */
  read(state: SubjectState): number {
    if (this.signal < 0) return Number.NaN;
    if (this.window < 0) return state.values[this.signal] ?? Number.NaN;
    return aggregateOf(state.window(this.window), this.aggregate);
  }

  isCovered(state: SubjectState): boolean {
    return !this.#needsCover || state.window(this.window).covered();
  }
}

/** Plans the window that a measure needs. Throws on an unknown threshold. */
export function compileMeasure(measure: Measure, thresholds: Thresholds, plan: Plan): CompiledMeasure {
  const { of, over, aggregate, worse, threshold } = measure;
  if (of === 'duration' || of === 'count') return new CompiledMeasure(-1, -1, aggregate);
  if (over === 0) return new CompiledMeasure(signalIndex(of), -1, aggregate);
  const beyond =
    aggregate === 'share-above'
      ? new Limit(worse === 'higher' ? 'above' : 'below', limitOf(threshold, thresholds))
      : undefined;
  return new CompiledMeasure(signalIndex(of), plan.window(of, over, beyond), aggregate);
}
