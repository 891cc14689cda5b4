import type { EventType } from '../../../model/event.js';
import type { Definition, SharedMessages, WrapperDefinition } from '../definition/schema.js';
import { literalForms } from '../search/literal-forms.js';
import { LiteralScanner } from '../search/scanner.js';
import { eventsObserved, type Loaded, patternsFor } from './compile-message.js';
import { Expression } from './expression.js';
import { type Grammar, jsonRecord, recordHead } from './grammar.js';
import { type MessagePart, Messages } from './messages.js';
import { compileWrapper } from './wrappers.js';

/** Where a message is defined. */
export interface MessagePlace {
  readonly file: string;
  /** Line and column of a part of the message. */
  readonly locate: Loaded<unknown>['locate'];
}

/** What tells the connection that a line is about, with the numbers of its groups, either of which may be missing. */
export interface ConnectionPattern {
  readonly expression: Expression;
  readonly alias: number | undefined;
  readonly connection: number | undefined;
}

/** How lines of a format are joined. */
export interface Multiline {
  readonly brackets: boolean;
  readonly continues: RegExp | undefined;
  readonly lines: number;
}

/**
 * A definition ready to run. The scanner's owners are indices of `messages`, then the header, then the anchors, then the
 * corrections of the clock.
 */
export interface TextFormat {
  readonly definition: Definition;
  readonly file: string;
  readonly records: readonly RegExp[];
  readonly grammar: Grammar;
  readonly multiline: Multiline | undefined;
  readonly connection: ConnectionPattern | undefined;
  readonly messages: Messages;
  /** Where each message stands: its file may be that of shared messages. */
  readonly places: readonly MessagePlace[];
  readonly locate: Loaded<Definition>['locate'];
  readonly header: RegExp | undefined;
  readonly anchors: readonly RegExp[];
  readonly corrections: readonly RegExp[];
  readonly scanner: LiteralScanner;
  readonly observes: ReadonlySet<EventType>;
}

/**
 * Turns a checked definition into what the reader runs; `fail` is called with the place of the first mistake. What only
 * reading needs (the messages, the search for their literals) is made when it is first asked for: a log is read with one
 * of many formats, and making all of them takes longer than reading a small log. Ask for all `messages` to learn of
 * mistakes in them.
 */
export function compileFormat(
  loaded: Loaded<Definition>,
  wrappers: ReadonlyMap<string, WrapperDefinition>,
  shared: readonly Loaded<SharedMessages>[] = [],
): TextFormat {
  const { data: own, file, fail } = loaded;
  const pattern = patternsFor(fail);
  const parts = [loaded, ...shared];
  // From here on the messages of all parts are one list: their places in it are what the scanner reports.
  const definition = { ...own, messages: [own, ...shared.map(({ data }) => data)].flatMap((part) => part.messages) };
  if (definition.messages.length === 0)
    fail(['messages'], 'The format has no messages.', 'Add one, or a file to "include".');
  const used = definition.wrappers.map((name, i) => {
    const found = wrappers.get(name);
    return (
      found ?? fail(['wrappers', i], `There is no wrapper "${name}".`, `Known: ${[...wrappers.keys()].join(', ')}.`)
    );
  });
  const names = new Set<string>();
  own.messages.forEach(({ name }, i) => {
    if (names.has(name)) fail(['messages', i, 'name'], `Another message is named "${name}".`, 'Choose another name.');
    names.add(name);
  });
  const scanner = once(() => new LiteralScanner(literalsOf(definition)));
  const observes = once(() => new Set(definition.messages.flatMap(eventsObserved)));
  const { clock, json, multiline } = definition;
  if (definition.record.length === 0 && json === undefined) {
    fail(['record'], 'The format has neither "record" nor "json".', 'Say what its lines look like.');
  }
  own.secrets.forEach((secret, i) => {
    pattern(secret.pattern, ['secrets', i, 'pattern']);
  });
  const records = definition.record.map((source, i) => {
    if (!source.includes('(?<msg>')) {
      fail(['record', i], 'The expression has no group "msg".', 'Put (?<msg>.*) where the message stands.');
    }
    return pattern(source, ['record', i]);
  });
  return {
    definition,
    file,
    grammar: {
      tags: definition.tags,
      heads: records.map(recordHead),
      json: json && jsonRecord(json),
      split: definition.split === undefined ? undefined : pattern(definition.split, ['split']),
      suffixes: used.filter((wrapper) => wrapper.place === 'suffix').map(compileWrapper),
      wrappers: used.filter((wrapper) => wrapper.place === 'around').map(compileWrapper),
    },
    multiline: multiline && {
      brackets: multiline.brackets,
      continues:
        multiline.continues === undefined ? undefined : pattern(multiline.continues, ['multiline', 'continues']),
      lines: multiline.lines,
    },
    records,
    connection:
      definition.connection.pattern === undefined
        ? undefined
        : connectionPattern(pattern(definition.connection.pattern, ['connection', 'pattern'])),
    messages: new Messages(parts),
    get places() {
      return parts.flatMap(placesOf);
    },
    locate: loaded.locate,
    header: clock.header && pattern(clock.header.pattern, ['clock', 'header', 'pattern']),
    anchors: clock.anchors.map((anchor, i) => pattern(anchor.pattern, ['clock', 'anchors', i, 'pattern'])),
    corrections: clock.corrections.map((entry, i) => pattern(entry.pattern, ['clock', 'corrections', i, 'pattern'])),
    get scanner() {
      return scanner();
    },
    get observes() {
      return observes();
    },
  };
}

function connectionPattern(pattern: RegExp): ConnectionPattern {
  const expression = new Expression(pattern, new Set(['alias', 'connection']));
  const { names } = expression;
  return { expression, alias: names.get('alias'), connection: names.get('connection') };
}

/** Makes something when it is first asked for. */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

function placesOf({ data, file, locate }: MessagePart): MessagePlace[] {
  return data.messages.map((_message, i) => ({ file, locate: (path) => locate(['messages', i, ...path]) }));
}

function literalsOf(definition: Definition): Map<string, number[]> {
  const literals = new Map<string, number[]>();
  const add = (text: string, owner: number) => {
    const owners = literals.get(text);
    if (owners) owners.push(owner);
    else literals.set(text, [owner]);
  };
  definition.messages.forEach((message, owner) => {
    for (const text of message.contains.flatMap(literalForms)) add(text, owner);
  });
  const { header, anchors, corrections } = definition.clock;
  const others = [
    ...(header ? [{ entry: header, owner: 0 }] : []),
    ...[...anchors, ...corrections].map((entry, i) => ({ entry, owner: 1 + i })),
  ];
  for (const { entry, owner } of others) {
    for (const text of literalForms(entry.contains)) add(text, definition.messages.length + owner);
  }
  return literals;
}
