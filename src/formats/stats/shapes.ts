import { isObject, type RawEntry, type RawObject, textOf } from './raw.js';

/** Statistics objects that a report may hold; more is damage or malice, not a call. */
export const MOST_OBJECTS = 20_000;

/**
 * The entries of a raw report in any of its shapes: an array of objects, an object keyed by id, or the old callback form
 * with the values under `stats`. Undefined when the value is no report.
 */
export function reportEntries(value: unknown): RawEntry[] | undefined {
  const entries: RawEntry[] = [];
  if (Array.isArray(value)) {
    for (const item of value) {
      // Maps written by JSON.stringify([...report]) give [id, object] pairs.
      const raw = Array.isArray(item) && typeof item[0] === 'string' ? item[1] : item;
      if (!isStatsObject(raw) || entries.length >= MOST_OBJECTS) continue;
      const id = textOf(raw, 'id');
      if (id !== undefined) entries.push({ id, raw: flattened(raw) });
    }
  } else if (isObject(value)) {
    for (const id of Object.keys(value)) {
      const raw = value[id];
      if (isStatsObject(raw) && entries.length < MOST_OBJECTS) entries.push({ id, raw: flattened(raw) });
    }
  }
  return entries.length > 0 ? entries : undefined;
}

/** True for what looks like one statistics object: a type, and an id or a time stamp. */
export function isStatsObject(value: unknown): value is RawObject {
  return isObject(value) && typeof value.type === 'string' && ('timestamp' in value || 'id' in value);
}

/** The old callback form with its values lifted beside id, type and time stamp. */
function flattened(raw: RawObject): RawObject {
  return isObject(raw.stats) ? { ...raw.stats, id: raw.id, type: raw.type, timestamp: raw.timestamp } : raw;
}
