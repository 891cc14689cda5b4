import type { MediaKind } from '../model/call.js';
import type { Location } from '../model/event.js';
import { METRICS, type Metric, PLACES, type Place, type StatsType } from '../model/metric.js';
import type { StatsObject, StatsSample } from '../model/sample.js';
import type { Capture } from './captures.js';
import type { Received } from './report.js';
import type { Track } from './tracks.js';

/** Counters of which a fall means that the whole object started anew (another stream behind the same id). */
export const IDENTITY_COUNTERS = ['packetsReceived', 'packetsSent', 'bytesReceived', 'bytesSent', 'responsesReceived'];

/** A step back of more than this is a changed clock, a smaller one a repeated or reordered report, ms. */
export const CLOCK_STEP_MS = 10_000;

const UNKNOWN = Number.NaN;

/** What all objects of one type have in common, made once. */
interface Layout {
  /** Number of places. */
  readonly size: number;
  /** Places of counters. */
  readonly counters: readonly number[];
  /** By place: what the growth of a counter is when it falls. */
  readonly fallen: readonly number[];
  readonly identityCounters: readonly number[];
}

const LAYOUTS = new Map<StatsType, Layout>();

function layoutOf(type: StatsType): Layout {
  const known = LAYOUTS.get(type);
  if (known !== undefined) return known;
  const places: Readonly<Record<string, number>> = PLACES[type];
  const metrics: Readonly<Record<string, Metric>> = METRICS[type];
  const names = Object.keys(places);
  const layout = {
    size: names.length,
    counters: names.filter((name) => metrics[name]?.form !== 'gauge').map((name) => placeOf(type, name)),
    fallen: names.map((name) => (metrics[name]?.form === 'total' ? 0 : UNKNOWN)),
    identityCounters: IDENTITY_COUNTERS.map((name) => placeOf(type, name)).filter((place) => place >= 0),
  };
  LAYOUTS.set(type, layout);
  return layout;
}

/** The place of a metric given by name, or −1. */
export function placeOf(type: StatsType, metric: string): number {
  const places: Readonly<Record<string, number>> = PLACES[type];
  return Object.hasOwn(places, metric) ? (places[metric] ?? -1) : -1;
}

/**
 * The last two readings of one statistics object, or its first one alone. Unknown values are NaN. Belongs to its object
 * for as long as that is known: the next reading takes the place of the older one, without anything made anew.
 *
 * Growth is worked out for all counters at once, so that asking for it is one load. V8 builds functions of less than 28
 * bytes of its code in wherever they are called, others not everywhere: a call takes longer than the subtraction, and what it
 * returns is a number on the heap. That is why `delta`, `rate`, `gauge` and `before` are as short as they are (private
 * members of TypeScript and a constant take fewer bytes than those of JavaScript and `Number.NaN`).
 */
export class Interval<T extends StatsType = StatsType> {
  /**
   * Source time, ms; equal to `end` for a first reading. Numbers from the beginning: what is only declared is undefined
   * until the constructor runs, and a field that ever was that holds each number as an object of its own.
   */
  start = UNKNOWN;
  end = UNKNOWN;
  /** Length in seconds; NaN for a first reading, so that every rate over it is NaN too. */
  seconds = Number.NaN;
  /** Of audio, dBFS (see `measureLevel`); NaN = unknown. */
  level = UNKNOWN;
  /** There is no reading to compare with. */
  isFirst = true;
  kind: MediaKind | undefined;
  ssrc: string | undefined;
  labels: StatsObject['labels'];
  #series: ReadonlyMap<string, Location> | undefined;
  /** Where series stand that were asked for, by place: a proof of the same readings is given again and again. */
  #locations: (Location | undefined)[] | undefined;
  /** Whose signals are derived from this object; found once. */
  track: Track | undefined;
  received: Received | undefined;
  /** What a sent stream was captured by, and what that was read from: see `Captures`. */
  capture: Capture | undefined;
  captureLabels: StatsObject['labels'] | undefined;
  captureMedia: MediaKind | undefined;
  readonly id: string;
  readonly #layout: Layout;
  /** By place; all in one buffer. The last two change places with every reading. */
  private readonly growth: Float64Array;
  private now: Float64Array;
  private earlier: Float64Array;
  /** The only places that the readings have, all others being unknown for ever; undefined = any. */
  #places: StatsObject['places'];
  /** The counters among them. */
  #counters: readonly number[];
  /** Those that may grow. */
  #moving: readonly number[];
  /** The next reading has to write what never changes, too: that whose place it takes does not hold it. */
  #isWhole = true;

  constructor(
    readonly type: T,
    object: StatsObject,
    time: number,
  ) {
    const layout = layoutOf(type);
    this.id = object.id;
    this.kind = object.kind;
    this.ssrc = object.ssrc;
    this.labels = object.labels;
    this.#series = object.series;
    this.start = time;
    this.end = time;
    this.#layout = layout;
    const { size } = layout;
    const numbers = new Float64Array(3 * size).fill(UNKNOWN);
    this.growth = numbers.subarray(0, size);
    this.now = numbers.subarray(size, 2 * size);
    this.earlier = numbers.subarray(2 * size);
    const { places } = object;
    this.#places = places;
    this.#counters = places === undefined ? layout.counters : layout.counters.filter((place) => places.includes(place));
    const { steady } = object;
    this.#moving = steady === undefined ? this.#counters : this.#counters.filter((place) => !steady.includes(place));
    this.#read(object);
  }

