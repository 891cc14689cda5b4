import type { MediaKind } from '../../../model/call.js';
import type { Location } from '../../../model/event.js';
import type { StatsType } from '../../../model/metric.js';
import type { StatsObject, StatsSample } from '../../../model/sample.js';
import { MEMBERS } from '../catalogue.js';
import { isEpochMs } from '../number.js';
import type { KnownObject } from './known-object.js';
import type { KnownReport } from './known-report.js';

/** Its readings are given by `read`. */
const NO_VALUES: Readonly<Record<string, number>> = {};
/** The places of what is read, by report type. */
const PLACES_READ: ReadonlyMap<StatsType, readonly number[]> = new Map(
  [...MEMBERS].map(([type, { metrics }]) => [type, metrics.map(({ place }) => place)]),
);
/** Samples that are kept for their next use. One is seldom needed before another one comes back. */
const MOST_FREE = 32;

/** A known object as it stood in the report of a sample. */
class SampledObject implements StatsObject {
  id = '';
  readonly values = NO_VALUES;
  readonly places: readonly number[];
  kind: MediaKind | undefined;
  ssrc: string | undefined;
  labels: Readonly<Record<string, string>> = {};
  readonly #readingsAt: number;
  readonly #timestampAt: number;

  constructor(
    private readonly sample: PooledSample,
    readonly type: StatsType,
    { readingsAt, timestampAt }: KnownObject,
  ) {
    this.places = PLACES_READ.get(type) ?? [];
    this.#readingsAt = readingsAt;
    this.#timestampAt = timestampAt;
  }

  /** Takes over what is no number. */
  describe({ id, kind, ssrc, labels }: KnownObject): void {
    this.id = id;
    this.kind = kind;
    this.ssrc = ssrc;
    this.labels = labels;
  }

  read(into: Float64Array): void {
    const { numbers } = this.sample;
    const { places } = this;
    const at = this.#readingsAt;
    for (let k = 0; k < places.length; k += 1) {
      const place = places[k] ?? 0;
      into[place] = numbers[at + place] ?? Number.NaN;
    }
  }

  get time(): number | undefined {
    const { numbers, time } = this.sample;
    const own = numbers[this.#timestampAt] ?? Number.NaN;
    return own !== time && isEpochMs(own) ? own : undefined;
  }
}

/** A sample of known objects, which goes back to its pool once it has been handed over. */
export class PooledSample implements StatsSample {
  time = Number.NaN;
  connection = '';
  at: Location = { source: '', line: 0, offset: 0 };
  readonly stats: SampledObject[] = [];
  /** A copy of the report's numbers. */
  readonly numbers: Float64Array;
  readonly shape: string;
  /** By the places of the known objects in their report's list; undefined for those that nobody reads. */
  readonly #objects: (SampledObject | undefined)[];
  /** Whose objects `stats` shows, and in which version. */
  #report: KnownReport | undefined;
  #version = Number.NaN;

  /** @param report any one of the reports for which the sample can be used */
  constructor(
    private readonly pool: SamplePool,
    { shape, numbers, list }: KnownReport,
  ) {
    this.shape = shape;
    this.numbers = new Float64Array(numbers.length);
    this.#objects = list.map((object) => {
      const { type } = object.layout;
      return type === undefined ? undefined : new SampledObject(this, type, object);
    });
  }

  /** Takes over how these objects of the report stand. Pseudo tracks, and objects that nobody reads, are left out. */
  fill(report: KnownReport, objects: readonly KnownObject[]): void {
    this.numbers.set(report.numbers);
    if (this.#report === report && this.#version === report.version) return;
    this.#report = report;
    this.#version = report.version;
    this.stats.length = 0;
    for (const object of objects) {
      const sampled = this.#objects[object.index];
      if (sampled === undefined || object.isPseudo) continue;
      sampled.describe(object);
      this.stats.push(sampled);
    }
  }

  /** To be called when the sample has been handed over. */
  release(): void {
    this.pool.takeBack(this);
  }
}

/**
 * Copies of known objects as samples. Samples wait until those before them in time have come, while the objects go on
 * changing. One that is used again for the same connection takes over the numbers, and nothing else as long as the report
 * holds the same objects with the same texts.
 */
export class SamplePool {
  readonly #free: PooledSample[] = [];
  /** Which of them gives way to the next one. */
  #oldest = 0;

  /** These objects of a report as they stand. */
  sampleOf(report: KnownReport, objects: readonly KnownObject[], of: Omit<StatsSample, 'stats'>): PooledSample {
    const sample = this.#of(report.shape) ?? new PooledSample(this, report);
    sample.time = of.time;
    sample.connection = of.connection;
    sample.at = of.at;
    sample.fill(report, objects);
    return sample;
  }

  takeBack(sample: PooledSample): void {
    if (this.#free.length < MOST_FREE) this.#free.push(sample);
    else {
      this.#oldest = (this.#oldest + 1) % MOST_FREE;
      this.#free[this.#oldest] = sample;
    }
  }

  /** A free sample for reports of that shape. */
  #of(shape: string): PooledSample | undefined {
    for (let k = this.#free.length - 1; k >= 0; k -= 1) {
      const sample = this.#free[k];
      if (sample?.shape !== shape) continue;
      const last = this.#free.pop();
      if (last !== undefined && last !== sample) this.#free[k] = last;
      return sample;
    }
    return undefined;
  }
}
