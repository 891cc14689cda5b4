import type { Message } from './compile/compile-message.js';
import { fulfils } from './compile/conditions.js';
import { textOf, valueAt } from './compile/json-path.js';
import type { Values } from './compile/template.js';

/** Elements of one list that are looked at: a record holds the users of one call, not more. */
const MAX_ELEMENTS = 256;

/**
 * What a message finds in a JSON record: for each element that fulfils its conditions the values at the paths that its
 * templates read, in the order of its paths. Empty when the message is not about this record.
 */
export function jsonGroups(message: Message, record: Readonly<Record<string, unknown>>): Values[] {
  const found: Values[] = [];
  for (const element of elementsOf(message, record)) {
    if (!fulfils(message.conditions ?? [], record, element)) continue;
    found.push(message.paths.map((path) => textOf(valueAt(path.relative ? element : record, path))));
  }
  return found;
}

function elementsOf(message: Message, record: unknown): readonly unknown[] {
  if (message.each === undefined) return [record];
  const value = valueAt(record, message.each);
  if (typeof value !== 'object' || value === null) return [];
  return (Array.isArray(value) ? value : Object.values(value)).slice(0, MAX_ELEMENTS);
}
