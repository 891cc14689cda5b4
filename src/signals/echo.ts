import { AUDIBLE_DBFS, levelOf } from './derive/audio-in.js';

/**
 * Correlation is meaningless below this span: with 15–25 s windows healthy calls reach r = 0.9–1.0, because one shared
 * pause is enough; with 30 s the highest of 24 calls without echo was 0.78 (measured). Seconds.
 */
const WINDOW_S = 30;
/** Points are formed over about a second; slower polling than 2 s cannot tell the lags apart. Seconds. */
const POINT_S = 0.9;
const SLOWEST_S = 2.2;
/** Everything below counts as silence, dBFS. */
const SILENCE_DBFS = -60;
/** Spread that the leading and the following level need, dB: without a real pause every pair of levels looks alike. */
const LEADER_SPREAD_DB = 6;
const FOLLOWER_SPREAD_DB = 4;
/** The own voice is loud enough that an echo of it would be heard, dBFS. */
const SPEAKING_DBFS = -25;
/** Buffers of devices and of the far path that no statistic shows, ms. */
const UNSEEN_DELAY_MS = 1000;
/** Lags up to this are always looked at (0, 1 and 2 points at 1 Hz): leaks were measured at 1 and 2 s. Seconds. */
const SHORTEST_SEARCH_S = 2;
/** And never more points than this: talk in turns correlates at lags of several seconds. */
const MAX_LAG = 4;

/** Audio energy (of samples in −1…1) over some seconds. */
export interface Energy {
  readonly energy: number;
  readonly duration: number;
}

/** The delays that bound the lag at which an own voice can come back, ms; NaN counts as 0. */
export interface LagParts {
  readonly roundTrip: number;
  readonly buffer: number;
  readonly playout: number;
}

export interface EchoReading {
  /** r of the inbound level following the microphone by at least one point, 0 when another lag explains it better. */
  readonly returned: number;
  /** Its lag, s. */
  readonly lag: number;
  /** r of the microphone following the inbound level (or moving with it), 0 when another lag explains it better. */
  readonly leaked: number;
  /** Seconds of the newest decided point in which this end spoke and nothing came back; NaN when undecided. */
  readonly noReturnSeconds: number;
}

interface Point {
  readonly seconds: number;
  readonly mic: number;
  readonly inbound: number;
}

/**
 * Compares the level of the own microphone with that of received audio over the last 30 s. Who hears himself has a log
 * in which the inbound level follows his own; a device that leaks has one in which the microphone moves with the
 * inbound level. Bounded: at most 30 s of points.
 */
export class EchoWindow {
  readonly #points: Point[] = [];
  #seconds = 0;
  #mic = { energy: 0, duration: 0 };
  #inbound = { energy: 0, duration: 0 };

