import type { MessageDefinition } from '../definition/schema.js';
import { compilePath, type JsonPath, textOf, valueAt } from './json-path.js';
import { compilePattern, MATCHED_CHARACTERS } from './pattern.js';

/** What must stand at a place of a JSON record. */
export interface Condition {
  readonly path: JsonPath;
  readonly holds: (value: unknown) => boolean;
}

/** Compiles the `where` of a message. Values are compared as texts: `5` and `"5"` are the same. */
export function compileConditions(where: NonNullable<MessageDefinition['where']>): Condition[] {
  return Object.entries(where).map(([source, wanted]) => {
    const path = compilePath(source);
    if (typeof wanted === 'object' && !Array.isArray(wanted)) return { path, holds: partOf(wanted) };
    const texts = new Set((Array.isArray(wanted) ? wanted : [wanted]).map(String));
    return { path, holds: (value) => texts.has(textOf(value) ?? '\0') };
  });
}

function partOf(wanted: { exists: boolean } | { contains: string } | { matches: string }): Condition['holds'] {
  if ('exists' in wanted) return (value) => (value !== undefined && value !== null) === wanted.exists;
  if ('contains' in wanted) return (value) => textOf(value)?.includes(wanted.contains) ?? false;
  const pattern = compilePattern(wanted.matches);
  return (value) => pattern.test(textOf(value)?.slice(0, MATCHED_CHARACTERS) ?? '\0');
}

/** True when a record fulfils all conditions. `element` is what paths with @ are about. */
export function fulfils(conditions: readonly Condition[], record: unknown, element: unknown): boolean {
  return conditions.every(({ path, holds }) => holds(valueAt(path.relative ? element : record, path)));
}
