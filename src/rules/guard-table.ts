import type { SignalId } from '../model/signal.js';
import { isUpward } from './limit.js';
import { nextAbove, nextBelow } from './neighbours.js';
import type { Comparison } from './rule.js';
import { isHeld, READING_HOLDS_MS, SPAN_OF_POINT } from './window.js';

/**
 * What must have happened lately for a condition to be able to hold: a tick whose own value of the signal was beyond the
 * level (a mean or maximum above a level needs one tick above it in its window), or an event.
 *
 * Guards say when rules may be left alone. They may be raised without need, never the other way round.
 */
export type Guard = SignalGuard | EventGuard;

interface SignalGuard {
  readonly signal: SignalId;
  readonly upward: boolean;
  readonly level: number;
  /** For how long (ms) after the end of such a tick, or after the event, the condition may still hold because of it. */
  readonly reach: number;
}

interface EventGuard {
  /** Place of the event condition in its plan. */
  readonly event: number;
  /** As with signals; of one that `lapses`, for how long the condition surely holds. */
  readonly reach: number;
  /** Raised the other way round: as long as the event condition does not hold, for a `not` around it. */
  readonly lapses: boolean;
}

/** Groups of guards (their places in the plan): of each group one must be raised, else the condition cannot be true. */
export type Needs = readonly (readonly number[])[];

/** Comparisons bear a billionth, and a window's sums carry rounding errors within that: a guard bears twice as much. */
const MARGIN = 2e-9;
/** Guards are asked with the start of a tick and raised with its end: in ticks of no length these are the same. */
export const SHORTEST_REACH_MS = 1;

/** A guard on single ticks being beyond a level within the last `over` ms (0 = on the tick as it stands). */
export function signalGuard(signal: SignalId, comparison: Comparison, limit: number, over: number): Guard {
  const margin = MARGIN * Math.max(1, Math.abs(limit));
  const level = comparison === 'at-least' ? limit - margin : comparison === 'at-most' ? limit + margin : limit;
  const window = over === 0 ? 0 : over + over * SPAN_OF_POINT + (isHeld(signal) ? READING_HOLDS_MS : 0);
  return { signal, upward: isUpward(comparison), level, reach: window + SHORTEST_REACH_MS };
}

/** `event` is the place of the event condition in its plan. */
export function eventGuard(event: number, over: number): Guard {
  return { event, reach: over + SHORTEST_REACH_MS, lapses: false };
}

/** A guard on the event condition not holding. */
export function lapseGuard(event: number, over: number): Guard {
  return { event, reach: over - SHORTEST_REACH_MS, lapses: true };
}

/** In `GuardTable.columns`, of guards on an event condition that holds, and on one that does not. */
export const ON_EVENT = -1;
export const ON_LAPSE = -2;

/**
 * The guards of one plan, laid out for the inner loop by their places, in arrays of numbers: objects whose numbers were
 * once whole and once not are of many shapes to the engine. The same for all subjects of a kind.
 */
export interface GuardTable {
  /** ON_EVENT or ON_LAPSE where the guard is on an event. */
  readonly columns: Int32Array;
  /** 1 = upward. */
  readonly upward: Uint8Array;
  readonly levels: Float64Array;
  readonly reaches: Float64Array;
  /** Places of the rules that rest because of the guard. */
  readonly wakes: readonly Int32Array[];
  /** How many rules there are, with guards or without. */
  readonly rules: number;
  /** By column: its bands, which together take in all values. */
  readonly bands: readonly (readonly Band[])[];
  /** By place of the event condition: its guards. */
  readonly ofEvent: readonly Int32Array[];
}

/** The values of a signal, both ends included, that raise the same guards. */
export interface Band {
  readonly low: number;
  readonly high: number;
  readonly raises: Int32Array;
}

interface Placed {
  readonly guard: Guard;
  readonly place: number;
}

/** `wakes`: by guard, the places of the rules that it wakes. */
export function layOut(
  guards: readonly Guard[],
  wakes: readonly (readonly number[])[],
  columns: readonly SignalId[],
  { events, rules }: { readonly events: number; readonly rules: number },
): GuardTable {
  const placed = guards.map((guard, place) => ({ guard, place }));
  return {
    columns: Int32Array.from(guards, (guard) => columnOf(guard, columns)),
    upward: Uint8Array.from(guards, (guard) => ('event' in guard || guard.upward ? 1 : 0)),
    levels: Float64Array.from(guards, (guard) => ('event' in guard ? 0 : guard.level)),
    reaches: Float64Array.from(guards, ({ reach }) => reach),
    wakes: guards.map((_, place) => Int32Array.from(wakes[place] ?? [])),
    rules,
    bands: columns.map((signal) => bandsOf(placed.filter(({ guard }) => 'signal' in guard && guard.signal === signal))),
    ofEvent: Array.from({ length: events }, (_, event) =>
      placesOf(placed.filter(({ guard }) => 'event' in guard && guard.event === event)),
    ),
  };
}

function columnOf(guard: Guard, columns: readonly SignalId[]): number {
  if ('signal' in guard) return columns.indexOf(guard.signal);
  return guard.lapses ? ON_LAPSE : ON_EVENT;
}

/** Cuts all values where the guards of one column are raised, or no longer. */
function bandsOf(guards: readonly Placed[]): Band[] {
  // The first value of a band: upward guards are raised above their level, downward ones are not from their level on.
  const firsts = guards.flatMap(({ guard }) => {
    if ('event' in guard) return [];
    return guard.upward ? nextAbove(guard.level) : guard.level;
  });
  const lows = [...new Set([Number.NEGATIVE_INFINITY, ...firsts])].sort((a, b) => a - b);
  return lows.map((low, index) => ({
    low,
    high: nextBelow(lows[index + 1] ?? Number.POSITIVE_INFINITY),
    raises: placesOf(
      guards.filter(({ guard }) => 'signal' in guard && (guard.upward ? low > guard.level : low < guard.level)),
    ),
  }));
}

function placesOf(guards: readonly Placed[]): Int32Array {
  return Int32Array.from(guards, ({ place }) => place);
}
