/** Names in a log are foreign: more than this many at once are forgotten, oldest first. */
const MAX_NAMES = 4096;

/** Sets an entry of a map that forgets its oldest entries. */
export function remember<T>(map: Map<string, T>, key: string, value: T): void {
  map.delete(key);
  map.set(key, value);
  if (map.size <= MAX_NAMES) return;
  const oldest = map.keys().next().value;
  if (oldest !== undefined) map.delete(oldest);
}
