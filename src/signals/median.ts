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
  readonly #buckets = new Map<number, number>();
  #weight = 0;
  #count = 0;

  /** @param minCount values and @param minWeight summed weight before there is a median at all. */
  constructor(
    private readonly minCount: number,
    private readonly minWeight: number,
  ) {}

  add(value: number, weight = 1): void {
    if (!(value > 0) || !Number.isFinite(value) || !(weight > 0)) return;
    const bucket = Math.round(Math.log(value) / BUCKET);
    this.#buckets.set(bucket, (this.#buckets.get(bucket) ?? 0) + weight);
    this.#weight += weight;
    this.#count += 1;
  }

  /** The median so far; NaN before the minimum of evidence. */
  get value(): number {
    if (this.#count < this.minCount || this.#weight < this.minWeight) return Number.NaN;
    let below = 0;
    for (const bucket of [...this.#buckets.keys()].sort((a, b) => a - b)) {
      below += this.#buckets.get(bucket) ?? 0;
      if (below >= this.#weight / 2) return Math.exp(bucket * BUCKET);
    }
    return Number.NaN;
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
