/** Powers of ten that a double holds exactly. */
const POWERS = Float64Array.from({ length: 23 }, (_, n) => Number(`1e${n}`));
/** 2^27 + 1: splits a double into two halves of 26 bits (Veltkamp), so that their products are exact. */
const SPLITTER = 134217729;
const POWER_HIGH = POWERS.map((power) => {
  const t = SPLITTER * power;
  return t - (t - power);
});
const POWER_LOW = POWERS.map((power, n) => power - (POWER_HIGH[n] ?? 0));
/** Results whose correction lies this close (relatively) to the rounding limit are left to `Number`. */
const DOUBT = 1e-10;

/** Most digits that `join` handles: 15 + 4, so that the integer stays below 2^64. */
export const MOST_DIGITS = 19;
export const MOST_DECIMALS = 22;
export const HEAD_DIGITS = 15;

/** Correctly rounded `digits / 10^decimals`: both are exact doubles, and one division rounds once. digits < 2^53. */
export function scale(digits: number, decimals: number): number {
  return decimals === 0 ? digits : digits / (POWERS[decimals] ?? Number.NaN);
}

/** Where `join` finds its head and leaves its result: a double that is passed on or returned is made an object. */
export const joint = new Float64Array(1);

/**
 * Makes of the head in `joint` the correctly rounded `(head · 10^tailDigits + tail) / 10^decimals`, for numbers of 16 to 19
 * digits; NaN when the result is too close to a rounding limit to be sure.
 *
 * The integer is held as a pair of doubles (sum and error, Dekker 1971), divided by the exact power of ten, and the
 * quotient corrected by the division's own remainder. The correction is good to 2^-50 of itself, far below `DOUBT`.
 */
export function join(tail: number, tailDigits: number, decimals: number): void {
  const head = joint[0] ?? Number.NaN;
  const power = POWERS[tailDigits] ?? Number.NaN;
  const high = Math.floor(head / 33554432);
  const a = high * power * 33554432;
  const b = (head - high * 33554432) * power + tail;
  const sum = a + b;
  const error = b - (sum - a);
  const divisor = POWERS[decimals] ?? Number.NaN;
  const quotient = sum / divisor;

  const t = SPLITTER * quotient;
  const qHigh = t - (t - quotient);
  const qLow = quotient - qHigh;
  const pHigh = POWER_HIGH[decimals] ?? Number.NaN;
  const pLow = POWER_LOW[decimals] ?? Number.NaN;
  const product = quotient * divisor;
  const productError = qHigh * pHigh - product + qHigh * pLow + qLow * pHigh + qLow * pLow;

  const correction = (sum - product - productError + error) / divisor;
  const result = quotient + correction * (1 + DOUBT);
  joint[0] = result === quotient + correction * (1 - DOUBT) ? result : Number.NaN;
}
