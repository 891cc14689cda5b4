import type { MediaKind } from '../model/call.js';
import type { Location } from '../model/event.js';
import { METRICS, type Metric, PLACES, type Place, type StatsType } from '../model/metric.js';
import type { StatsObject } from '../model/sample.js';
import type { Capture } from './captures.js';
import type { Received } from './report.js';
import type { Track } from './tracks.js';

/** Counters of which a fall means that the whole object started anew (another stream behind the same id). */
const IDENTITY_COUNTERS = ['packetsReceived', 'packetsSent', 'bytesReceived', 'bytesSent', 'responsesReceived'];

/** A step back of more than this is a changed clock, a smaller one a repeated or reordered report, ms. */
export const CLOCK_STEP_MS = 10_000;

/** What all objects of one type have in common, made once. */
interface Layout {
  readonly names: readonly string[];
  readonly identityCounters: readonly number[];
}

const LAYOUTS = new Map<StatsType, Layout>();

function layoutOf(type: StatsType): Layout {
  const known = LAYOUTS.get(type);
  if (known !== undefined) return known;
  const names = Object.keys(METRICS[type]);
  const identityCounters = IDENTITY_COUNTERS.map((name) => names.indexOf(name)).filter((place) => place >= 0);
  const layout = { names, identityCounters };
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
 */
export class Interval<T extends StatsType = StatsType> {
  /** Source time, ms; equal to `end` for a first reading. */
  start: number;
  end: number;
  /** There is no reading to compare with. */
  isFirst = true;
  kind: MediaKind | undefined;
  ssrc: string | undefined;
  labels: StatsObject['labels'];
  series: ReadonlyMap<string, Location> | undefined;
  /** Whose signals are derived from this object; found once. */
  track: Track | undefined;
  received: Received | undefined;
  /** What a sent stream was captured by, and what that was read from: see `Captures`. */
  capture: Capture | undefined;
  captureLabels: StatsObject['labels'] | undefined;
  captureMedia: MediaKind | undefined;
  readonly id: string;
  readonly #layout: Layout;
  #now: Float64Array;
  #then: Float64Array;

  constructor(
    readonly type: T,
    object: StatsObject,
    time: number,
  ) {
    this.id = object.id;
    this.kind = object.kind;
    this.ssrc = object.ssrc;
    this.labels = object.labels;
    this.series = object.series;
    this.start = time;
    this.end = time;
    this.#layout = layoutOf(type);
    this.#now = new Float64Array(this.#layout.names.length);
    this.#then = new Float64Array(this.#layout.names.length).fill(Number.NaN);
    this.#copy(object);
  }

  /** Takes the next reading. */
  advance(object: StatsObject, time: number): void {
    const free = this.#then;
    this.#then = this.#now;
    this.#now = free;
    this.#copy(object);
    this.start = this.end;
    this.end = time;
    this.isFirst = time < this.start || this.#startedAnew(object);
    if (this.isFirst) {
      this.#then.fill(Number.NaN);
      this.start = time;
    }
    this.kind = object.kind;
    this.ssrc = object.ssrc;
    this.labels = object.labels;
    this.series = object.series;
  }

  /** Length in seconds; NaN for a first reading, so that every rate over it is NaN too. */
  get seconds(): number {
    return this.end > this.start ? (this.end - this.start) / 1000 : Number.NaN;
  }

  /** Growth of a counter. NaN when absent on either side or after a fall (a reset); a `total` is clamped at 0. */
  delta(place: Place<T>): number {
    const growth = (this.#now[place] ?? Number.NaN) - (this.#then[place] ?? Number.NaN);
    if (growth < 0) return this.#isTotal(place) ? 0 : Number.NaN;
    return growth;
  }

  /** Growth per second. */
  rate(place: Place<T>): number {
    return this.delta(place) / this.seconds;
  }

  /** Growth of one counter over the growth of another; NaN while the second stands still. */
  per(place: Place<T>, count: Place<T>): number {
    const n = this.delta(count);
    return n > 0 ? this.delta(place) / n : Number.NaN;
  }

  /** The present reading. */
  gauge(place: Place<T>): number {
    return this.#now[place] ?? Number.NaN;
  }

  before(place: Place<T>): number {
    return this.#then[place] ?? Number.NaN;
  }

  /** The present reading of a metric at a place that `placeOf` told. */
  latest(place: number): number {
    return place < 0 ? Number.NaN : (this.#now[place] ?? Number.NaN);
  }

  /** The reading before that one. */
  previous(place: number): number {
    return place < 0 ? Number.NaN : (this.#then[place] ?? Number.NaN);
  }

  #isTotal(place: number): boolean {
    const metrics: Readonly<Record<string, Metric>> = METRICS[this.type];
    return metrics[this.#layout.names[place] ?? '']?.form === 'total';
  }

  #startedAnew(object: StatsObject): boolean {
    if (this.ssrc !== undefined && object.ssrc !== undefined && this.ssrc !== object.ssrc) return true;
    for (const place of this.#layout.identityCounters) {
      if ((this.#now[place] ?? Number.NaN) < (this.#then[place] ?? Number.NaN)) return true;
    }
    return false;
  }

  #copy({ readings, values }: StatsObject): void {
    if (readings !== undefined) {
      this.#now.set(readings);
      return;
    }
    this.#now.fill(Number.NaN);
    const places: Readonly<Record<string, number>> = PLACES[this.type];
    for (const name of Object.keys(values)) {
      const place = places[name];
      if (typeof place === 'number') this.#now[place] = values[name] ?? Number.NaN;
    }
  }
}

export function isOf<T extends StatsType>(interval: Interval | undefined, type: T): interval is Interval<T> {
  return interval?.type === type;
}
