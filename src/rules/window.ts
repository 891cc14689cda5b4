import { SIGNAL_IDS, SIGNALS, type SignalDefinition, type SignalId } from '../model/signal.js';
import type { Limit } from './limit.js';
import type { RecentTicks } from './recent-ticks.js';
import type { Aggregate } from './rule.js';

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
const HELD: ReadonlySet<SignalId> = new Set(
  SIGNAL_IDS.filter((signal) => {
    const { form, from }: SignalDefinition = SIGNALS[signal];
    return form === 'moment' && from.some((metric) => !metric.startsWith('event:'));
  }),
);

export function isHeld(signal: SignalId): boolean {
  return HELD.has(signal);
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

/** The last `over` ms of one signal of one subject: a ring of ticks with running sums; bounded whatever the tick rate. */
export class Window {
  /** May have more room than the ring, from a use before. */
  #points = NO_POINTS;
  /** Of the ring: 0 or a power of two, so that places wrap with a mask. */
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
  readonly #held: boolean;
  /** Whether what follows is that of the window as it stands: several conditions ask for the same. */
  #isAddedUp = false;
  #isCovered = false;
  #mean = Number.NaN;
  #sumWithin = Number.NaN;
  /** Left by `answer`. */
  value = Number.NaN;

  /** `held`: the signal is a reading of the moment that stands until the next one (see READING_HOLDS_MS). */
  constructor(over: number, held: boolean) {
    this.#over = over;
    this.#held = held;
  }

  /**
   * Adds what has been remembered of a column from one tick on (NaN = unknown), with `beyond` 1 where the value is beyond and
   * else 0, and drops what is older than `over` before the end of the latest tick. In one go: each number that is handed to
   * a function would be put into an object.
   */
  pushFrom(recent: RecentTicks, column: number, from: number, beyond?: Limit): void {
    const { starts, ends, values, next, width, mask } = recent;
    const span = this.#over * SPAN_OF_POINT;
    for (let tick = from; tick < next; tick++) {
      const row = tick & mask;
      const end = ends[row] ?? 0;
      let start = starts[row] ?? 0;
      let value = values[row * width + column] ?? Number.NaN;
      if (end > this.#now) this.#now = end;
      if (!Number.isNaN(value)) {
        if (beyond !== undefined) value = beyond.isBeyond(value) ? 1 : 0;
        this.#last = value;
        this.#lastEnd = end;
      } else if (this.#held && end - this.#lastEnd <= READING_HOLDS_MS && this.#size > 0) {
        start = Math.max(start, this.#points[this.#place(this.#size - 1) + END] ?? start);
        if (start < end) value = this.#last;
      }
      if (!Number.isNaN(value)) {
        const isNew = this.#size === 0 || end - (this.#points[this.#place(this.#size - 1) + START] ?? 0) > span;
        if (isNew) this.#addPoint();
        const points = this.#points;
        const at = this.#place(this.#size - 1);
        if (isNew) points[at + START] = start;
        // Two ticks at the same moment still count: the shortest time is taken as 1 ms.
        const known = Math.max(end - start, 1);
        points[at + END] = end;
        points[at + WEIGHT] = (points[at + WEIGHT] ?? 0) + value * known;
        points[at + KNOWN] = (points[at + KNOWN] ?? 0) + known;
        points[at + SUM] = (points[at + SUM] ?? 0) + value;
        if (value > (points[at + MAX] ?? 0)) points[at + MAX] = value;
        if (value < (points[at + MIN] ?? 0)) points[at + MIN] = value;
        this.#weight += value * known;
        this.#known += known;
        this.#sum += value;
        const isOnly = isNew && this.#size === 1;
        if (isOnly || value > this.#max) this.#max = value;
        if (isOnly || value < this.#min) this.#min = value;
      }
      this.#drop();
    }
  }

  /** Lets time go by for a window of a signal that has never been known. */
  pass(end: number): void {
    if (end > this.#now) this.#now = end;
    this.#isAddedUp = false;
  }

  /** Moves the window so that it ends at `now`. */
  advance(now: number): void {
    this.#now = now;
    this.#drop();
  }

  /** Makes it as if it were new: the ring grows as ever, as rounding follows from its size, but in the room that is there. */
  reset(): void {
    this.clear();
    this.#capacity = 0;
    this.#now = 0;
    this.#last = Number.NaN;
    this.#isCovered = false;
    this.#mean = Number.NaN;
    this.#sumWithin = Number.NaN;
    this.value = Number.NaN;
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
    this.#isAddedUp = false;
  }

  /**
   * How the window becomes one number: it is left in `value`, as a number that is returned becomes an object. NaN when
   * nothing is known. Of shares of time, the values that are averaged are 1 and 0.
   */
  answer(aggregate: Aggregate): void {
    if (!this.#isAddedUp) this.#addUp();
    if (aggregate === 'mean' || aggregate === 'share-above') this.value = this.#mean;
    else if (aggregate === 'sum') this.value = this.#sumWithin;
    else if (aggregate === 'last') this.value = this.#size === 0 ? Number.NaN : this.#last;
    else this.value = aggregate === 'max' ? this.max() : this.min();
  }

  covered(): boolean {
    if (!this.#isAddedUp) this.#addUp();
    return this.#isCovered;
  }

  /** Mean by time of the known part; NaN when nothing is known. */
  mean(): number {
    if (!this.#isAddedUp) this.#addUp();
    return this.#mean;
  }

  /** Sum of amounts; of the tick that reaches out of the window only the part within. */
  sum(): number {
    if (!this.#isAddedUp) this.#addUp();
    return this.#sumWithin;
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
  firstBeyond(limit: Limit): number {
    for (let i = 0; i < this.#size; i++) {
      if (this.#isBeyond(i, limit)) return this.#at(i, START);
    }
    return Number.NaN;
  }

  /** End of the latest such tick; NaN when none was. */
  lastBeyond(limit: Limit): number {
    for (let i = this.#size - 1; i >= 0; i--) {
      if (this.#isBeyond(i, limit)) return this.#at(i, END);
    }
    return Number.NaN;
  }

  #isBeyond(index: number, limit: Limit): boolean {
    return limit.isBeyond(this.#at(index, limit.isUpward ? MAX : MIN));
  }

  /** What the window holds; of its oldest tick only the share that does not reach out of it. */
  #addUp(): void {
    this.#isAddedUp = true;
    this.#isCovered = false;
    this.#mean = Number.NaN;
    this.#sumWithin = Number.NaN;
    if (this.#size === 0) return;
    const points = this.#points;
    const first = this.#head * FIELDS;
    const start = points[first + START] ?? 0;
    const from = this.#now - this.#over;
    const outside = start >= from ? 0 : (from - start) / ((points[first + END] ?? 0) - start);
    const known = this.#known - outside * (points[first + KNOWN] ?? 0);
    const mean = (this.#weight - outside * (points[first + WEIGHT] ?? 0)) / known;
    this.#isCovered = known >= this.#over * MIN_COVERAGE - 0.5;
    // What the running sum leaves over when all readings are 0 again is no reading.
    this.#mean = Math.abs(mean) < RESIDUE ? 0 : mean;
    this.#sumWithin = this.#sum - outside * (points[first + SUM] ?? 0);
  }

  /** Begins a point that stands for nothing yet. */
  #addPoint(): void {
    if (this.#size === this.#capacity) this.#grow();
    const points = this.#points;
    const at = this.#place(this.#size++);
    points[at + WEIGHT] = 0;
    points[at + KNOWN] = 0;
    points[at + SUM] = 0;
    points[at + MAX] = Number.NEGATIVE_INFINITY;
    points[at + MIN] = Number.POSITIVE_INFINITY;
  }

  /** Drops what has left the window. */
  #drop(): void {
    this.#isAddedUp = false;
    const from = this.#now - this.#over;
    while (this.#size > 0 && (this.#points[this.#head * FIELDS + END] ?? 0) <= from) this.#dropFirst();
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
    if (this.#head === 0) this.#sumAfresh();
  }

  /** Sums the points afresh once a round: rounding errors of running sums do not pile up. */
  #sumAfresh(): void {
    const points = this.#points;
    let weight = 0;
    let known = 0;
    let sum = 0;
    // The first point stands at the first place.
    for (let at = 0; at < this.#size * FIELDS; at += FIELDS) {
      weight += points[at + WEIGHT] ?? 0;
      known += points[at + KNOWN] ?? 0;
      sum += points[at + SUM] ?? 0;
    }
    this.#weight = weight;
    this.#known = known;
    this.#sum = sum;
  }

  #grow(): void {
    const capacity = Math.max(FIRST_ROOM, this.#capacity * 2);
    if (this.#head === 0 && capacity * FIELDS <= this.#points.length) {
      this.#capacity = capacity;
      return;
    }
    const points = new Float64Array(capacity * FIELDS);
    for (let index = 0; index < this.#size; index++) {
      const at = this.#place(index);
      for (let field = 0; field < FIELDS; field++) points[index * FIELDS + field] = this.#points[at + field] ?? 0;
    }
    this.#points = points;
    this.#capacity = capacity;
    this.#head = 0;
  }

  #place(index: number): number {
    return ((this.#head + index) & (this.#capacity - 1)) * FIELDS;
  }

  #at(index: number, field: number): number {
    return this.#points[this.#place(index) + field] ?? Number.NaN;
  }
}
