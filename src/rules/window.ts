import { SIGNALS, type SignalDefinition, type SignalId } from '../model/signal.js';
import type { RecentTicks } from './recent-ticks.js';
import type { Comparison } from './rule.js';

/** Smaller than any reading that a signal gives: the rounding that a running sum leaves over. */
const RESIDUE = 1e-9;

/**
 * A window of `over` ms counts when at least this share of it is covered by known values. Below it, a mean says little
 * about the whole; a few lost readings at its edge must not make it useless.
 */
const MIN_COVERAGE = 0.8;

/**
 * A reading of the moment (round-trip time, a level) stands for up to this long while no new one comes: Chromium
 * measures the round-trip time every 2 to 3 s, statistics are printed every second.
 */
export const READING_HOLDS_MS = 5000;

/** Readings of the moment from statistics stand until the next one; what an event says belongs to that event's tick alone. */
export function isHeld(signal: SignalId): boolean {
  const definition: SignalDefinition = SIGNALS[signal];
  return definition.form === 'moment' && definition.from.some((metric) => !metric.startsWith('event:'));
}

/** Ticks shorter than `over` / this are merged in pairs, so that a window never holds many more points than twice this. */
const FINENESS = 64;
/** Longest time that one point stands for, as a share of `over`. */
export const SPAN_OF_POINT = 1 / FINENESS;
/** Room of a window that holds anything at all; a power of two. Many signals are never known in a log. */
const FIRST_ROOM = 8;
const NO_POINTS = new Float64Array(0);
const FIELDS = 7;
const START = 0;
const END = 1;
/** Sum of value × ms. */
const WEIGHT = 2;
/** ms with a known value. */
const KNOWN = 3;
const SUM = 4;
const MAX = 5;
const MIN = 6;

/** For shares of time: when a value counts. */
export interface Beyond {
  readonly comparison: Comparison;
  readonly level: number;
}

/** The last `over` ms of one signal of one subject: a ring of ticks with running sums; bounded whatever the tick rate. */
export class Window {
  #points = NO_POINTS;
  /** 0 or a power of two, so that places wrap with a mask. */
  #capacity = 0;
  #head = 0;
  #size = 0;
  #weight = 0;
  #known = 0;
  #sum = 0;
  /** Known as long as the tick that had them is in the window; NaN = to be looked for. */
  #max = Number.NaN;
  #min = Number.NaN;
  #now = 0;
  #last = Number.NaN;
  #lastEnd = Number.NEGATIVE_INFINITY;
  readonly #over: number;
  readonly #spanOfPoint: number;
  readonly #held: boolean;

  /** `held`: the signal is a reading of the moment that stands until the next one (see READING_HOLDS_MS). */
  constructor(over: number, held: boolean) {
    this.#over = over;
    this.#spanOfPoint = over / FINENESS;
    this.#held = held;
  }

