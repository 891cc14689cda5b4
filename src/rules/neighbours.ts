/** The next larger number that a double can hold. */
export function nextAbove(value: number): number {
  if (value === 0) return Number.MIN_VALUE;
  const bits = new BigInt64Array(Float64Array.of(value).buffer);
  bits[0] = (bits[0] ?? 0n) + (value > 0 ? 1n : -1n);
  return new Float64Array(bits.buffer)[0] ?? value;
}

/** The next smaller number that a double can hold; of what is not finite, itself. */
export function nextBelow(value: number): number {
  return Number.isFinite(value) ? -nextAbove(-value) : value;
}
