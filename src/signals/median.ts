import type { Interval } from './interval.js';
import type { Tick } from './tick.js';

/**
 * Width of one bucket as a ratio. 4 % wide buckets, read at their geometric middle, keep the estimate within ±2 % of the
 * true (lower) median: far finer than any threshold on a share of the usual value.
 */
const BUCKET = Math.log(1.04);
/** More than rounding makes of the edges of a bucket. */
const ROUNDING = 1e-9;
/** What is held of a bucket: values between these certainly belong to it, it weighs so much, and this is its middle. */
const LOW = 0;
const HIGH = 1;
const WEIGHT = 2;
const MIDDLE = 3;
/** Numbers of one bucket. */
const STRIDE = 4;

/**
 * Running median of positive values in bounded memory: a histogram with logarithmic buckets. The error is at most 2 %,
 * whatever the order or number of the values; a range of 1 to 10⁹ needs at most 530 buckets.
 *
 * Values are weighed (by seconds), so that long and short intervals count for what they last. Zero is not fed: `usual`
 * means the usual value while something flows.
 */
export class RunningMedian {
  /** The median so far; NaN before the minimum of evidence. */
  value = Number.NaN;
  /** The buckets in use, rising, side by side: each track has up to three medians, of which each value touches a little. */
  readonly #buckets: number[] = [];
  /** Where the bucket of the latest value begins: the next one is hardly ever far from it. */
  #latest = 0;
  /** Where the median's bucket begins, which moves little from value to value, and the weight in the buckets before it. */
  #place = 0;
  #below = 0;
  #weight = 0;
  #count = 0;
  /** What is being added. In fields, because numbers that are handed to a function become objects. */
  private given = Number.NaN;
  private givenWeight = Number.NaN;

  /** @param minCount values and @param minWeight summed weight before there is a median at all. */
  constructor(
    private readonly minCount: number,
    private readonly minWeight: number,
  ) {}

  /** Short enough to be built in wherever it is called (see `Interval`). */
  add(value: number, weight: number): void {
    this.given = value;
    this.givenWeight = weight;
    this.take();
  }

  private take(): void {
    const value = this.given;
    const weight = this.givenWeight;
    if (!(value > 0 && value < Number.POSITIVE_INFINITY && weight > 0)) return;
    const buckets = this.#buckets;
    const last = buckets.length - STRIDE;
    let place = this.#latest;
    while (place > 0 && value < (buckets[place + LOW] ?? 0)) place -= STRIDE;
    while (place < last && value > (buckets[place + HIGH] ?? 0)) place += STRIDE;
    // To look at the edges takes no logarithm.
    const isWithin = last >= 0 && value > (buckets[place + LOW] ?? 0) && value < (buckets[place + HIGH] ?? 0);
    if (!isWithin) place = this.#placeOfGiven();
    this.#latest = place;
    buckets[place + WEIGHT] = (buckets[place + WEIGHT] ?? 0) + weight;
    if (place < this.#place) this.#below += weight;
    this.#weight += weight;
    this.#count += 1;
    if (this.#count >= this.minCount && this.#weight >= this.minWeight) this.#findMedian();
  }

  #findMedian(): void {
    const buckets = this.#buckets;
    const half = this.#weight / 2;
    const last = buckets.length - STRIDE;
    let place = this.#place;
    let below = this.#below;
    while (place > 0 && below >= half) {
      place -= STRIDE;
      below -= buckets[place + WEIGHT] ?? 0;
    }
    while (place < last && below + (buckets[place + WEIGHT] ?? 0) < half) {
      below += buckets[place + WEIGHT] ?? 0;
      place += STRIDE;
    }
    this.#place = place;
    this.#below = below;
    this.value = buckets[place + MIDDLE] ?? Number.NaN;
  }

  /** Where the bucket of the value begins, which is inserted if need be. */
  #placeOfGiven(): number {
    const buckets = this.#buckets;
    const bucket = Math.round(Math.log(this.given) / BUCKET);
    const middle = Math.exp(bucket * BUCKET);
    let place = 0;
    while (place < buckets.length && (buckets[place + MIDDLE] ?? 0) < middle) place += STRIDE;
    if (buckets[place + MIDDLE] === middle) return place;
    const low = Math.exp((bucket - 0.5) * BUCKET) * (1 + ROUNDING);
    const high = Math.exp((bucket + 0.5) * BUCKET) * (1 - ROUNDING);
    buckets.splice(place, 0, low, high, 0, middle);
    if (place < this.#place) this.#place += STRIDE;
    return place;
  }
}

/**
 * A signal against its own median so far. Armed after 3 values that cover 10 s: enough at a polling period of 5 s to know
 * the usual value before a fault in second 20. Intervals with a gap are not fed.
 */
export class UsualValue {
  readonly #median = new RunningMedian(3, 10);

  /**
   * Sets the signal at the place `ofUsual` to the ratio of the one at `signal` and its median, which then learns from it.
   * @param interval whose seconds the value counts for; a first reading, which has none, counts for one
   */
  compare(tick: Tick, signal: number, ofUsual: number, { seconds }: Interval): void {
    const value = tick.get(signal);
    tick.set(ofUsual, value / this.#median.value);
    if (!tick.gap) this.#median.add(value, Number.isNaN(seconds) ? 1 : seconds);
  }
}
