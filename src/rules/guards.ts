import type { SignalId } from '../model/signal.js';
import type { Comparison } from './rule.js';
import { isHeld, isUpward, READING_HOLDS_MS, SPAN_OF_POINT } from './window.js';

/**
 * What must have happened lately for a condition to be able to hold: a tick whose own value of the signal was beyond the
 * level (a mean or maximum above a level needs one tick above it in its window), or an event.
 *
 * Guards say when rules may be left alone. They may be raised without need, never the other way round.
 */
export type Guard = SignalGuard | { readonly event: number; readonly reach: number };

interface SignalGuard {
  readonly signal: SignalId;
  readonly upward: boolean;
  readonly level: number;
  /** For how long (ms) after the end of such a tick, or after the event, the condition may still hold because of it. */
  readonly reach: number;
}

/** Comparisons bear a billionth, and a window's sums carry rounding errors within that: a guard bears twice as much. */
const MARGIN = 2e-9;
/** Guards are asked with the start of a tick and raised with its end: in ticks of no length these are the same. */
const SHORTEST_REACH_MS = 1;

/** A guard on single ticks being beyond a level within the last `over` ms (0 = on the tick as it stands). */
export function signalGuard(signal: SignalId, comparison: Comparison, limit: number, over: number): Guard {
  const margin = MARGIN * Math.max(1, Math.abs(limit));
  const level = comparison === 'at-least' ? limit - margin : comparison === 'at-most' ? limit + margin : limit;
  const window = over === 0 ? 0 : over + over * SPAN_OF_POINT + (isHeld(signal) ? READING_HOLDS_MS : 0);
  return { signal, upward: isUpward(comparison), level, reach: window + SHORTEST_REACH_MS };
}

/** `event` is the place of the event condition in its plan. */
export function eventGuard(event: number, over: number): Guard {
  return { event, reach: over + SHORTEST_REACH_MS };
}

/** The guards of one plan, laid out for the inner loop; the same for all subjects of a kind. */
export interface GuardTable {
  readonly count: number;
  /** How many rules there are to wake. */
  readonly rules: number;
  /** By column: a value from `lowest` to `highest` raises no guard. */
  readonly lowest: Float64Array;
  readonly highest: Float64Array;
  readonly ofColumn: readonly (readonly PlacedGuard[])[];
  /** By place of the event condition. */
  readonly ofEvent: readonly (readonly PlacedGuard[])[];
}

interface PlacedGuard {
  readonly place: number;
  readonly upward: boolean;
  readonly level: number;
  readonly reach: number;
  /** Places of the rules that rest because of it. */
  readonly wakes: readonly number[];
}

/** `wakes`: by guard, the places of the rules that it wakes. */
export function layOut(
  guards: readonly Guard[],
  wakes: readonly (readonly number[])[],
  columns: readonly SignalId[],
  events: number,
): GuardTable {
  const lowest = new Float64Array(columns.length).fill(Number.NEGATIVE_INFINITY);
  const highest = new Float64Array(columns.length).fill(Number.POSITIVE_INFINITY);
  const ofColumn: PlacedGuard[][] = columns.map(() => []);
  const ofEvent: PlacedGuard[][] = Array.from({ length: events }, () => []);
  for (const [place, guard] of guards.entries()) {
    const common = { place, reach: guard.reach, wakes: wakes[place] ?? [] };
    if ('event' in guard) {
      ofEvent[guard.event]?.push({ ...common, upward: true, level: 0 });
      continue;
    }
    const { signal, upward, level } = guard;
    const column = columns.indexOf(signal);
    ofColumn[column]?.push({ ...common, upward, level });
    if (upward) highest[column] = Math.min(highest[column] ?? level, level);
    else lowest[column] = Math.max(lowest[column] ?? level, level);
  }
  const rules = wakes.flat().reduce((count, rule) => Math.max(count, rule + 1), 0);
  return { count: guards.length, rules, lowest, highest, ofColumn, ofEvent };
}

/** The guards of one subject: until when each of them is raised, and which rules have to be looked at. */
export class Guards {
  /** By place of the rule: 1 while it has to be looked at in every tick. A rule that rests is woken by its guards. */
  readonly awake: Uint8Array;
  /** Source time, ms. */
  readonly #until: Float64Array;
  #latestStart = Number.NEGATIVE_INFINITY;

  constructor(private readonly table: GuardTable) {
    this.awake = new Uint8Array(table.rules).fill(1);
    this.#until = new Float64Array(table.count).fill(Number.NEGATIVE_INFINITY);
  }

  wakeAll(): void {
    this.awake.fill(1);
  }

  /** To be called first for a tick or event: one that starts before earlier ones may find guards raised that were not. */
  begin(start: number): void {
    if (start < this.#latestStart) this.wakeAll();
    else this.#latestStart = start;
  }

  /** Takes a known value of a tick that is below `lowest` or above `highest` of its column. */
  raise(column: number, value: number, start: number, end: number): void {
    for (const { place, upward, level, reach, wakes } of this.table.ofColumn[column] ?? []) {
      if (upward ? value <= level : value >= level) continue;
      const before = this.#until[place] ?? start;
      this.#until[place] = Math.max(before, end + reach);
      // Rules that rest although it was raised already rest because of other guards.
      if (before <= start) this.#wake(wakes);
    }
  }

  /** Takes the time of the earliest of as many events as the condition counts; −∞ when there were fewer. */
  noteEvent(event: number, earliest: number): void {
    for (const { place, reach, wakes } of this.table.ofEvent[event] ?? []) {
      this.#until[place] = earliest + reach;
      this.#wake(wakes);
    }
  }

  #wake(rules: readonly number[]): void {
    for (const place of rules) this.awake[place] = 1;
  }

  /** Whether the guard is raised in a tick that starts then. */
  isRaised(place: number, start: number): boolean {
    return start < (this.#until[place] ?? Number.POSITIVE_INFINITY);
  }
}