  /** Adds a tick's value (NaN = unknown) and drops what is older than `over` before its end. */
  push(start: number, end: number, value: number): void {
    this.#now = Math.max(this.#now, end);
    if (!Number.isNaN(value)) {
      this.#last = value;
      this.#lastEnd = end;
      this.#append(start, end, value);
    } else if (this.#held && end - this.#lastEnd <= READING_HOLDS_MS && this.#size > 0) {
      const from = Math.max(start, this.#lastPointEnd());
      if (from < end) this.#append(from, end, this.#last);
    }
    this.advance(this.#now);
  }

  /** Adds what has been remembered of a column since row `from`; with `beyond`, 1 where the value is beyond and else 0. */
  pushFrom({ starts, ends, values, size, width }: RecentTicks, column: number, from: number, beyond?: Beyond): void {
    for (let row = from; row < size; row++) {
      const value = values[row * width + column] ?? Number.NaN;
      const share = beyond !== undefined && !Number.isNaN(value);
      const point = share ? Number(compare(value, beyond.comparison, beyond.level)) : value;
      this.push(starts[row] ?? 0, ends[row] ?? 0, point);
    }
  }

  /** Lets time go by for a window of a signal that has never been known. */
  pass(end: number): void {
    this.#now = Math.max(this.#now, end);
  }

  /** Moves the window so that it ends at `now`. */
  advance(now: number): void {
    this.#now = now;
    const from = now - this.#over;
    while (this.#size > 0 && (this.#points[this.#head * FIELDS + END] ?? 0) <= from) this.#dropFirst();
  }

  clear(): void {
    this.#head = 0;
    this.#size = 0;
    this.#weight = 0;
    this.#known = 0;
    this.#sum = 0;
    this.#max = Number.NaN;
    this.#min = Number.NaN;
    this.#lastEnd = Number.NEGATIVE_INFINITY;
  }

  covered(): boolean {
    return this.#known - this.#outside() * this.#at(0, KNOWN) >= this.#over * MIN_COVERAGE - 0.5;
  }

  /** Mean by time of the known part; NaN when nothing is known. */
  mean(): number {
    if (this.#size === 0) return Number.NaN;
    const outside = this.#outside();
    const known = this.#known - outside * this.#at(0, KNOWN);
    const mean = (this.#weight - outside * this.#at(0, WEIGHT)) / known;
    // What the running sum leaves over when all readings are 0 again is no reading.
    return Math.abs(mean) < RESIDUE ? 0 : mean;
  }

  /** Sum of amounts; of the tick that reaches out of the window only the part within. */
  sum(): number {
    return this.#size === 0 ? Number.NaN : this.#sum - this.#outside() * this.#at(0, SUM);
  }

  max(): number {
    if (this.#size > 0 && Number.isNaN(this.#max)) {
      this.#max = Number.NEGATIVE_INFINITY;
      for (let i = 0; i < this.#size; i++) this.#max = Math.max(this.#max, this.#at(i, MAX));
    }
    return this.#max;
  }

  min(): number {
    if (this.#size > 0 && Number.isNaN(this.#min)) {
      this.#min = Number.POSITIVE_INFINITY;
      for (let i = 0; i < this.#size; i++) this.#min = Math.min(this.#min, this.#at(i, MIN));
    }
    return this.#min;
  }

  last(): number {
    return this.#size === 0 ? Number.NaN : this.#last;
  }

  /** Start of the earliest tick in the window whose own value was beyond; NaN when none was. */
  firstBeyond(comparison: Comparison, threshold: number): number {
    for (let i = 0; i < this.#size; i++) {
      if (this.#isBeyond(i, comparison, threshold)) return this.#at(i, START);
    }
    return Number.NaN;
  }

  /** End of the latest such tick; NaN when none was. */
  lastBeyond(comparison: Comparison, threshold: number): number {
    for (let i = this.#size - 1; i >= 0; i--) {
      if (this.#isBeyond(i, comparison, threshold)) return this.#at(i, END);
    }
    return Number.NaN;
  }

  #isBeyond(index: number, comparison: Comparison, threshold: number): boolean {
    return compare(this.#at(index, isUpward(comparison) ? MAX : MIN), comparison, threshold);
  }

  /** Share of the oldest tick that reaches out of the window. */
  #outside(): number {
    if (this.#size === 0) return 0;
    const start = this.#at(0, START);
    const from = this.#now - this.#over;
    return start >= from ? 0 : (from - start) / (this.#at(0, END) - start);
  }

  #append(start: number, end: number, value: number): void {
    // Two ticks at the same moment still count: the shortest time is taken as 1 ms.
    const known = Math.max(end - start, 1);
    this.#weight += value * known;
    this.#known += known;
    this.#sum += value;
    if (this.#size === 0 || value > this.#max) this.#max = value;
    if (this.#size === 0 || value < this.#min) this.#min = value;
    const last = this.#size - 1;
    if (last >= 0 && end - this.#at(last, START) <= this.#spanOfPoint) {
      const at = this.#place(last);
      const points = this.#points;
      points[at + END] = end;
      points[at + WEIGHT] = this.#at(last, WEIGHT) + value * known;
      points[at + KNOWN] = this.#at(last, KNOWN) + known;
      points[at + SUM] = this.#at(last, SUM) + value;
      points[at + MAX] = Math.max(this.#at(last, MAX), value);
      points[at + MIN] = Math.min(this.#at(last, MIN), value);
      return;
    }
    if (this.#size === this.#capacity) this.#grow();
    const at = this.#place(this.#size);
    const points = this.#points;
    points[at + START] = start;
    points[at + END] = end;
    points[at + WEIGHT] = value * known;
    points[at + KNOWN] = known;
    points[at + SUM] = value;
    points[at + MAX] = value;
    points[at + MIN] = value;
    this.#size++;
  }

  #dropFirst(): void {
    const points = this.#points;
    const at = this.#head * FIELDS;
    this.#weight -= points[at + WEIGHT] ?? 0;
    this.#known -= points[at + KNOWN] ?? 0;
    this.#sum -= points[at + SUM] ?? 0;
    if ((points[at + MAX] ?? 0) >= this.#max) this.#max = Number.NaN;
    if ((points[at + MIN] ?? 0) <= this.#min) this.#min = Number.NaN;
    this.#head = (this.#head + 1) & (this.#capacity - 1);
    this.#size--;
    if (this.#head === 0) this.#addUp();
  }

  /** Adds the points up afresh once a round: rounding errors of running sums do not pile up. */
  #addUp(): void {
    this.#weight = 0;
    this.#known = 0;
    this.#sum = 0;
    for (let i = 0; i < this.#size; i++) {
      this.#weight += this.#at(i, WEIGHT);
      this.#known += this.#at(i, KNOWN);
      this.#sum += this.#at(i, SUM);
    }
  }

  #grow(): void {
    const capacity = Math.max(FIRST_ROOM, this.#capacity * 2);
    const points = new Float64Array(capacity * FIELDS);
    const first = this.#points.subarray(this.#head * FIELDS);
    points.set(first, 0);
    points.set(this.#points.subarray(0, this.#head * FIELDS), first.length);
    this.#points = points;
    this.#capacity = capacity;
    this.#head = 0;
  }

  #lastPointEnd(): number {
    return this.#at(this.#size - 1, END);
  }

  #place(index: number): number {
    return ((this.#head + index) & (this.#capacity - 1)) * FIELDS;
  }

  #at(index: number, field: number): number {
    return this.#points[this.#place(index) + field] ?? Number.NaN;
  }
}

/** Running sums carry rounding errors; a billionth of the threshold decides nothing a user could notice. */
const TOLERANCE = 1e-9;

export function isUpward(comparison: Comparison): boolean {
  return comparison === 'above' || comparison === 'at-least';
}

/** Compares a value with a threshold. NaN is never beyond. */
export function compare(value: number, comparison: Comparison, threshold: number): boolean {
  const slack = TOLERANCE * Math.max(1, Math.abs(threshold));
  if (comparison === 'above') return value > threshold + slack;
  if (comparison === 'at-least') return value >= threshold - slack;
  if (comparison === 'below') return value < threshold - slack;
  return value <= threshold + slack;
}