  /** @returns a reading when another point is complete and the window is full, else undefined. */
  add(seconds: number, mic: Energy, inbound: Energy, parts: LagParts): EchoReading | undefined {
    if (!(seconds <= SLOWEST_S)) {
      this.reset();
      return undefined;
    }
    this.#seconds += seconds;
    accumulate(this.#mic, mic);
    accumulate(this.#inbound, inbound);
    if (this.#seconds < POINT_S) return undefined;
    this.#points.push({ seconds: this.#seconds, mic: clamped(this.#mic), inbound: clamped(this.#inbound) });
    this.#seconds = 0;
    this.#mic = { energy: 0, duration: 0 };
    this.#inbound = { energy: 0, duration: 0 };
    return this.#read(parts);
  }

  reset(): void {
    this.#points.length = 0;
    this.#seconds = 0;
    this.#mic = { energy: 0, duration: 0 };
    this.#inbound = { energy: 0, duration: 0 };
  }

  #read(parts: LagParts): EchoReading | undefined {
    const points = this.#points;
    const step = spanOf(points, 0) / points.length;
    const maxLag = lagLimit(parts, step);
    // The window counts pairs: points that still have a partner at the largest lag.
    while (spanOf(points, MAX_LAG + 1) >= WINDOW_S) points.shift();
    if (points.some(({ mic, inbound }) => Number.isNaN(mic) || Number.isNaN(inbound))) return undefined;
    const noReturnSeconds = noReturn(points, maxLag);
    if (spanOf(points, maxLag) < WINDOW_S)
      return { returned: Number.NaN, lag: Number.NaN, leaked: Number.NaN, noReturnSeconds };
    return { ...correlate(points, maxLag, step), noReturnSeconds };
  }
}

/** Lags to look at, in points: all the delay an echo can have on its way. */
function lagLimit(parts: LagParts, step: number): number {
  const known = (ms: number): number => (Number.isNaN(ms) ? 0 : ms);
  const longest = known(parts.roundTrip) + 2 * known(parts.buffer) + known(parts.playout) + UNSEEN_DELAY_MS;
  return Math.min(MAX_LAG, Math.max(Math.round(SHORTEST_SEARCH_S / step), Math.ceil(longest / 1000 / step), 1));
}

/** Seconds that all but the last `lag` points cover. */
function spanOf(points: readonly Point[], lag: number): number {
  let span = 0;
  for (let i = 0; i < points.length - lag; i += 1) span += points[i]?.seconds ?? 0;
  return span;
}

/** Finds the lag and direction at which the two levels are most alike. The strongest one explains the others away. */
function correlate(points: readonly Point[], maxLag: number, step: number): Omit<EchoReading, 'noReturnSeconds'> {
  const mic = points.map((point) => point.mic);
  const inbound = points.map((point) => point.inbound);
  const spread = { mic: deviation(mic), inbound: deviation(inbound) };
  const canReturn = spread.mic >= LEADER_SPREAD_DB && spread.inbound >= FOLLOWER_SPREAD_DB;
  const canLeak = spread.inbound >= LEADER_SPREAD_DB && spread.mic >= FOLLOWER_SPREAD_DB;
  if (!canReturn && !canLeak) return { returned: Number.NaN, lag: Number.NaN, leaked: Number.NaN };
  let forward = { r: -1, lag: 0 };
  let reverse = -1;
  const together = correlation(mic, inbound, 0);
  for (let lag = 1; lag <= maxLag; lag += 1) {
    const r = correlation(mic, inbound, lag);
    if (r > forward.r) forward = { r, lag };
    reverse = Math.max(reverse, correlation(inbound, mic, lag));
  }
  const leak = Math.max(together, reverse);
  const isReturn = forward.r > leak;
  return {
    returned: !canReturn ? Number.NaN : isReturn ? forward.r : 0,
    lag: canReturn && isReturn ? forward.lag * step : Number.NaN,
    leaked: !canLeak ? Number.NaN : isReturn ? 0 : leak,
  };
}

/** The newest point whose echo would have come by now: did this end speak, and did nothing come back? */
function noReturn(points: readonly Point[], maxLag: number): number {
  const spoken = points[points.length - 1 - maxLag];
  if (spoken === undefined) return Number.NaN;
  if (spoken.mic <= SPEAKING_DBFS) return 0;
  const after = points.slice(-1 - maxLag);
  return after.every(({ inbound }) => inbound < AUDIBLE_DBFS) ? spoken.seconds : 0;
}

/** Pearson correlation of a[i] with b[i + lag]; −1 when one of them does not change. */
function correlation(a: readonly number[], b: readonly number[], lag: number): number {
  const n = a.length - lag;
  let meanA = 0;
  let meanB = 0;
  for (let i = 0; i < n; i += 1) {
    meanA += a[i] ?? 0;
    meanB += b[i + lag] ?? 0;
  }
  meanA /= n;
  meanB /= n;
  let products = 0;
  let squaresA = 0;
  let squaresB = 0;
  for (let i = 0; i < n; i += 1) {
    const da = (a[i] ?? 0) - meanA;
    const db = (b[i + lag] ?? 0) - meanB;
    products += da * db;
    squaresA += da * da;
    squaresB += db * db;
  }
  return squaresA > 0 && squaresB > 0 ? products / Math.sqrt(squaresA * squaresB) : -1;
}

/** Standard deviation. */
function deviation(values: readonly number[]): number {
  let sum = 0;
  for (const value of values) sum += value;
  const mean = sum / values.length;
  let squares = 0;
  for (const value of values) squares += (value - mean) ** 2;
  return Math.sqrt(squares / values.length);
}

function accumulate(sum: { energy: number; duration: number }, more: Energy): void {
  sum.energy += more.energy;
  sum.duration += more.duration;
}

function clamped({ energy, duration }: Energy): number {
  const level = levelOf(energy, duration);
  return Number.isNaN(level) ? level : Math.max(SILENCE_DBFS, level);
}
