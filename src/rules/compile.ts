import { SIGNALS } from '../model/signal.js';
import { isUpward, Limit } from './limit.js';
import { type Plan, signalIndex } from './plan.js';
import type { Condition, EventCondition, Measure, SignalCondition } from './rule.js';
import { matches, type SubjectState } from './subject-state.js';

/** The three values of a condition. Missing data is neither true nor false. */
export const FALSE = 0;
export const TRUE = 1;
export const UNKNOWN = 2;
export type Tri = typeof FALSE | typeof TRUE | typeof UNKNOWN;

/** A signal or event that a condition looks at. */
export interface Leaf {
  readonly name: string;
  readonly needed: boolean;
  /** True when the subject's log has shown it at all, or is able to. */
  readonly isSeen: (state: SubjectState) => boolean;
}

type Evaluate = (state: SubjectState) => Tri;

export interface CompiledCondition {
  readonly evaluate: Evaluate;
  /** True when all it looks at is optional: while unknown it is then left out of the `all` or `any` around it. */
  readonly optional: boolean;
  /**
   * True only when the condition is unknown, or true: so little of what it looks at has ever been known that it cannot be
   * false. Asked of conditions that cannot be true at the moment.
   */
  readonly isBlind: (state: SubjectState) => boolean;
  readonly leaves: readonly Leaf[];
}

export type Thresholds = Readonly<Record<string, number>>;

/** Turns a condition into a function of a subject's state, and plans the windows it needs. Throws on an unknown threshold. */
export function compileCondition(condition: Condition, thresholds: Thresholds, plan: Plan): CompiledCondition {
  if (condition.kind === 'signal') return compileSignal(condition, thresholds, plan);
  if (condition.kind === 'event') return compileEvent(condition, plan);
  if (condition.kind === 'not') {
    const part = compileCondition(condition.part, thresholds, plan);
    const evaluate = (state: SubjectState): Tri => {
      const value = part.evaluate(state);
      return value === UNKNOWN ? UNKNOWN : value === TRUE ? FALSE : TRUE;
    };
    // What a group cannot be is no help: `not` needs to know that its part is unknown.
    const isBlind = (state: SubjectState) => part.leaves.length === 1 && part.isBlind(state);
    return { ...part, evaluate, isBlind };
  }
  const parts = condition.parts.map((part) => compileCondition(part, thresholds, plan));
  const decisive = condition.kind === 'all' ? FALSE : TRUE;
  return {
    evaluate: combine(parts, decisive),
    optional: parts.every((part) => part.optional),
    isBlind: (state) => isBlindGroup(parts, condition.kind === 'any', state),
    leaves: parts.flatMap((part) => part.leaves),
  };
}

/** `all` (a false part decides) and `any` (a true part decides): else unknown if a part is, else the other value. */
function combine(parts: readonly CompiledCondition[], decisive: typeof FALSE | typeof TRUE): Evaluate {
  const other = decisive === TRUE ? FALSE : TRUE;
  return (state) => {
    let unknown = false;
    let known = false;
    for (const part of parts) {
      const value = part.evaluate(state);
      if (value === decisive) return decisive;
      if (value !== UNKNOWN) known = true;
      else if (!part.optional) unknown = true;
    }
    return unknown || !known ? UNKNOWN : other;
  };
}

/** One needed part that is not known keeps an `any` from being false; an `all` is false by any part that is. */
function isBlindGroup(parts: readonly CompiledCondition[], isAny: boolean, state: SubjectState): boolean {
  let all = true;
  for (const part of parts) {
    if (!part.isBlind(state)) all = false;
    else if (isAny && !part.optional) return true;
  }
  return all;
}

function compileSignal(condition: SignalCondition, thresholds: Thresholds, plan: Plan): CompiledCondition {
  const { signal, over, optional } = condition;
  const column = plan.column(signal);
  const plain = over === 0;
  return {
    evaluate: plain ? ofTick(condition, thresholds) : ofWindow(condition, thresholds, plan),
    optional,
    isBlind: (state) => !state.hasSeen(column, false),
    leaves: [{ name: signal, needed: !optional, isSeen: (state) => state.hasSeen(column, plain) }],
  };
}

