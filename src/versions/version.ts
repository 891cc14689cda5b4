/**
 * Numbers of a version: `v4.4.0-build.6` → [4, 4, 0]. What follows the dotted numbers (a build, a pre-release) does not
 * count. Undefined for a text that does not begin with a number.
 */
export function parseVersion(text: string): readonly number[] | undefined {
  const match = /^v?(\d{1,9}(?:\.\d{1,9}){0,7})/.exec(text.trim());
  return match?.[1]?.split('.').map(Number);
}

/** Negative when `a` is older, positive when it is newer, 0 when they are equal; a missing number counts as 0. */
export function compareVersions(a: readonly number[], b: readonly number[]): number {
  for (let index = 0; index < Math.max(a.length, b.length); index++) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** True when a version is at least `from` and less than `below`; never for a text that is no version. */
export function inRange(
  version: string,
  { from, below }: { readonly from?: string; readonly below?: string },
): boolean {
  const numbers = parseVersion(version);
  if (numbers === undefined) return false;
  const low = from === undefined ? undefined : parseVersion(from);
  const high = below === undefined ? undefined : parseVersion(below);
  return (
    (low === undefined || compareVersions(numbers, low) >= 0) &&
    (high === undefined || compareVersions(numbers, high) < 0)
  );
}
