/** Uniform numbers in [0, 1) from a fixed seed: xorshift32 (Marsaglia 2003). The same file comes out on every machine. */
export function randomOf(seed) {
  let state = seed >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state >>>= 0;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state / 2 ** 32;
  };
}
