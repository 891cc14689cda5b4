import type { LevelPoints } from './level-points.js';

/**
 * How alike the levels of microphone and received audio are, over the shorter window of their points. Both levels, and both
 * directions, are looked at in one go: sums that do not wait for each other take no longer than one of them.
 */
export class LevelStatistics {
  /** Standard deviations of the two levels, dB; see `findSpreads`. */
  micSpread = Number.NaN;
  inboundSpread = Number.NaN;
  /** Pearson correlation of the two levels at the same points; see `findSpreads`. */
  together = Number.NaN;
  /** Pearson correlations at the lag that was asked for last; −1 where a level does not change. */
  inboundFollows = Number.NaN;
  micFollows = Number.NaN;

  /**
   * Finds how far the levels spread, and how alike they are at the same points.
   * @returns false where one of them certainly does so by less than `least` (nothing else is found then), because no
   *   deviation is larger than half the range
   */
  findSpreads({ mic, inbound, recent, end }: LevelPoints, least: number): boolean {
    let micSum = 0;
    let inboundSum = 0;
    let micLowest = Number.POSITIVE_INFINITY;
    let micHighest = Number.NEGATIVE_INFINITY;
    let inboundLowest = Number.POSITIVE_INFINITY;
    let inboundHighest = Number.NEGATIVE_INFINITY;
    for (let k = recent; k < end; k += 1) {
      const own = mic[k] ?? 0;
      const other = inbound[k] ?? 0;
      micSum += own;
      inboundSum += other;
      if (own < micLowest) micLowest = own;
      if (own > micHighest) micHighest = own;
      if (other < inboundLowest) inboundLowest = other;
      if (other > inboundHighest) inboundHighest = other;
    }
    const range = 1.99 * least;
    if (micHighest - micLowest < range || inboundHighest - inboundLowest < range) return false;
    const n = end - recent;
    const micMean = micSum / n;
    const inboundMean = inboundSum / n;
    let micSquares = 0;
    let inboundSquares = 0;
    let products = 0;
    for (let k = recent; k < end; k += 1) {
      const own = (mic[k] ?? 0) - micMean;
      const other = (inbound[k] ?? 0) - inboundMean;
      micSquares += own * own;
      inboundSquares += other * other;
      products += own * other;
    }
    this.micSpread = Math.sqrt(micSquares / n);
    this.inboundSpread = Math.sqrt(inboundSquares / n);
    this.together = pearson(products, micSquares, inboundSquares);
    return true;
  }

  /** Correlates each level with what the other one is `lag` points later. */
  correlate({ mic, inbound, recent, end }: LevelPoints, lag: number): void {
    const last = end - lag;
    const n = last - recent;
    let micMean = 0;
    let inboundMean = 0;
    let laterMicMean = 0;
    let laterInboundMean = 0;
    for (let k = recent; k < last; k += 1) {
      micMean += mic[k] ?? 0;
      inboundMean += inbound[k] ?? 0;
      laterMicMean += mic[k + lag] ?? 0;
      laterInboundMean += inbound[k + lag] ?? 0;
    }
    micMean /= n;
    inboundMean /= n;
    laterMicMean /= n;
    laterInboundMean /= n;
    let micSquares = 0;
    let inboundSquares = 0;
    let laterMicSquares = 0;
    let laterInboundSquares = 0;
    let inboundFollows = 0;
    let micFollows = 0;
    for (let k = recent; k < last; k += 1) {
      const own = (mic[k] ?? 0) - micMean;
      const other = (inbound[k] ?? 0) - inboundMean;
      const laterOwn = (mic[k + lag] ?? 0) - laterMicMean;
      const laterOther = (inbound[k + lag] ?? 0) - laterInboundMean;
      micSquares += own * own;
      inboundSquares += other * other;
      laterMicSquares += laterOwn * laterOwn;
      laterInboundSquares += laterOther * laterOther;
      inboundFollows += own * laterOther;
      micFollows += other * laterOwn;
    }
    this.inboundFollows = pearson(inboundFollows, micSquares, laterInboundSquares);
    this.micFollows = pearson(micFollows, inboundSquares, laterMicSquares);
  }
}

/** −1 when one of the two does not change. */
function pearson(products: number, squaresA: number, squaresB: number): number {
  return squaresA > 0 && squaresB > 0 ? products / Math.sqrt(squaresA * squaresB) : -1;
}
