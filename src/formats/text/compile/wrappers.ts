import type { WrapperDefinition } from '../definition/schema.js';
import type { TimeParts } from '../time/time-parts.js';
import { groupOf } from './expression.js';
import { compilePath, firstAt, type JsonPath, textOf, timeOfValue } from './json-path.js';
import { compilePattern } from './pattern.js';
import { WrapperSearch } from './wrapper-search.js';

export interface Wrapper {
  readonly id: string;
  readonly pattern: RegExp | undefined;
  readonly json: JsonCarrier | undefined;
  readonly unquote: WrapperDefinition['unquote'];
  /** Ids of the wrappers within which alone it is one. */
  readonly within: ReadonlySet<string> | undefined;
}

/** Where a carrier that writes JSON lines puts the text, its time and its tag. */
interface JsonCarrier {
  readonly message: readonly JsonPath[];
  readonly time: readonly JsonPath[];
  readonly tag: readonly JsonPath[];
}

/** A line without what carried it, and what the carrier knew of it. */
export interface Unwrapped {
  /** Id of the wrapper. */
  readonly by: string;
  readonly text: string;
  readonly time: TimeParts | undefined;
  readonly tag: string | undefined;
}

/** Many formats lie in the same wrappers. */
const COMPILED = new WeakMap<WrapperDefinition, Wrapper>();

export function compileWrapper(definition: WrapperDefinition): Wrapper {
  const known = COMPILED.get(definition);
  if (known) return known;
  const { id, json, pattern, unquote, within } = definition;
  const wrapper = {
    id,
    pattern: pattern === undefined ? undefined : compilePattern(pattern),
    json: json && { message: paths(json.message), time: paths(json.time), tag: paths(json.tag) },
    unquote,
    within: within && new Set(within),
  };
  COMPILED.set(definition, wrapper);
  return wrapper;
}

/** One path or several, compiled. */
export function paths(source: string | readonly string[] | undefined): JsonPath[] {
  return (typeof source === 'string' ? [source] : (source ?? [])).map(compilePath);
}

/**
 * Takes one wrapper off; undefined when none of them is around the text.
 * @param outer id of the wrapper that the text itself came out of
 */
export function unwrap(text: string, wrappers: readonly Wrapper[], outer?: string): Unwrapped | undefined {
  if (text.startsWith('{')) return unwrapJson(text, wrappers);
  const found = searchOf(wrappers).find(text, outer);
  if (!found) return undefined;
  const { wrapper, frame, match } = found;
  return {
    by: wrapper.id,
    text: UNQUOTE[wrapper.unquote](groupOf(match, frame.message) ?? ''),
    time: frame.time(match, text),
    tag: groupOf(match, frame.tag),
  };
}

const SEARCHES = new WeakMap<readonly Wrapper[], WrapperSearch>();

function searchOf(wrappers: readonly Wrapper[]): WrapperSearch {
  let search = SEARCHES.get(wrappers);
  if (!search) {
    search = new WrapperSearch(wrappers);
    SEARCHES.set(wrappers, search);
  }
  return search;
}

/** What a carrier that writes JSON lines has put into one; the first wrapper that finds a text counts. */
function unwrapJson(text: string, wrappers: readonly Wrapper[]): Unwrapped | undefined {
  if (!wrappers.some(({ json }) => json)) return undefined;
  const record = parseRecord(text);
  if (record === undefined) return undefined;
  for (const { id, json } of wrappers) {
    if (!json) continue;
    const message = textOf(firstAt(record, json.message));
    if (message === undefined) continue;
    return {
      by: id,
      text: message.replace(/[\r\n]+$/, ''),
      time: timeOfValue(firstAt(record, json.time)),
      tag: textOf(firstAt(record, json.tag)),
    };
  }
  return undefined;
}

/** A JSON object that is a whole line; undefined for everything else. */
export function parseRecord(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    // Not JSON, or cut off: other forms are tried.
    return undefined;
  }
}

const UNQUOTE: Readonly<Record<WrapperDefinition['unquote'], (text: string) => string>> = {
  none: (text) => text,
  safari: joinSafari,
  json: (text) => text.replace(/\\(["\\/])/g, '$1').replace(/\\[nt]/g, ' '),
  csv: (text) => (/^".*"$/.test(text) ? text.slice(1, -1).replaceAll('""', '"') : text),
};

/** Safari prints the arguments of one console call with en dashes between, all but the first as JSON strings. */
function joinSafari(text: string): string {
  return text
    .split(' – ')
    .map((part) => (/^".*"$/.test(part) ? unquote(part) : part))
    .join(' ');
}

function unquote(text: string): string {
  return text.slice(1, -1).replace(/\\(["\\/])/g, '$1');
}
