import type { TriageResult } from '../model/result.js';
import { type JsonSchema, resultJsonSchema } from './result-schema.js';

/** The result as JSON: keys in the order of the schema, indented by two, with a newline at the end. */
export function json({ partial, ...result }: TriageResult): string {
  const text = JSON.stringify(inOrder(result, resultJsonSchema(), 'result'), undefined, 2);
  // For a program, not for eyes: one line, which is a third of the length.
  return partial === undefined ? `${text}\n` : `${text.slice(0, -2)},\n  "partial": ${JSON.stringify(partial)}\n}\n`;
}

/**
 * A copy with the keys of each object in the schema's order, and those of tables (environment, totals) by name, so that
 * two results can be compared line by line. JSON has no NaN and no Infinity: such a value is a bug of whoever made the
 * result, and is reported rather than written as null.
 */
function inOrder(value: unknown, schema: JsonSchema | undefined, path: string): unknown {
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new TypeError(`The result is not valid: ${path} is ${value}. Please report this with the log's format.`);
  }
  if (Array.isArray(value)) return value.map((item, index) => inOrder(item, schema?.items, `${path}[${index}]`));
  if (typeof value !== 'object' || value === null) return value;
  const shape = schema?.anyOf?.find(({ type }) => type === 'object') ?? schema;
  const known = Object.keys(shape?.properties ?? {}).filter((key) => Object.hasOwn(value, key));
  const others = Object.keys(value).filter((key) => !known.includes(key));
  // No prototype, so that a name from a log such as __proto__ is a key like any other.
  const copy: Record<string, unknown> = Object.create(null);
  const from: Readonly<Record<string, unknown>> = { ...value };
  for (const key of [...known, ...others.sort()]) {
    copy[key] = inOrder(from[key], shape?.properties?.[key], `${path}.${key}`);
  }
  return copy;
}
