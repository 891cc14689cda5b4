import type { MediaKind } from '../../../model/call.js';
import type { EventType } from '../../../model/event.js';
import type { StatsType } from '../../../model/metric.js';
import type { MessageDefinition, RecordDefinition } from '../definition/schema.js';
import { suggestion } from '../definition/suggestion.js';
import { makeScan, type Scan, ValueReader } from '../printed/scan.js';
import { type Condition, compileConditions } from './conditions.js';
import { Expression } from './expression.js';
import { compilePath, type JsonPath } from './json-path.js';
import { fieldsOf, metricsOf } from './names.js';
import { compilePattern } from './pattern.js';
import { type Next, Slots } from './slots.js';
import {
  compileFilters,
  compileTemplate,
  groupsOf,
  type Tables,
  type Template,
  type TemplateValue,
} from './template.js';

/** Where in a definition something is wrong: keys and indices from the top of the document. */
export type Path = readonly (string | number)[];
/** Throws: a mistake at a place of the definition, why, and what to do. */
export type Fail = (path: Path, reason: string, fix: string) => never;

/** A part of a definition that has been read, and how to tell of a mistake in it. */
export interface Loaded<T> {
  readonly data: T;
  readonly file: string;
  readonly fail: Fail;
  /** Line and column, from 1, of a place in the file. */
  readonly locate: (path: Path) => { readonly line: number; readonly column: number };
}

export type Fields = readonly (readonly [string, Template])[];
export type Emission =
  | { readonly kind: 'event'; readonly event: EventType; readonly fields: Fields; readonly lostWhenJoined: boolean }
  | {
      readonly kind: 'stats';
      readonly stats: StatsType;
      /** What the ids of its objects begin with: type and medium. */
      readonly id: string;
      readonly media: MediaKind | undefined;
      readonly values: Fields;
      readonly labels: Fields;
      readonly scan: Scan | undefined;
    }
  | {
      readonly kind: 'toggle';
      readonly key: Template;
      readonly value: Template;
      readonly on: ReadonlySet<string>;
      readonly start: EventType;
      readonly end: EventType;
      readonly fields: Fields;
    };

export interface Message {
  readonly name: string;
  readonly pattern: RegExp;
  /** The pattern with its groups by number: their values stand in the slots of these numbers. */
  readonly expression: Expression;
  /** Slots of a group "uid", and of the first path; 0 where there is none. */
  readonly uidSlot: number;
  readonly pathSlot: number;
  readonly onLine: boolean;
  /** Only where the record has a time, or (false) has none. */
  readonly timed: boolean | undefined;
  /** What must hold of a JSON record; undefined for messages that are texts. */
  readonly conditions: readonly Condition[] | undefined;
  /** Places in a JSON record that the templates read. */
  readonly paths: readonly JsonPath[];
  readonly each: JsonPath | undefined;
  readonly next: Next | undefined;
  readonly connection: Template | undefined;
  readonly user: Template | undefined;
  /** True when the message opens a connection beside others of the same channel. */
  readonly separate: boolean;
  readonly alias: Template | undefined;
  readonly once: Once | undefined;
  readonly gives: readonly Emission[];
  /** True when it says that an engine or page begins anew. */
  readonly starts: boolean;
  /** True when all that the message gives is found by searching the line for names: it may find nothing. */
  readonly scans: boolean;
}

/** The same `value` of the same `key` again within so many ms is a repeat, unless one of `until` came between. */
export interface Once {
  readonly key: Template;
  readonly value: Template;
  readonly within: number;
  readonly until: ReadonlySet<EventType>;
}

export function patternsFor(fail: Fail): MakePattern {
  return (source, path) => {
    try {
      return compilePattern(source);
    } catch (error) {
      return fail(path, `The expression cannot be used: ${messageOf(error).replace(/\.?$/, '.')}`, 'Rewrite it.');
    }
  };
}

