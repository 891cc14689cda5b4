import type { Location } from '../../../model/event.js';
import type { StatsType } from '../../../model/metric.js';
import type { StatsObject, StatsSample } from '../../../model/sample.js';
import { isEpochMs } from '../number.js';
import type { KnownObject } from './known-object.js';

/** Its readings are in `readings`. */
const NO_VALUES: Readonly<Record<string, number>> = {};

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
type Copy = Mutable<Pick<StatsObject, 'id' | 'type' | 'kind' | 'ssrc' | 'time' | 'labels'>> & {
  readonly values: Readonly<Record<string, number>>;
  readonly readings: Float64Array;
};

/** A sample whose objects go back to their pool once it has been handed over. */
export class PooledSample implements StatsSample {
  time = 0;
  connection = '';
  at: Location = { source: '', line: 0, offset: 0 };
  readonly stats: Copy[] = [];

  constructor(private readonly pool: SamplePool) {}

  /** To be called when the sample has been handed over. */
  release(): void {
    this.pool.takeBack(this);
  }
}

/**
 * Copies of known objects as samples. Samples wait until those before them in time have come, while the objects go on
 * changing; used again, copies cost a fiftieth of reading the report.
 */
export class SamplePool {
  readonly #samples: PooledSample[] = [];
  readonly #copies = new Map<StatsType, Copy[]>();

  /** The first `length` objects as they stand. Pseudo tracks, and objects that nobody reads, are left out. */
  sampleOf(objects: readonly KnownObject[], length: number, of: Omit<StatsSample, 'stats'>): PooledSample {
    const sample = this.#samples.pop() ?? new PooledSample(this);
    sample.time = of.time;
    sample.connection = of.connection;
    sample.at = of.at;
    for (let k = 0; k < length; k += 1) {
      const object = objects[k];
      const type = object?.layout.type;
      if (object !== undefined && type !== undefined && !object.isPseudo)
        sample.stats.push(this.#copyOf(object, type, of.time));
    }
    return sample;
  }

  takeBack(sample: PooledSample): void {
    for (const copy of sample.stats) this.#copies.get(copy.type)?.push(copy);
    sample.stats.length = 0;
    this.#samples.push(sample);
  }

  #copyOf(object: KnownObject, type: StatsType, time: number): Copy {
    const copy = this.#free(type, object);
    copy.id = object.id;
    copy.kind = object.kind;
    copy.ssrc = object.ssrc;
    copy.labels = object.labels;
    const { timestamp } = object;
    copy.time = timestamp !== time && isEpochMs(timestamp) ? timestamp : undefined;
    copy.readings.set(object.readings);
    return copy;
  }

  #free(type: StatsType, { readings, id, labels }: KnownObject): Copy {
    let free = this.#copies.get(type);
    if (free === undefined) {
      free = [];
      this.#copies.set(type, free);
    }
    return (
      free.pop() ?? {
        id,
        type,
        kind: undefined,
        ssrc: undefined,
        time: undefined,
        values: NO_VALUES,
        readings: new Float64Array(readings.length),
        labels,
      }
    );
  }
}
