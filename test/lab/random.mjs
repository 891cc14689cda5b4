/**
 * A small seeded generator (mulberry32), so that a call can be made again with the same faults.
 * @param {number} seed any 32-bit number
 * @returns {() => number} uniform numbers in [0, 1)
 */
export function seeded(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** A seed for one named thing, derived from the seed of the whole run. FNV-1a over the name. */
export function seedFor(seed, name) {
  let hash = (2166136261 ^ seed) >>> 0;
  for (const char of name) hash = Math.imul(hash ^ char.charCodeAt(0), 16777619) >>> 0;
  return hash;
}

/** A number drawn from `[low, high]`; a plain number stands for itself. */
export function drawn(random, range) {
  return Array.isArray(range) ? range[0] + random() * (range[1] - range[0]) : range;
}

/** One of a list. */
export const pick = (random, list) => list[Math.floor(random() * list.length)];
