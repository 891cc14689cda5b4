import { compilePath, firstAt, type JsonPath, textOf, timeOfValue } from './json-path.js';
import { compilePattern } from './pattern.js';
import type { WrapperDefinition } from './schema.js';
import { type TimeParts, timeParts } from './time-parts.js';

export interface Wrapper {
  readonly id: string;
  readonly pattern: RegExp | undefined;
  readonly json: JsonCarrier | undefined;
  readonly unquote: WrapperDefinition['unquote'];
}

/** Where a carrier that writes JSON lines puts the text, its time and its tag. */
interface JsonCarrier {
  readonly message: readonly JsonPath[];
  readonly time: readonly JsonPath[];
  readonly tag: readonly JsonPath[];
}

/** A line without what carried it, and what the carrier knew of it. */
export interface Unwrapped {
  readonly text: string;
  readonly time: TimeParts | undefined;
  readonly tag: string | undefined;
  readonly level: string | undefined;
}

export function compileWrapper(definition: WrapperDefinition): Wrapper {
  const { json } = definition;
  return {
    id: definition.id,
    pattern: definition.pattern === undefined ? undefined : compilePattern(definition.pattern),
    json: json && { message: paths(json.message), time: paths(json.time), tag: paths(json.tag) },
    unquote: definition.unquote,
  };
}

/** One path or several, compiled. */
export function paths(source: string | readonly string[] | undefined): JsonPath[] {
  return (typeof source === 'string' ? [source] : (source ?? [])).map(compilePath);
}

/** Takes one wrapper off; undefined when none of them is around the text. */
export function unwrap(text: string, wrappers: readonly Wrapper[]): Unwrapped | undefined {
  for (const wrapper of wrappers) {
    if (wrapper.json) {
      const inner = unwrapJson(text, wrapper.json);
      if (inner) return inner;
    }
    const groups = wrapper.pattern?.exec(text)?.groups;
    if (!groups) continue;
    const message = groups.msg ?? '';
    return {
      text: UNQUOTE[wrapper.unquote](message),
      time: timeParts(groups),
      tag: groups.tag,
      level: groups.lvl,
    };
  }
  return undefined;
}

function unwrapJson(text: string, carrier: JsonCarrier): Unwrapped | undefined {
  if (!text.startsWith('{')) return undefined;
  const record = parseRecord(text);
  const message = textOf(firstAt(record, carrier.message));
  if (message === undefined) return undefined;
  return {
    text: message.trimEnd(),
    time: timeOfValue(firstAt(record, carrier.time)),
    tag: textOf(firstAt(record, carrier.tag)),
    level: undefined,
  };
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
