import type { Comparison } from './rule.js';

/** Running sums carry rounding errors; a billionth of the threshold decides nothing a user could notice. */
const TOLERANCE = 1e-9;

export function isUpward(comparison: Comparison): boolean {
  return comparison === 'above' || comparison === 'at-least';
}

/** A comparison with a threshold, made ready: it is asked several times for each rule that is awake, in every tick. */
export class Limit {
  readonly isUpward: boolean;
  readonly #isWithin: boolean;
  /** The threshold with its tolerance. */
  readonly #bound: number;

  constructor(
    readonly comparison: Comparison,
    readonly level: number,
  ) {
    this.isUpward = isUpward(comparison);
    this.#isWithin = comparison === 'at-least' || comparison === 'at-most';
    const slack = TOLERANCE * Math.max(1, Math.abs(level));
    this.#bound = comparison === 'above' || comparison === 'at-most' ? level + slack : level - slack;
  }

  /** Whether a value is beyond; NaN never is. */
  isBeyond(value: number): boolean {
    if (this.#isWithin && value === this.#bound) return true;
    return this.isUpward ? value > this.#bound : value < this.#bound;
  }
}

/** Compares a value with a threshold. NaN is never beyond. */
export function compare(value: number, comparison: Comparison, threshold: number): boolean {
  return new Limit(comparison, threshold).isBeyond(value);
}
