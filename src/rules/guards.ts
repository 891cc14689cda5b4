import type { SignalId } from '../model/signal.js';
import { AwakeRules } from './awake-rules.js';
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

const ON_EVENT = -1;
const ON_LAPSE = -2;
/** After this a rule that is awake because an event has not come yet is asked again whether it has (ms). */
const ASKED_AGAIN_MS = 5000;

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
interface Band {
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

/** A tick, or an event, whose start and end are the same; source time, ms. */
interface Moment {
  readonly start: number;
  readonly end: number;
}

/**
 * The guards of one subject: until when each of them is raised, and which rules have to be looked at.
 *
 * The values of a calm call raise guards too, in every tick the same: of 30 signals 9 do in a meeting of 18 people. What
 * is noted in a tick is therefore only which values left their band.
 */
export class Guards {
  /** A rule that rests is woken by its guards. */
  readonly awake: AwakeRules;
  /** By column: the band of the latest known value; none is in a band before there was one. */
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** By column: until when a next value in the same band changes nothing, source time, ms. */
  readonly lasts: Float64Array;
  /** By guard: until when it is raised, apart from what the band of the latest value raises; source time, ms. */
  readonly #until: Float64Array;
  /** Start of the tick (time of the event) that is looked at, source time, ms. */
  #start = Number.NEGATIVE_INFINITY;
  #end = Number.NEGATIVE_INFINITY;
  #latestStart = Number.NEGATIVE_INFINITY;
  /** The first end of a tick at which an event that a rule may rest because of has left its window. */
  #nextLapse = Number.POSITIVE_INFINITY;
  /** Left by `areRaised`. */
  until = Number.NEGATIVE_INFINITY;

  constructor(private readonly table: GuardTable) {
    this.awake = new AwakeRules(table.rules);
    this.low = new Float64Array(table.bands.length).fill(Number.POSITIVE_INFINITY);
    this.high = new Float64Array(table.bands.length).fill(Number.NEGATIVE_INFINITY);
    this.lasts = new Float64Array(table.bands.length).fill(Number.NEGATIVE_INFINITY);
    this.#until = new Float64Array(table.reaches.length).fill(Number.NEGATIVE_INFINITY);
  }

  /** To be called first for a tick or event: one that starts before earlier ones may find guards raised that were not. */
  begin({ start, end }: Moment): void {
    this.#start = start;
    this.#end = end;
    if (start < this.#latestStart) this.awake.wakeAll();
    else this.#latestStart = start;
    if (end > this.#nextLapse) this.#lapse(end);
  }

  #lapse(end: number): void {
    this.awake.wakeAll();
    let next = Number.POSITIVE_INFINITY;
    const { columns } = this.table;
    for (let place = 0; place < columns.length; place++) {
      const until = this.#until[place] ?? next;
      if (columns[place] === ON_LAPSE && until >= end && until < next) next = until;
    }
    this.#nextLapse = next;
  }

  /** Takes a known value that is not in the band of the one before, or comes after what the band lasts. */
  note(column: number, value: number): void {
    this.#leave(column);
    const start = this.#start;
    const end = this.#end;
    const band = bandOf(this.table.bands[column] ?? [], value);
    if (band === undefined) return;
    this.low[column] = band.low;
    this.high[column] = band.high;
    const raises = band.raises.length > 0;
    this.lasts[column] = raises ? end + SHORTEST_REACH_MS : Number.POSITIVE_INFINITY;
    for (let k = 0; k < band.raises.length; k++) {
      const place = band.raises[k] ?? 0;
      // Rules that rest although it was raised already rest because of other guards.
      if ((this.#until[place] ?? start) <= start) this.#wake(place);
    }
  }

  /** Notes what the band of the latest value raised. */
  #leave(column: number): void {
    const lasts = this.lasts[column] ?? 0;
    if (!Number.isFinite(lasts)) return;
    const low = this.low[column] ?? 0;
    const end = lasts - SHORTEST_REACH_MS;
    const raises = bandOf(this.table.bands[column] ?? [], low)?.raises ?? NONE;
    for (let k = 0; k < raises.length; k++) {
      const place = raises[k] ?? 0;
      const until = end + (this.table.reaches[place] ?? 0);
      if (until > (this.#until[place] ?? 0)) this.#until[place] = until;
    }
  }

  /** Takes the time of the earliest of as many events as the condition counts; −∞ when there were fewer. */
  noteEvent(event: number, earliest: number): void {
    for (const place of this.table.ofEvent[event] ?? NONE) {
      const until = earliest + (this.table.reaches[place] ?? 0);
      this.#until[place] = until;
      if (this.table.columns[place] === ON_EVENT) this.#wake(place);
      else if (Number.isFinite(until) && until < this.#nextLapse) this.#nextLapse = until;
    }
  }

  #wake(guard: number): void {
    const rules = this.table.wakes[guard] ?? NONE;
    for (let k = 0; k < rules.length; k++) this.awake.wake(rules[k] ?? 0);
  }

  /**
   * Whether a condition with these needs may be true in the tick that was begun: each group has a guard that is raised.
   * If so, `until` is left to be the time (source time, ms) up to which this holds for all ticks that start before it; in
   * later ones only if a tick or event raises a guard. It is no result because a number that is returned becomes an object.
   */
  areRaised(needs: Needs): boolean {
    const { columns, upward, levels, reaches } = this.table;
    const start = this.#start;
    let until = Number.POSITIVE_INFINITY;
    for (let k = 0; k < needs.length; k++) {
      const group = needs[k] ?? [];
      let raised = Number.NEGATIVE_INFINITY;
      for (let n = 0; n < group.length; n++) {
        const place = group[n] ?? 0;
        let own = this.#until[place] ?? raised;
        const column = columns[place] ?? ON_EVENT;
        if (column >= 0) {
          const level = levels[place] ?? 0;
          const byBand = upward[place] === 1 ? (this.low[column] ?? 0) > level : (this.high[column] ?? 0) < level;
          const last = byBand ? (this.lasts[column] ?? 0) - SHORTEST_REACH_MS + (reaches[place] ?? 0) : own;
          if (last > own) own = last;
        } else if (column === ON_LAPSE) own = own < this.#end ? this.#end + ASKED_AGAIN_MS : raised;
        if (own > raised) raised = own;
      }
      if (raised <= start) return false;
      if (raised < until) until = raised;
    }
    this.until = until;
    return true;
  }
}

const NONE = new Int32Array(0);

/** The band that a value is in. */
function bandOf(bands: readonly Band[], value: number): Band | undefined {
  for (const band of bands) if (value <= band.high) return band;
  return undefined;
}
