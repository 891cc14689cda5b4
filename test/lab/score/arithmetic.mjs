// @ts-check
// Shares with their uncertainty, quantiles, groups.

/**
 * @typedef {object} Share
 * @property {number} of how many of …
 * @property {number} all … how many
 * @property {number | null} value null of none
 * @property {number} low lower end of the 95 % interval
 * @property {number} high
 */

/** Of the normal distribution, for 95 % on both sides. */
const Z = 1.959964;

/**
 * A share with its Wilson score interval (E. B. Wilson 1927), which stays within 0 and 1 and holds for small counts.
 * Neighbouring cases (three formats of one call) are not independent, so that the true interval is wider.
 * @param {number} of
 * @param {number} all
 * @returns {Share}
 */
export function share(of, all) {
  if (all === 0) return { of, all, value: null, low: 0, high: 1 };
  const value = of / all;
  const spread = (Z * Z) / all;
  const middle = (value + spread / 2) / (1 + spread);
  const half = (Z * Math.sqrt((value * (1 - value)) / all + (Z * Z) / (4 * all * all))) / (1 + spread);
  return { of, all, value, low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}

/**
 * Quantile with linear interpolation between the neighbours (type 7 of Hyndman and Fan).
 * @param {readonly number[]} values
 * @param {number} at 0 to 1
 * @returns {number | null} null without values
 */
export function quantile(values, at) {
  const sorted = [...values].sort((a, b) => a - b);
  const place = (sorted.length - 1) * at;
  const below = sorted[Math.floor(place)];
  const above = sorted[Math.ceil(place)];
  return below === undefined || above === undefined ? null : below + (above - below) * (place - Math.floor(place));
}

/**
 * @template T, K
 * @param {readonly T[]} items
 * @param {(item: T) => K} keyOf
 * @returns {Map<K, T[]>} in the order of first appearance
 */
export function groupBy(items, keyOf) {
  /** @type {Map<K, T[]>} */
  const groups = new Map();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}
