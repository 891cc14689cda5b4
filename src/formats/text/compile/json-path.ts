import type { TimeParts } from '../time/time-parts.js';
import { epochMs, timeParts } from '../time/time-parts.js';

/** `$.a.b`, `$["a b"]`, `$.list[0]`; `@` in place of `$` is the element of a list that is being looked at. */
export const JSON_PATH = /^[$@](?:\.[\w-]+|\[\d{1,4}\]|\["[^"\\]{1,100}"\])*$/;
const STEP = /\.([\w-]+)|\[(\d{1,4})\]|\["([^"\\]{1,100})"\]/g;
/** Texts inside a record are parsed as JSON up to this length. */
const LONGEST_TEXT = 64 * 1024;

/** A place in a JSON value. */
export interface JsonPath {
  readonly source: string;
  /** True for a place in the element that `each` is at. */
  readonly relative: boolean;
  readonly steps: readonly string[];
}

/** @param source a text that fits `JSON_PATH` */
export function compilePath(source: string): JsonPath {
  const steps = [...source.matchAll(STEP)].map(([, name, index, quoted]) => name ?? index ?? quoted ?? '');
  return { source, relative: source.startsWith('@'), steps };
}

/** What stands at a path; undefined when nothing does. A text on the way that is JSON itself is looked into. */
export function valueAt(root: unknown, path: JsonPath): unknown {
  let value = root;
  for (const step of path.steps) {
    if (typeof value === 'string') value = jsonIn(value);
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Readonly<Record<string, unknown>>)[step];
  }
  return value;
}

/** The first path of several at which there is something. */
export function firstAt(root: unknown, paths: readonly JsonPath[]): unknown {
  for (const path of paths) {
    const value = valueAt(root, path);
    if (value !== undefined && value !== null) return value;
  }
  return undefined;
}

/** A value as the text that templates and tables work on; undefined for null, objects and lists. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : undefined;
}

/** The object in a text that begins with one, perhaps behind a few words; undefined when there is none. */
export function jsonIn(text: string): Readonly<Record<string, unknown>> | undefined {
  const start = text.indexOf('{');
  if (start < 0 || text.length > LONGEST_TEXT) return undefined;
  const list = text.trimStart().startsWith('[');
  const end = text.lastIndexOf(list ? ']' : '}');
  try {
    const value: unknown = JSON.parse(text.slice(list ? text.indexOf('[') : start, end + 1));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    // Not JSON: what looked like it is text.
    return undefined;
  }
}

const TIME_TEXT =
  /^(?:(?<y>\d{4})[-/](?<mo>\d\d)[-/](?<d>\d\d)[T ])?(?<h>\d\d):(?<m>\d\d):(?<s>\d\d)(?:[.,](?<us>\d{1,9}))? ?(?<tz>Z|UTC|[+-]\d\d:?\d\d)?$/;

/** The time that a value of a record tells: an epoch, or a text with a time and perhaps a date and an offset. */
export function timeOfValue(value: unknown): TimeParts | undefined {
  const text = textOf(value)?.trim();
  if (text === undefined) return undefined;
  const epoch = /^\d{9,20}(?:\.\d{1,9})?$/.test(text) ? epochMs(Number(text)) : undefined;
  if (epoch !== undefined) return { epoch };
  const groups = TIME_TEXT.exec(text)?.groups;
  return groups && timeParts(groups);
}

/** Names that loggers and applications give to times: `@t`, `eventTime`, `Timestamp`, `time_ms`, `clientTs`. */
const TIME_NAME = /^@?t$|^(?!.*rtp).*(?:time|date)|(?:^|[a-z_@])ts$|^ts(?:_|[A-Z])/i;
/** Members of one object that are looked at. */
const MAX_MEMBERS = 64;

/**
 * The first time in a record: a member whose name speaks of a time and whose value is one. Members of the record come
 * before those of the objects in it.
 */
export function timeIn(record: unknown, depth = 1): TimeParts | undefined {
  if (typeof record !== 'object' || record === null) return undefined;
  const members = Object.entries(record).slice(0, MAX_MEMBERS);
  for (const [name, value] of members) {
    const time = TIME_NAME.test(name) ? timeOfValue(value) : undefined;
    if (time) return time;
  }
  if (depth === 0) return undefined;
  for (const [, value] of members) {
    const time = timeIn(value, depth - 1);
    if (time) return time;
  }
  return undefined;
}
