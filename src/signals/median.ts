import type { Interval } from './interval.js';
import type { Tick } from './tick.js';

/**
 * Width of one bucket as a ratio. 4 % wide buckets, read at their geometric middle, keep the estimate within ±2 % of the
 * true (lower) median: far finer than any threshold on a share of the usual value.
 */
const BUCKET = Math.log(1.04);
/** More than rounding makes of the edges of a bucket. */
const ROUNDING = 1e-9;

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
  /** Numbers of the buckets in use, rising, and what they hold. */
  readonly #buckets: number[] = [];
  readonly #weights: number[] = [];
  /** Values that are between these of a bucket belong to it, whatever the rounding: to tell takes no logarithm. */
  readonly #lows: number[] = [];
  readonly #highs: number[] = [];
  /** Place of the bucket of the latest value: the next one is hardly ever far from it. */
  #latest = 0;
  /** Place of the median's bucket, which moves little from value to value, and the weight in the buckets before it. */
  #place = 0;
  #below = 0;
  #weight = 0;
  #count = 0;
  /** The bucket that was the median's last. */
  #medianOf = Number.NaN;
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
    const lows = this.#lows;
    const highs = this.#highs;
    let place = this.#latest;
    while (place > 0 && value < (lows[place] ?? 0)) place -= 1;
    while (place < lows.length - 1 && value > (highs[place] ?? 0)) place += 1;
    if (place >= lows.length || value <= (lows[place] ?? 0) || value >= (highs[place] ?? 0))
      place = this.#placeOfGiven();
    this.#latest = place;
    this.#weights[place] = (this.#weights[place] ?? 0) + weight;
    if (place < this.#place) this.#below += weight;
    this.#weight += weight;
    this.#count += 1;
    if (this.#count >= this.minCount && this.#weight >= this.minWeight) this.#findMedian();
  }

  #findMedian(): void {
    const weights = this.#weights;
    const half = this.#weight / 2;
    while (this.#place > 0 && this.#below >= half) this.#below -= weights[--this.#place] ?? 0;
    while (this.#place < weights.length - 1 && this.#below + (weights[this.#place] ?? 0) < half) {
      this.#below += weights[this.#place++] ?? 0;
    }
    const bucket = this.#buckets[this.#place] ?? Number.NaN;
    if (bucket === this.#medianOf) return;
    this.#medianOf = bucket;
    this.value = Math.exp(bucket * BUCKET);
  }

  /** Where the bucket of the value is, which is inserted if need be. */
  #placeOfGiven(): number {
    // Zero may be negative here, which no list of whole numbers can hold.
    const bucket = Math.round(Math.log(this.given) / BUCKET) + 0;
    let low = 0;
    let high = this.#buckets.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#buckets[middle] ?? 0) < bucket) low = middle + 1;
      else high = middle;
    }
    if (this.#buckets[low] === bucket) return low;
    this.#buckets.splice(low, 0, bucket);
    this.#weights.splice(low, 0, 0);
    this.#lows.splice(low, 0, Math.exp((bucket - 0.5) * BUCKET) * (1 + ROUNDING));
    this.#highs.splice(low, 0, Math.exp((bucket + 0.5) * BUCKET) * (1 - ROUNDING));
    if (low < this.#place) this.#place += 1;
    return low;
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
