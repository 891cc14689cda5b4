import type { SignalId } from '../model/signal.js';
import { AwakeRules } from './awake-rules.js';
import { isUpward } from './limit.js';
import type { Comparison } from './rule.js';
import { isHeld, READING_HOLDS_MS, SPAN_OF_POINT } from './window.js';

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
  return { event, reach: over + SHORTEST_REACH_MS };
}

/** The guards of one plan, laid out for the inner loop; the same for all subjects of a kind. */
export interface GuardTable {
  readonly guards: readonly PlacedGuard[];
  /** How many rules there are, with guards or without. */
  readonly rules: number;
  /** By column: its bands, which together take in all values. */
  readonly bands: readonly (readonly Band[])[];
  /** By place of the event condition. */
  readonly ofEvent: readonly (readonly PlacedGuard[])[];
}

interface PlacedGuard {
  readonly place: number;
  /** −1: on an event. */
  readonly column: number;
  readonly upward: boolean;
  readonly level: number;
  readonly reach: number;
  /** Places of the rules that rest because of it. */
  readonly wakes: readonly number[];
}

/** The values of a signal, both ends included, that raise the same guards. */
interface Band {
  readonly low: number;
  readonly high: number;
  readonly raises: readonly PlacedGuard[];
}

/** `wakes`: by guard, the places of the rules that it wakes. */
export function layOut(
  guards: readonly Guard[],
  wakes: readonly (readonly number[])[],
  columns: readonly SignalId[],
  { events, rules }: { readonly events: number; readonly rules: number },
): GuardTable {
  const placed = guards.map((guard, place): PlacedGuard => {
    const common = { place, reach: guard.reach, wakes: wakes[place] ?? [] };
    if ('event' in guard) return { ...common, column: -1, upward: true, level: 0 };
    return { ...common, column: columns.indexOf(guard.signal), upward: guard.upward, level: guard.level };
  });
  const ofEvent: PlacedGuard[][] = Array.from({ length: events }, () => []);
  for (const [place, guard] of guards.entries()) {
    const own = placed[place];
    if ('event' in guard && own !== undefined) ofEvent[guard.event]?.push(own);
  }
  return {
    guards: placed,
    rules,
    bands: columns.map((_, column) => bandsOf(placed.filter((guard) => guard.column === column))),
    ofEvent,
  };
}

/** Cuts all values where the guards of one column are raised, or no longer. */
function bandsOf(guards: readonly PlacedGuard[]): Band[] {
  // The first value of a band: upward guards are raised above their level, downward ones are not from their level on.
  const firsts = guards.map(({ upward, level }) => (upward ? nextAbove(level) : level));
  const lows = [...new Set([Number.NEGATIVE_INFINITY, ...firsts])].sort((a, b) => a - b);
  return lows.map((low, index) => ({
    low,
    high: nextBelow(lows[index + 1] ?? Number.POSITIVE_INFINITY),
    raises: guards.filter(({ upward, level }) => (upward ? low > level : low < level)),
  }));
}

function nextAbove(value: number): number {
  if (value === 0) return Number.MIN_VALUE;
  const bits = new BigInt64Array(Float64Array.of(value).buffer);
  bits[0] = (bits[0] ?? 0n) + (value > 0 ? 1n : -1n);
  return new Float64Array(bits.buffer)[0] ?? value;
}

function nextBelow(value: number): number {
  return Number.isFinite(value) ? -nextAbove(-value) : value;
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
  #latestStart = Number.NEGATIVE_INFINITY;

  constructor(private readonly table: GuardTable) {
    this.awake = new AwakeRules(table.rules);
    this.low = new Float64Array(table.bands.length).fill(Number.POSITIVE_INFINITY);
    this.high = new Float64Array(table.bands.length).fill(Number.NEGATIVE_INFINITY);
    this.lasts = new Float64Array(table.bands.length).fill(Number.NEGATIVE_INFINITY);
    this.#until = new Float64Array(table.guards.length).fill(Number.NEGATIVE_INFINITY);
  }

  /** To be called first for a tick or event: one that starts before earlier ones may find guards raised that were not. */
  begin(start: number): void {
    if (start < this.#latestStart) this.awake.wakeAll();
    else this.#latestStart = start;
  }

  /** Takes a known value that is not in the band of the one before, or comes after what the band lasts. */
  note(column: number, value: number, start: number, end: number): void {
    this.#leave(column);
    const band = bandOf(this.table.bands[column] ?? [], value);
    if (band === undefined) return;
    this.low[column] = band.low;
    this.high[column] = band.high;
    const raises = band.raises.length > 0;
    this.lasts[column] = raises ? end + SHORTEST_REACH_MS : Number.POSITIVE_INFINITY;
    for (const { place, wakes } of band.raises) {
      // Rules that rest although it was raised already rest because of other guards.
      if ((this.#until[place] ?? start) <= start) this.#wake(wakes);
    }
  }

  /** Notes what the band of the latest value raised. */
  #leave(column: number): void {
    const lasts = this.lasts[column] ?? 0;
    if (!Number.isFinite(lasts)) return;
    const low = this.low[column] ?? 0;
    const end = lasts - SHORTEST_REACH_MS;
    for (const { place, reach } of bandOf(this.table.bands[column] ?? [], low)?.raises ?? []) {
      if (end + reach > (this.#until[place] ?? 0)) this.#until[place] = end + reach;
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
    for (const place of rules) this.awake.wake(place);
  }

  /** The guard is raised in all ticks that start before this, and in later ones only if a tick or event raises it. */
  raisedUntil(place: number): number {
    const until = this.#until[place] ?? Number.NEGATIVE_INFINITY;
    const guard = this.table.guards[place];
    if (guard === undefined || guard.column < 0) return until;
    const { column, upward, level, reach } = guard;
    const byBand = upward ? (this.low[column] ?? 0) > level : (this.high[column] ?? 0) < level;
    return byBand ? Math.max(until, (this.lasts[column] ?? 0) - SHORTEST_REACH_MS + reach) : until;
  }
}

/** The band that a value is in. */
function bandOf(bands: readonly Band[], value: number): Band | undefined {
  for (const band of bands) if (value <= band.high) return band;
  return undefined;
}
