import { z } from 'zod';
import type { Loaded, Path } from '../compile/compile-message.js';
import type { Source } from './load-file.js';
import { suggestion } from './suggestion.js';

type Issue = z.core.$ZodIssue;

/** Checks the value of a file. */
export function check<T>({ value, file, fail, locate }: Source, schema: z.ZodType<T>): Loaded<T> {
  const result = schema.safeParse(value);
  if (result.success) return { data: result.data, file, fail, locate };
  const issue = deepest(result.error.issues[0]);
  const within = (issue?.path ?? []).filter((key) => typeof key !== 'symbol');
  const path = issue?.code === 'unrecognized_keys' ? [...within, ...issue.keys.slice(0, 1)] : within;
  const { reason, fix } = told(issue, valueAtPath(value, path), schema);
  return fail(path, reason, fix);
}

const KINDS: ReadonlyMap<string, string> = new Map([
  ['array', 'a list, as in [one, two]'],
  ['object', 'keys with values, as in { key: value }'],
  ['record', 'keys with values, as in { key: value }'],
  ['string', 'a text'],
  ['number', 'a number'],
  ['boolean', 'true or false'],
]);

/** All keys that some part of a file may have. */
function keysOf(schema: z.ZodType): string[] {
  const keys = new Set<string>();
  JSON.stringify(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }), (name, value: unknown) => {
    if (name === 'properties' && typeof value === 'object') for (const key of Object.keys(value ?? {})) keys.add(key);
    return value;
  });
  return [...keys];
}

/** A complaint in words for the author of the file. */
function told(issue: Issue | undefined, given: unknown, schema: z.ZodType): { reason: string; fix: string } {
  const compare = 'Compare with the definitions that come with the program, in rules/formats.';
  if (issue?.code === 'unrecognized_keys') {
    const [key = ''] = issue.keys;
    return { reason: `There is no key "${key}" here.`, fix: `${suggestion(key, keysOf(schema))}${compare}` };
  }
  if (issue?.code === 'invalid_type') {
    const wanted = KINDS.get(issue.expected) ?? issue.expected;
    if (given === undefined) return { reason: `It is missing: ${wanted}.`, fix: 'Add it.' };
    return { reason: `It must be ${wanted}.`, fix: compare };
  }
  if (issue?.code === 'too_small' && Array.isArray(given)) return { reason: 'The list is empty.', fix: compare };
  if (issue?.code !== 'invalid_value' || typeof given !== 'string') {
    return { reason: issue?.message ?? 'Not valid.', fix: compare };
  }
  const words = issue.values.map(String);
  const fix = words.length > 12 ? 'All names stand in docs/formats.md.' : `Allowed: ${words.join(', ')}.`;
  return { reason: `"${given}" is no word that may stand here.`, fix: `${suggestion(given, words)}${fix}` };
}

function valueAtPath(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (one, key) =>
      typeof one === 'object' && one !== null && Object.hasOwn(one, key) ? Reflect.get(one, key) : undefined,
    value,
  );
}

/**
 * Of a choice between forms the author meant the one whose keys are all known, with the fewest complaints; of these the one
 * that got furthest is what he wants to read.
 */
function deepest(issue: Issue | undefined): Issue | undefined {
  if (issue?.code !== 'invalid_union') return issue;
  const unknown = (form: readonly Issue[]) =>
    form.reduce(
      (sum, one) => sum + (one.code === 'unrecognized_keys' && one.path.length === 0 ? one.keys.length : 0),
      0,
    );
  const [meant = []] = [...issue.errors].sort((a, b) => unknown(a) - unknown(b) || a.length - b.length);
  const inner = meant
    .map((one) => ({ ...one, path: [...issue.path, ...one.path] }))
    .sort((a, b) => b.path.length - a.path.length)[0];
  return inner ? deepest(inner) : issue;
}