  /** Takes the next reading. */
  advance(object: StatsObject, sample: StatsSample): void {
    const time = object.time ?? sample.time;
    const { now, earlier } = this;
    this.now = earlier;
    this.earlier = now;
    this.#read(object);
    const isWhole = this.#isWhole;
    this.isFirst = time < this.end || this.#startsAnew(object);
    if (this.isFirst) now.fill(UNKNOWN);
    this.#isWhole = this.isFirst || this.#places === undefined;
    this.#compare(isWhole || this.isFirst ? this.#counters : this.#moving);
    this.start = this.isFirst ? time : this.end;
    this.end = time;
    this.seconds = time > this.start ? (time - this.start) / 1000 : Number.NaN;
    this.#describe(object);
  }

  /** What is no number hardly ever changes: to compare takes less than to store, which tells the garbage collector. */
  #describe({ kind, ssrc, labels, series }: StatsObject): void {
    if (this.labels !== labels) this.labels = labels;
    if (this.ssrc !== ssrc) this.ssrc = ssrc;
    if (this.kind !== kind) this.kind = kind;
    if (this.#series === series) return;
    this.#series = series;
    this.#locations = undefined;
  }

  /** Where the series of a metric stands; undefined where readings have no series. */
  locationOf(metric: string, place: number): Location | undefined {
    const series = this.#series;
    if (series === undefined || place < 0) return series?.get(metric);
    this.#locations ??= new Array<Location | undefined>(this.#layout.size);
    const known = this.#locations[place];
    if (known !== undefined) return known;
    const found = series.get(metric);
    this.#locations[place] = found;
    return found;
  }

  /** Growth of a counter. NaN when absent on either side or after a fall (a reset); a `total` is clamped at 0. */
  delta(place: Place<T>): number {
    return this.growth[place] ?? UNKNOWN;
  }

  /** Growth per second. */
  rate(place: Place<T>): number {
    return this.delta(place) / this.seconds;
  }

  /** Growth of one counter over the growth of another; NaN while the second stands still. */
  per(place: Place<T>, count: Place<T>): number {
    const n = this.delta(count);
    return n > 0 ? this.delta(place) / n : UNKNOWN;
  }

  /** The present reading. */
  gauge(place: Place<T>): number {
    return this.now[place] ?? UNKNOWN;
  }

  before(place: Place<T>): number {
    return this.earlier[place] ?? UNKNOWN;
  }

  /** The present reading of a metric at a place that `placeOf` told; NaN for one that has none. */
  latest(place: number): number {
    return this.now[place] ?? UNKNOWN;
  }

  /** The reading before that one. */
  previous(place: number): number {
    return this.earlier[place] ?? UNKNOWN;
  }

  #startsAnew(object: StatsObject): boolean {
    if (this.ssrc !== undefined && object.ssrc !== undefined && this.ssrc !== object.ssrc) return true;
    const { identityCounters } = this.#layout;
    const { now, earlier } = this;
    for (let k = 0; k < identityCounters.length; k += 1) {
      const place = identityCounters[k] ?? 0;
      if ((now[place] ?? UNKNOWN) < (earlier[place] ?? UNKNOWN)) return true;
    }
    return false;
  }

  /** Writes the readings over those before the last ones. */
  #read(object: StatsObject): void {
    // Another report behind the same id: what its places do not cover may still hold readings of the first one.
    if (object.places !== this.#places) {
      this.#isWhole = true;
      this.#places = undefined;
      this.#counters = this.#layout.counters;
    }
    if (this.#places === undefined) this.now.fill(UNKNOWN);
    if (object.read === undefined) this.#readByName(object.values);
    else object.read(this.now, this.#isWhole);
  }

  /** Loops over some tens of numbers are faster than the functions of typed arrays, which leave JavaScript. */
  #compare(counters: readonly number[]): void {
    const { fallen } = this.#layout;
    const { growth, now, earlier } = this;
    for (let k = 0; k < counters.length; k += 1) {
      const place = counters[k] ?? 0;
      const grown = (now[place] ?? UNKNOWN) - (earlier[place] ?? UNKNOWN);
      growth[place] = grown < 0 ? (fallen[place] ?? UNKNOWN) : grown;
    }
  }

  #readByName(values: StatsObject['values']): void {
    const places: Readonly<Record<string, number>> = PLACES[this.type];
    for (const name of Object.keys(values)) {
      const place = places[name];
      if (typeof place === 'number') this.now[place] = values[name] ?? UNKNOWN;
    }
  }
}

export function isOf<T extends StatsType>(interval: Interval | undefined, type: T): interval is Interval<T> {
  return interval?.type === type;
}
