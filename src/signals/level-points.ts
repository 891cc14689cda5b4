/**
 * More points than a window ever holds: it is shortened when all but 5 of its points cover 30 s, and each covers at
 * least 0.9 s.
 */
const ROOM = 64;

/** Levels of microphone and received audio, point by point; the oldest comes first. */
export class LevelPoints {
  length = 0;
  readonly seconds = new Float64Array(ROOM);
  /** dBFS; NaN = unknown. */
  readonly mic = new Float64Array(ROOM);
  readonly inbound = new Float64Array(ROOM);

  push(seconds: number, mic: number, inbound: number): void {
    if (this.length === ROOM) this.shift();
    this.seconds[this.length] = seconds;
    this.mic[this.length] = mic;
    this.inbound[this.length] = inbound;
    this.length += 1;
  }

  /** Drops the oldest point. A few dozen numbers are moved faster than a ring is followed in every sum over them. */
  shift(): void {
    this.seconds.copyWithin(0, 1, this.length);
    this.mic.copyWithin(0, 1, this.length);
    this.inbound.copyWithin(0, 1, this.length);
    this.length -= 1;
  }

  clear(): void {
    this.length = 0;
  }

  /** Seconds that all but the last `lag` points cover. */
  span(lag: number): number {
    let span = 0;
    for (let k = 0; k < this.length - lag; k += 1) span += this.seconds[k] ?? 0;
    return span;
  }

  get hasUnknown(): boolean {
    for (let k = 0; k < this.length; k += 1) {
      if (Number.isNaN(this.mic[k] ?? 0) || Number.isNaN(this.inbound[k] ?? 0)) return true;
    }
    return false;
  }
}

/** Pearson correlation of a[k] with b[k + lag] over the first `length` values; −1 when one of them does not change. */
export function correlation(a: Float64Array, b: Float64Array, length: number, lag: number): number {
  const n = length - lag;
  let meanA = 0;
  let meanB = 0;
  for (let k = 0; k < n; k += 1) {
    meanA += a[k] ?? 0;
    meanB += b[k + lag] ?? 0;
  }
  meanA /= n;
  meanB /= n;
  let products = 0;
  let squaresA = 0;
  let squaresB = 0;
  for (let k = 0; k < n; k += 1) {
    const da = (a[k] ?? 0) - meanA;
    const db = (b[k + lag] ?? 0) - meanB;
    products += da * db;
    squaresA += da * da;
    squaresB += db * db;
  }
  return squaresA > 0 && squaresB > 0 ? products / Math.sqrt(squaresA * squaresB) : -1;
}

/** Standard deviation of the first `length` values. */
export function deviation(values: Float64Array, length: number): number {
  let sum = 0;
  for (let k = 0; k < length; k += 1) sum += values[k] ?? 0;
  const mean = sum / length;
  let squares = 0;
  for (let k = 0; k < length; k += 1) {
    const difference = (values[k] ?? 0) - mean;
    squares += difference * difference;
  }
  return Math.sqrt(squares / length);
}
