import type { StatsType } from '../model/metric.js';
import type { StatsObject, StatsSample } from '../model/sample.js';
import { CLOCK_STEP_MS, Interval } from './interval.js';

/** Objects not seen for this long are forgotten, ms: ids of candidate pairs and old streams would pile up. */
const FORGET_MS = 120_000;

/** The last readings of every statistics object of one connection. */
export class ObjectStore {
  readonly #kept = new Map<StatsType, Map<string, Interval>>();
  /** What stood at each place of the last sample: reports nearly always list the same objects in the same order. */
  readonly #order: Interval[] = [];
  /** What was last seen before this is forgotten, whether it has been swept out yet or not. */
  #horizon = Number.NEGATIVE_INFINITY;
  #swept = Number.NEGATIVE_INFINITY;

  /**
   * Takes a new reading and pairs it with the last one. Undefined when the object carries its own time stamp and that
   * did not advance: a stale copy says nothing new.
   *
   * @param sample that holds the object; times that are handed over as such become numbers on the heap
   * @param position of the object in its sample
   */
  advance(object: StatsObject, sample: StatsSample, position: number): Interval | undefined {
    const time = object.time ?? sample.time;
    const last = this.#find(object, position);
    if (last === undefined || last.end < this.#horizon) {
      const first = new Interval(object.type, object, time);
      this.#of(object.type).set(object.id, first);
      this.#order[position] = first;
      return first;
    }
    if (time <= last.end && last.end - time <= CLOCK_STEP_MS) return undefined;
    last.advance(object, sample);
    return last;
  }

  /** A sample of that time has been dealt with: forgets what was not seen for long. */
  pass(sampleTime: number): void {
    this.#horizon = sampleTime - FORGET_MS;
    if (!(sampleTime < this.#swept + FORGET_MS)) this.#sweep(sampleTime);
  }

  /** Nothing more will come. */
  clear(): void {
    this.#kept.clear();
    this.#order.length = 0;
  }

  #find(object: StatsObject, position: number): Interval | undefined {
    const expected = this.#order[position];
    if (expected !== undefined && expected.id === object.id && expected.type === object.type) return expected;
    const found = this.#kept.get(object.type)?.get(object.id);
    if (found !== undefined) this.#order[position] = found;
    return found;
  }

  #of(type: StatsType): Map<string, Interval> {
    const known = this.#kept.get(type);
    if (known !== undefined) return known;
    const ofType = new Map<string, Interval>();
    this.#kept.set(type, ofType);
    return ofType;
  }

  /** Once in a while: looking through all objects after every sample would cost more than deriving from them. */
  #sweep(sampleTime: number): void {
    this.#swept = sampleTime;
    this.#order.length = 0;
    for (const ofType of this.#kept.values()) {
      for (const [id, interval] of ofType) if (interval.end < this.#horizon) ofType.delete(id);
    }
  }
}
