import type { Message } from './compile-message.js';
import { fulfils } from './conditions.js';
import { textOf, valueAt } from './json-path.js';
import type { Groups } from './template.js';

/** Elements of one list that are looked at: a record holds the users of one call, not more. */
const MAX_ELEMENTS = 256;

/**
 * What a message finds in a JSON record: for each element that fulfils its conditions the values at the paths that its
 * templates read, under the text of the path. Empty when the message is not about this record.
 */
export function jsonGroups(message: Message, record: Readonly<Record<string, unknown>>): Groups[] {
  const found: Groups[] = [];
  for (const element of elementsOf(message, record)) {
    if (!fulfils(message.conditions ?? [], record, element)) continue;
    const groups: Record<string, string> = {};
    for (const path of message.paths) {
      const text = textOf(valueAt(path.relative ? element : record, path));
      if (text !== undefined) groups[path.source] = text;
    }
    found.push(groups);
  }
  return found;
}

function elementsOf(message: Message, record: unknown): readonly unknown[] {
  if (message.each === undefined) return [record];
  const value = valueAt(record, message.each);
  if (typeof value !== 'object' || value === null) return [];
  return (Array.isArray(value) ? value : Object.values(value)).slice(0, MAX_ELEMENTS);
}
