import { nextBelow } from './neighbours.js';
import type { Comparison } from './rule.js';

/** Running sums carry rounding errors; a billionth of the threshold decides nothing a user could notice. */
const TOLERANCE = 1e-9;

export function isUpward(comparison: Comparison): boolean {
  return comparison === 'above' || comparison === 'at-least';
}

/**
 * A comparison with a threshold, made ready: it is asked several times for each rule that is awake, in every tick. So
 * short that it is built in wherever it is asked: a number that is handed to a function becomes an object.
 */
export class Limit {
  readonly isUpward: boolean;
  /** 1 or −1: turns values so that what is beyond is higher. */
  readonly sign: number;
  /** The highest turned value that is not beyond: the threshold with its tolerance. */
  readonly edge: number;

  constructor(
    readonly comparison: Comparison,
    readonly level: number,
  ) {
    this.isUpward = isUpward(comparison);
    this.sign = this.isUpward ? 1 : -1;
    const slack = TOLERANCE * Math.max(1, Math.abs(level));
    const bound = comparison === 'above' || comparison === 'at-most' ? level + slack : level - slack;
    const isWithin = comparison === 'at-least' || comparison === 'at-most';
    this.edge = isWithin ? nextBelow(bound * this.sign) : bound * this.sign;
  }

  /** Whether a value is beyond; NaN never is. */
  isBeyond(value: number): boolean {
    return value * this.sign > this.edge;
  }
}

/** Compares a value with a threshold. NaN is never beyond. */
export function compare(value: number, comparison: Comparison, threshold: number): boolean {
  return new Limit(comparison, threshold).isBeyond(value);
}
