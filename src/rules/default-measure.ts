import type { RawCondition, RawMeasure, RawSignalCondition } from './schema.js';

/** The measure of an observation that names none: the first signal of its condition, else its duration. */
export function defaultMeasure(condition: RawCondition): RawMeasure {
  const first = signalsOf(condition)[0];
  if (first === undefined) return { of: 'duration' };
  const threshold = first.above ?? first['at-least'] ?? first.below ?? first['at-most'];
  const downward = first.below !== undefined || first['at-most'] !== undefined;
  return {
    signal: first.signal,
    worse: downward ? 'lower' : 'higher',
    ...(first.over === undefined ? {} : { over: first.over }),
    ...(first.aggregate === undefined ? {} : { aggregate: first.aggregate }),
    ...(threshold === undefined ? {} : { threshold }),
  };
}

type RawSignal = RawSignalCondition;

function signalsOf(condition: RawCondition): RawSignal[] {
  if ('signal' in condition) return [condition];
  if ('all' in condition) return condition.all.flatMap(signalsOf);
  if ('any' in condition) return condition.any.flatMap(signalsOf);
  return [];
}