function ofTick({ signal, comparison, threshold }: SignalCondition, thresholds: Thresholds): Evaluate {
  const limit = new Limit(comparison, limitOf(threshold, thresholds));
  const index = signalIndex(signal);
  return (state) => {
    const value = state.values[index] ?? Number.NaN;
    if (Number.isNaN(value)) return UNKNOWN;
    return limit.isBeyond(value) ? TRUE : FALSE;
  };
}

function ofWindow(condition: SignalCondition, thresholds: Thresholds, plan: Plan): Evaluate {
  const { signal, over, aggregate, comparison } = condition;
  const own = new Limit(comparison, limitOf(condition.threshold, thresholds));
  const isShare = aggregate === 'share-above';
  const limit = isShare ? shareLimit(condition, thresholds) : own;
  const place = plan.window(signal, over, isShare ? own : undefined);
  const certain = isCertainEarly(condition);
  const needsCover = aggregate !== 'last';
  return (state) => {
    const window = state.window(place);
    window.answer(aggregate);
    const { value } = window;
    if (Number.isNaN(value)) return UNKNOWN;
    const isBeyond = limit.isBeyond(value);
    if (needsCover && !(isBeyond && certain) && !window.covered()) return UNKNOWN;
    return isBeyond ? TRUE : FALSE;
  };
}

function shareLimit({ share }: SignalCondition, thresholds: Thresholds): Limit {
  return new Limit('at-least', share === undefined ? HALF : limitOf(share, thresholds));
}

/** Share of time from which a `share-above` condition holds when its author names none. */
export const HALF = 0.5;

/**
 * What the rest of the window cannot undo is true before the window is full: a maximum above, a minimum below, and a
 * sum of amounts (which are never negative) above the threshold.
 */
function isCertainEarly({ signal, aggregate, comparison }: SignalCondition): boolean {
  const upward = isUpward(comparison);
  if (aggregate === 'max') return upward;
  if (aggregate === 'min') return !upward;
  return aggregate === 'sum' && upward && SIGNALS[signal].form === 'amount';
}

function compileEvent(condition: EventCondition, plan: Plan): CompiledCondition {
  const place = plan.event(condition);
  const evaluate = (state: SubjectState): Tri => {
    const memory = state.events[place];
    // Without a window an event counts in the tick or the moment in which it happened.
    const since = condition.over === 0 ? state.start : state.end - condition.over;
    // What ends one fault of several is looked at in its moment: its tick may hold the beginning of another.
    const counts =
      condition.same === undefined ? memory !== undefined && memory.earliest() >= since : isNow(condition, state);
    if (counts) return TRUE;
    return memory !== undefined || state.observes.has(condition.event) ? FALSE : UNKNOWN;
  };
  const isSeen = (state: SubjectState) => state.observes.has(condition.event) || state.events[place] !== undefined;
  return {
    evaluate,
    optional: condition.optional,
    isBlind: () => false,
    leaves: [{ name: condition.event, needed: !condition.optional, isSeen }],
  };
}

function isNow(condition: EventCondition, { event }: SubjectState): boolean {
  return event !== undefined && matches(condition, event);
}

/** The condition that says when a fault began: the one on the measured signal, else the first on any signal. */
export function measuredCondition(condition: Condition, of: Measure['of']): SignalCondition | undefined {
  const conditions = positiveSignals(condition);
  return conditions.find(({ signal }) => signal === of) ?? conditions[0];
}

function positiveSignals(condition: Condition): SignalCondition[] {
  if (condition.kind === 'signal') return [condition];
  return condition.kind === 'all' || condition.kind === 'any' ? condition.parts.flatMap(positiveSignals) : [];
}

/** What one tick's own value must be to belong to the fault: beyond the threshold; for a sum, any amount at all. */
export function ownLimit({ comparison, aggregate, threshold }: SignalCondition, thresholds: Thresholds): Limit {
  if (aggregate === 'sum' && isUpward(comparison)) return new Limit('above', 0);
  return new Limit(comparison, limitOf(threshold, thresholds));
}

export function limitOf(name: string, thresholds: Thresholds): number {
  const value = thresholds[name];
  if (value === undefined) throw new Error(`The rule names the threshold \`${name}\`, which it does not declare.`);
  return value;
}
