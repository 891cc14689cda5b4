import type { TriageResult } from '../model/result.js';
import { type JsonSchema, resultJsonSchema } from './result-schema.js';

/** The result as JSON: keys in the order of the schema, indented by two, with a newline at the end. */
export function json({ partial, ...result }: TriageResult): string {
  const members = orderedKeys(result, resultJsonSchema()).map((key) => {
    const name = `result.${key}`;
    return `  ${JSON.stringify(key)}: ${memberText(member(result, key), resultJsonSchema().properties?.[key], name)}`;
  });
  // For a program, not for eyes: one line, which is a third of the length.
  if (partial !== undefined) members.push(`  "partial": ${JSON.stringify(partial)}`);
  return `{\n${members.join(',\n')}\n}\n`;
}

/** Lists are put in order item by item: those of a log of 2000 connections have 300,000 checks, and a copy of all is large. */
function memberText(value: unknown, schema: JsonSchema | undefined, path: string): string {
  if (!Array.isArray(value)) return indented(JSON.stringify(inOrder(value, schema, path), undefined, 2), '  ');
  if (value.length === 0) return '[]';
  const items = value.map((item, index) =>
    indented(JSON.stringify(inOrder(item, schema?.items, `${path}[${index}]`), undefined, 2), '    '),
  );
  return `[\n    ${items.join(',\n    ')}\n  ]`;
}

/** Line ends within strings are escaped in JSON: all that are left are those between members. */
function indented(text: string, by: string): string {
  return text.replaceAll('\n', `\n${by}`);
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
  const copy: Record<string, unknown> = {};
  for (const key of orderedKeys(value, shape)) {
    const ordered = inOrder(member(value, key), shape?.properties?.[key], `${path}.${key}`);
    // A name from a log such as __proto__ is a key like any other.
    if (key === '__proto__') Object.defineProperty(copy, key, { value: ordered, enumerable: true });
    else copy[key] = ordered;
  }
  return copy;
}

function orderedKeys(value: object, shape: JsonSchema | undefined): string[] {
  const known = Object.keys(shape?.properties ?? {}).filter((key) => Object.hasOwn(value, key));
  const others = Object.keys(value).filter((key) => !known.includes(key));
  return [...known, ...others.sort()];
}

function member(value: object, key: string): unknown {
  return Reflect.get(value, key);
}
