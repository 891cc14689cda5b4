import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { packagePath } from '../package-files.js';

/** Written by the build (src/generate/prepare.ts); where it is missing, YAML is parsed. */
const FILE = packagePath('dist/prepared-yaml.json');

let values: ReadonlyMap<string, unknown> | undefined;

/**
 * The value of a YAML text that ships with the package, parsed when it was built: parsing all of them takes longer than
 * reading a small log. Texts are known by their digest, so a changed file is never taken for the one that was prepared.
 * @returns undefined for every other text. The value is shared: do not change it.
 */
export function preparedValue(text: string): { readonly value: unknown } | undefined {
  values ??= new Map(Object.entries(readPrepared()));
  const digest = digestOf(text);
  return values.has(digest) ? { value: values.get(digest) } : undefined;
}

/** The key of a text in the prepared file. */
export function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}

function readPrepared(): Record<string, unknown> {
  try {
    return JSON.parse(readFileSync(FILE, 'utf8')) as Record<string, unknown>;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {};
    throw error;
  }
}
