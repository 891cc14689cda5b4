import { isDeepStrictEqual } from 'node:util';
import { parseDocument } from 'yaml';
import { digestOf } from '../yaml/prepared.js';

/** Digest → value of each text. Left out is what has mistakes, or says something that JSON cannot (a NaN, a date). */
export function prepare(texts: readonly string[]): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const text of texts) {
    const document = parseDocument(text);
    if (document.errors.length > 0 || document.warnings.length > 0) continue;
    const value: unknown = document.toJS();
    const json = JSON.stringify(value);
    if (json !== undefined && isDeepStrictEqual(JSON.parse(json), value)) values[digestOf(text)] = value;
  }
  return values;
}
