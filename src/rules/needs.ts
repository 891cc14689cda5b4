import { SIGNALS, type SignalId } from '../model/signal.js';
import { HALF, limitOf, type Thresholds } from './compile.js';
import { eventGuard, type Guard, lapseGuard, type Needs, signalGuard } from './guard-table.js';
import { isUpward } from './limit.js';
import type { Plan } from './plan.js';
import type { Condition, SignalCondition } from './rule.js';

/** A sum from which rounding errors of its running total are far away. */
const SMALLEST_SUM = 1e-6;

/** Groups multiply where an `any` holds several `all`; with fewer groups a rule only rests less often. */
const MAX_GROUPS = 64;

/** Plans the guards of a condition. No groups at all: nothing is known of it, it may be true at any time. */
export function needsOf(condition: Condition, thresholds: Thresholds, plan: Plan): Needs {
  if (condition.kind === 'signal') return needsOfSignal(condition, thresholds, plan);
  if (condition.kind === 'event') return [[plan.guard(eventGuard(plan.event(condition), condition.over))]];
  if (condition.kind === 'not') return needsOfNot(condition.part, plan);
  if (condition.kind === 'all') {
    // What is optional and unknown is left out: an `all` may be true without it.
    return condition.parts.filter((part) => !isOptional(part)).flatMap((part) => needsOf(part, thresholds, plan));
  }
  // Each part needs one of each of its groups: whichever groups one picks, one guard of one of them must be raised.
  let picks: Needs = [[]];
  for (const part of condition.parts) {
    const groups = needsOf(part, thresholds, plan);
    const some = picks.length * groups.length > MAX_GROUPS ? groups.slice(0, 1) : groups;
    picks = picks.flatMap((pick) => some.map((group) => [...pick, ...group]));
  }
  return picks;
}

/** Of an event that was seen it is known until when it holds; of anything else that does not hold, nothing. */
function needsOfNot(part: Condition, plan: Plan): Needs {
  if (part.kind !== 'event' || part.over === 0) return [];
  return [[plan.guard(lapseGuard(plan.event(part), part.over))]];
}

function needsOfSignal(condition: SignalCondition, thresholds: Thresholds, plan: Plan): Needs {
  const { signal, aggregate, comparison, over } = condition;
  const limit = limitOf(condition.threshold, thresholds);
  const own: Needs = [[plan.guard(signalGuard(signal, comparison, limit, over))]];
  if (over === 0) return own;
  if (aggregate === 'share-above') {
    const share = condition.share === undefined ? HALF : limitOf(condition.share, thresholds);
    return share > SMALLEST_SUM ? own : [];
  }
  return aggregate === 'sum' ? needsOfSum(condition, limit, plan) : own;
}

/**
 * A large sum needs any value above zero. A sum of amounts, which are never negative, is nothing only where a value is
 * nothing; how small the values of any other small sum are says nothing.
 */
function needsOfSum({ signal, comparison, over }: SignalCondition, limit: number, plan: Plan): Needs {
  const isNothing = SIGNALS[signal].form === 'amount' && limit <= SMALLEST_SUM;
  if (isUpward(comparison)) {
    return limit > SMALLEST_SUM ? [[plan.guard(signalGuard(signal, 'above', 0, over))]] : [];
  }
  return isNothing ? [[plan.guard(signalGuard(signal, 'at-most', 2 * SMALLEST_SUM, over))]] : [];
}

/**
 * Plans the guards without which an `all` of conditions on signals cannot be false as long as `unseen` of them have never
 * been known: of one of the others a tick must not have been beyond. No groups for any other condition.
 */
export function needsOfFalse(
  condition: Condition,
  thresholds: Thresholds,
  plan: Plan,
): { needs: Needs; unseen: SignalId[] } {
  const parts = condition.kind === 'all' ? condition.parts.filter((part) => part.kind === 'signal') : [];
  if (condition.kind !== 'all' || parts.length < condition.parts.length) return { needs: [], unseen: [] };
  // Of sums and shares no single value says that they are beyond.
  const wholes = parts.filter(
    ({ over, aggregate }) => over > 0 && (aggregate === 'sum' || aggregate === 'share-above'),
  );
  const others = parts.filter((part) => !wholes.includes(part));
  if (wholes.length === 0) return { needs: [], unseen: [] };
  return {
    needs: [others.map((part) => plan.guard(guardOfFalse(part, thresholds)))],
    unseen: wholes.map(({ signal }) => signal),
  };
}

const OPPOSITE = { above: 'at-most', 'at-least': 'below', below: 'at-least', 'at-most': 'above' } as const;

function guardOfFalse({ signal, over, comparison, threshold }: SignalCondition, thresholds: Thresholds): Guard {
  return signalGuard(signal, OPPOSITE[comparison], limitOf(threshold, thresholds), over);
}

function isOptional(condition: Condition): boolean {
  if (condition.kind === 'not') return isOptional(condition.part);
  return 'parts' in condition ? condition.parts.every(isOptional) : condition.optional;
}
