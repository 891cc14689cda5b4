import type { TriageResult } from '../model/result.js';
import { type JsonSchema, resultJsonSchema } from './result-schema.js';

/** The result as JSON: keys in the order of the schema, indented by two, with a newline at the end. */
export function json(result: TriageResult): string {
  return [...jsonParts(result)].join('');
}

/**
 * The same piece by piece, item by item of the result's lists: a log of 2000 connections has 300,000 checks and 70 MB of
 * JSON, which in one piece would take several times as much memory as reading the log did.
 */
export function* jsonParts({ partial, ...result }: TriageResult): Generator<string> {
  const properties = resultJsonSchema().properties;
  let before = '{\n';
  for (const key of orderedKeys(result, resultJsonSchema())) {
    yield `${before}  ${JSON.stringify(key)}: `;
    yield* memberParts(member(result, key), properties?.[key], `result.${key}`);
    before = ',\n';
  }
  // For a program, not for eyes: one line, which is a third of the length.
  if (partial !== undefined) yield `${before}  "partial": ${JSON.stringify(partial)}`;
  yield '\n}\n';
}

function* memberParts(value: unknown, schema: JsonSchema | undefined, path: string): Generator<string> {
  if (!Array.isArray(value)) {
    yield indented(JSON.stringify(inOrder(value, schema, path), undefined, 2), '  ');
    return;
  }
  if (value.length === 0) {
    yield '[]';
    return;
  }
  for (const [index, item] of value.entries()) {
    const text = JSON.stringify(inOrder(item, schema?.items, `${path}[${index}]`), undefined, 2);
    yield `${index === 0 ? '[' : ','}\n    ${indented(text, '    ')}`;
  }
  yield '\n  ]';
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
