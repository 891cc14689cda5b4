/**
 * Width of one bucket as a ratio. 4 % wide buckets, read at their geometric middle, keep the estimate within ±2 % of the
 * true (lower) median: far finer than any threshold on a share of the usual value.
 */
const BUCKET = Math.log(1.04);

/**
 * Running median of positive values in bounded memory: a histogram with logarithmic buckets. The error is at most 2 %,
 * whatever the order or number of the values; a range of 1 to 10⁹ needs at most 530 buckets.
 *
 * Values are weighed (by seconds), so that long and short intervals count for what they last. Zero is not fed: `usual`
 * means the usual value while something flows.
 */
export class RunningMedian {
  /** Numbers of the buckets in use, rising, and what they hold. */
  readonly #buckets: number[] = [];
  readonly #weights: number[] = [];
  /** Place of the median's bucket, which moves little from value to value, and the weight in the buckets before it. */
  #place = 0;
  #below = 0;
  #weight = 0;
  #count = 0;
  /** The bucket that was the median's last, and its middle. */
  #medianOf = Number.NaN;
  #median = Number.NaN;

  /** @param minCount values and @param minWeight summed weight before there is a median at all. */
  constructor(
    private readonly minCount: number,
    private readonly minWeight: number,
  ) {}

  add(value: number, weight = 1): void {
    if (!(value > 0) || !Number.isFinite(value) || !(weight > 0)) return;
    const bucket = Math.round(Math.log(value) / BUCKET);
    const place = this.#placeOf(bucket);
    if (this.#buckets[place] === bucket) this.#weights[place] = (this.#weights[place] ?? 0) + weight;
    else {
      this.#buckets.splice(place, 0, bucket);
      this.#weights.splice(place, 0, weight);
      if (place < this.#place) this.#place += 1;
    }
    if (place < this.#place) this.#below += weight;
    this.#weight += weight;
    this.#count += 1;
  }

  /** The median so far; NaN before the minimum of evidence. */
  get value(): number {
    if (this.#count < this.minCount || this.#weight < this.minWeight) return Number.NaN;
    const half = this.#weight / 2;
    while (this.#place > 0 && this.#below >= half) this.#below -= this.#weights[--this.#place] ?? 0;
    while (this.#place < this.#buckets.length - 1 && this.#below + (this.#weights[this.#place] ?? 0) < half) {
      this.#below += this.#weights[this.#place++] ?? 0;
    }
    const bucket = this.#buckets[this.#place] ?? Number.NaN;
    if (bucket !== this.#medianOf) {
      this.#medianOf = bucket;
      this.#median = Math.exp(bucket * BUCKET);
    }
    return this.#median;
  }

  /** Where the bucket is, or would have to be inserted. */
  #placeOf(bucket: number): number {
    let low = 0;
    let high = this.#buckets.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#buckets[middle] ?? 0) < bucket) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/**
 * `value` over its own median so far, then adds it to the median. Armed after 3 values that cover 10 s: enough at a
 * polling period of 5 s to know the usual value before a fault in second 20. Intervals with a gap are not fed.
 */
export class UsualValue {
  readonly #median = new RunningMedian(3, 10);

  ratio(value: number, seconds: number, gap: boolean): number {
    const usual = this.#median.value;
    if (!gap) this.#median.add(value, seconds);
    return value / usual;
  }

  get usual(): number {
    return this.#median.value;
  }
}
