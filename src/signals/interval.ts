import { METRICS, type Metric, type StatsType } from '../model/metric.js';
import type { StatsObject } from '../model/sample.js';

export type MetricOf<T extends StatsType> = keyof (typeof METRICS)[T] & string;

/** Counters of which a fall means that the whole object started anew (another stream behind the same id). */
const IDENTITY_COUNTERS = ['packetsReceived', 'packetsSent', 'bytesReceived', 'bytesSent', 'responsesReceived'];

/** A step back of more than this is a changed clock, a smaller one a repeated or reordered report, ms. */
export const CLOCK_STEP_MS = 10_000;

/** Two readings of one statistics object, or the first one alone (`prev` undefined). Unknown values are NaN. */
export class Interval<T extends StatsType = StatsType> {
  constructor(
    readonly type: T,
    readonly prev: StatsObject | undefined,
    readonly curr: StatsObject,
    /** Source time, ms; equal to `end` for a first reading. */
    readonly start: number,
    readonly end: number,
  ) {}

  /** Length in seconds; NaN for a first reading, so that every rate over it is NaN too. */
  get seconds(): number {
    return this.end > this.start ? (this.end - this.start) / 1000 : Number.NaN;
  }

  /** Growth of a counter. NaN when absent on either side or after a fall (a reset); a `total` is clamped at 0. */
  delta(metric: MetricOf<T>): number {
    const before = this.prev?.values[metric];
    const now = this.curr.values[metric];
    if (before === undefined || now === undefined) return Number.NaN;
    if (now >= before) return now - before;
    return formOf(this.type, metric) === 'total' ? 0 : Number.NaN;
  }

  /** Growth per second. */
  rate(metric: MetricOf<T>): number {
    return this.delta(metric) / this.seconds;
  }

  /** Growth of one counter over the growth of another; NaN while the second stands still. */
  per(metric: MetricOf<T>, count: MetricOf<T>): number {
    const n = this.delta(count);
    return n > 0 ? this.delta(metric) / n : Number.NaN;
  }

  /** The present reading. */
  gauge(metric: MetricOf<T>): number {
    return this.curr.values[metric] ?? Number.NaN;
  }

  before(metric: MetricOf<T>): number {
    return this.prev?.values[metric] ?? Number.NaN;
  }
}

export function isOf<T extends StatsType>(interval: Interval | undefined, type: T): interval is Interval<T> {
  return interval?.type === type;
}

function formOf(type: StatsType, metric: string): Metric['form'] | undefined {
  const metrics: Readonly<Record<string, Metric>> = METRICS[type];
  return metrics[metric]?.form;
}

interface Kept {
  readonly object: StatsObject;
  readonly time: number;
}

/** The last reading of every statistics object of one connection. */
export class ObjectStore {
  readonly #kept = new Map<StatsType, Map<string, Kept>>();

  /**
   * Takes a new reading and pairs it with the last one. Undefined when the object carries its own time stamp and that
   * did not advance: a stale copy says nothing new.
   */
  advance(object: StatsObject, sampleTime: number): Interval | undefined {
    const time = object.time ?? sampleTime;
    let ofType = this.#kept.get(object.type);
    if (ofType === undefined) {
      ofType = new Map();
      this.#kept.set(object.type, ofType);
    }
    const last = ofType.get(object.id);
    if (last !== undefined && time <= last.time && last.time - time <= CLOCK_STEP_MS) return undefined;
    ofType.set(object.id, { object, time });
    if (last === undefined || time < last.time || startedAnew(last.object, object)) {
      return new Interval(object.type, undefined, object, time, time);
    }
    return new Interval(object.type, last.object, object, last.time, time);
  }

  /** Forgets objects that were last seen before `time`: ids of candidate pairs and old streams would pile up. */
  forgetBefore(time: number): void {
    for (const ofType of this.#kept.values()) {
      for (const [id, kept] of ofType) if (kept.time < time) ofType.delete(id);
    }
  }
}

function startedAnew(before: StatsObject, now: StatsObject): boolean {
  if (before.ssrc !== undefined && now.ssrc !== undefined && before.ssrc !== now.ssrc) return true;
  for (const metric of IDENTITY_COUNTERS) {
    const value = now.values[metric];
    if (value !== undefined && value < (before.values[metric] ?? -Infinity)) return true;
  }
  return false;
}