/** What to say of a thrown value. */
function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Compiles one message of a definition; `at` is its place in the document that `fail` knows. */
export function compileMessage(
  message: MessageDefinition,
  tables: Tables,
  at: Path,
  pattern: MakePattern,
  fail: Fail,
): Message {
  if (message.pattern === '' && message.where === undefined) {
    fail([...at], 'The message has neither "pattern" nor "where".', 'Say what its lines look like.');
  }
  const first = pattern(message.pattern, [...at, 'pattern']);
  const expression = new Expression(first);
  const next = message.next === undefined ? undefined : new Expression(pattern(message.next, [...at, 'next']));
  const slots = new Slots(expression, next);
  const template = (source: string | number | boolean, path: Path): Template => {
    for (const name of groupsOf(source)) {
      if (name.startsWith('@') && message.each === undefined) {
        fail(path, `"${name}" begins with @, and the message has no "each".`, 'Begin with $.');
      }
      if (slots.of(name) === undefined) {
        fail(path, `The expression has no group "${name}".`, `It has: ${slots.names.join(', ')}.`);
      }
    }
    try {
      return compileTemplate(source, tables, (name) => slots.of(name) ?? 0);
    } catch (error) {
      return fail(path, messageOf(error), 'Use a known filter or add the table under "tables".');
    }
  };
  const optional = (source: string | undefined, key: string) =>
    source === undefined ? undefined : template(source, [...at, key]);
  const { once } = message;
  const reader = readerFor(message.gives);
  const compiled = {
    name: message.name,
    pattern: first,
    expression,
    uidSlot: slots.of('uid') ?? 0,
    pathSlot: slots.pathSlot,
    onLine: message.on === 'line',
    timed: message.timed,
    each: message.each === undefined ? undefined : compilePath(message.each),
    next: slots.next,
    connection: optional(message.connection, 'connection'),
    user: optional(message.user, 'user'),
    separate: message.separate,
    alias: optional(message.alias, 'alias'),
    once: once && {
      key: template(once.key, [...at, 'once', 'key']),
      value: template(once.value, [...at, 'once', 'value']),
      within: once.within,
      until: new Set(once.until),
    },
    gives: message.gives.map((record, i) => compileRecord(record, tables, [...at, 'gives', i], template, reader, fail)),
  };
  const { paths } = slots;
  for (const [path, wanted] of Object.entries(message.where ?? {})) {
    if (typeof wanted === 'object' && 'matches' in wanted) pattern(wanted.matches, [...at, 'where', path, 'matches']);
  }
  const isJson = message.where !== undefined || paths.length > 0 || message.each !== undefined;
  return {
    ...compiled,
    conditions: isJson ? compileConditions(message.where ?? {}) : undefined,
    paths,
    scans: compiled.gives.every((given) => given.kind === 'stats' && given.scan !== undefined),
    starts: compiled.gives.some((record) => record.kind === 'event' && record.event === 'session.start'),
  };
}

export type MakePattern = (source: string, path: Path) => RegExp;
type MakeTemplate = (source: string | number | boolean, path: Path) => Template;

function compileRecord(
  record: RecordDefinition,
  tables: Tables,
  at: Path,
  template: MakeTemplate,
  reader: ValueReader | undefined,
  fail: Fail,
): Emission {
  const fields = (
    source: Readonly<Record<string, string | number | boolean>>,
    allowed: readonly string[],
    key: string,
  ) =>
    Object.entries(source).map(([name, value]) => {
      if (!allowed.includes(name)) {
        fail(
          [...at, key, name],
          `"${name}" is not a name that may stand here.`,
          `${suggestion(name, allowed)}Allowed: ${allowed.join(', ')}.`,
        );
      }
      return [name, template(value, [...at, key, name])] as const;
    });
  if ('event' in record) {
    const { event, lostWhenJoined } = record;
    return { kind: 'event', event, fields: fields(record.fields, fieldsOf(event), 'fields'), lostWhenJoined };
  }
  if ('toggle' in record) {
    const allowed = [...fieldsOf(record.start), ...fieldsOf(record.end)];
    return {
      kind: 'toggle',
      key: template(record.toggle.key, [...at, 'toggle', 'key']),
      value: template(record.toggle.value, [...at, 'toggle', 'value']),
      on: new Set(record.toggle.on),
      start: record.start,
      end: record.end,
      fields: fields(record.fields, allowed, 'fields'),
    };
  }
  return {
    kind: 'stats',
    stats: record.stats,
    id: record.kind === undefined ? record.stats : `${record.stats}-${record.kind}`,
    media: record.kind,
    values: fields(record.values, metricsOf(record.stats), 'values'),
    labels: Object.entries(record.labels).map(([k, v]) => [k, template(v, [...at, 'labels', k])] as const),
    scan: reader && compileScan(record, tables, [...at, 'scan'], reader, fail),
  };
}

/** What reads the lines of a message for all of its scans; undefined when it has none. */
function readerFor(gives: readonly RecordDefinition[]): ValueReader | undefined {
  const names = gives.flatMap((record) => ('stats' in record ? [...Object.keys(record.scan), ...record.needs] : []));
  return names.length === 0 ? undefined : new ValueReader(names);
}

function compileScan(
  { scan, stats, needs, orLine }: Extract<RecordDefinition, { stats: StatsType }>,
  tables: Tables,
  at: Path,
  reader: ValueReader,
  fail: Fail,
): Scan | undefined {
  const names = Object.keys(scan);
  if (names.length === 0) return undefined;
  const metrics = new Map<string, { metric: string; convert: (value: number) => TemplateValue }>();
  for (const name of names) {
    const [metric = '', ...filters] = (scan[name] ?? '').split('|');
    if (!metricsOf(stats).includes(metric)) {
      fail(
        [...at, name],
        `"${metric}" is not a metric of ${stats}.`,
        `${suggestion(metric, metricsOf(stats))}Allowed: ${metricsOf(stats).join(', ')}.`,
      );
    }
    try {
      metrics.set(name, { metric, convert: compileFilters(filters, tables) });
    } catch (error) {
      fail([...at, name], messageOf(error), 'Use a known filter.');
    }
  }
  return makeScan(reader, metrics, needs, orLine);
}

/** The events that a format shows for certain because of this message. */
export function eventsObserved({ incidental, gives }: MessageDefinition): EventType[] {
  return incidental ? [] : gives.flatMap(eventsOf);
}

function eventsOf(record: RecordDefinition): EventType[] {
  if ('event' in record) return [record.event];
  return 'toggle' in record ? [record.start, record.end] : [];
}
