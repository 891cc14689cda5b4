import { AwakeRules } from './awake-rules.js';
import { type Band, type GuardTable, type Needs, ON_EVENT, ON_LAPSE, SHORTEST_REACH_MS } from './guard-table.js';

/** After this a rule that is awake because an event has not come yet is asked again whether it has (ms). */
const ASKED_AGAIN_MS = 5000;

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
    this.low = new Float64Array(table.bands.length);
    this.high = new Float64Array(table.bands.length);
    this.lasts = new Float64Array(table.bands.length);
    this.#until = new Float64Array(table.reaches.length);
    this.#forget();
  }

  /** Makes it as if it were new. */
  reset(): void {
    this.awake.reset();
    this.#start = Number.NEGATIVE_INFINITY;
    this.#end = Number.NEGATIVE_INFINITY;
    this.#latestStart = Number.NEGATIVE_INFINITY;
    this.#nextLapse = Number.POSITIVE_INFINITY;
    this.until = Number.NEGATIVE_INFINITY;
    this.#forget();
  }

  #forget(): void {
    this.low.fill(Number.POSITIVE_INFINITY);
    this.high.fill(Number.NEGATIVE_INFINITY);
    this.lasts.fill(Number.NEGATIVE_INFINITY);
    this.#until.fill(Number.NEGATIVE_INFINITY);
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
