/** Names in a log are foreign: more than this many at once are forgotten, oldest first. */
const MAX_NAMES = 4096;

/** Sets an entry of a map that forgets its oldest entries; returns the one that was forgotten. */
export function remember<T>(map: Map<string, T>, key: string, value: T): readonly [string, T] | undefined {
  map.delete(key);
  map.set(key, value);
  if (map.size <= MAX_NAMES) return undefined;
  const oldest = map.entries().next().value;
  if (oldest !== undefined) map.delete(oldest[0]);
  return oldest;
}
