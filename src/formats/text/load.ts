import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { packagePath } from '../../package-files.js';
import { preparedValue } from '../../yaml/prepared.js';
import { type Document, isNode, LineCounter, parseDocument } from '../../yaml/yaml.js';
import { checkDefinition } from './check-definition.js';
import { compileFormat, type TextFormat } from './compile.js';
import { type Fail, type Loaded, type Path, patternsFor } from './compile-message.js';
import { DefinitionError } from './error.js';
import { extendDefinition, isRaw } from './extend.js';
import {
  type CheckedFormat,
  definitionTexts,
  type FormatsFile,
  loadPreparedFormats,
  prepareFormats,
} from './load-prepared.js';
import { concernsGrammar, repair } from './repair.js';
import {
  definitionSchema,
  type KnownFormat,
  knownSchema,
  type SharedMessages,
  sharedSchema,
  type WrapperDefinition,
  wrappersSchema,
} from './schema.js';
import { suggestion } from './suggestion.js';

/** The definitions that come with the package. */
const DEFINITIONS = packagePath('rules/formats/');

const WRAPPERS = 'wrappers.yaml';
const KNOWN = 'known.yaml';
const SHARED = '.shared.yaml';
/** More mistakes in one definition are not worth telling. */
const MAX_MISTAKES = 200;

export interface Definitions {
  readonly formats: readonly TextFormat[];
  readonly wrappers: ReadonlyMap<string, WrapperDefinition>;
  readonly known: readonly KnownFormat[];
}

/** What is tested: a folder of definitions, or one of them. */
export interface TestedDefinitions extends Definitions {
  /** Wrappers that stand there, without those that only came with the package. */
  readonly ownWrappers: readonly WrapperDefinition[];
}

/** What a user adds to the formats that come with the package. */
export interface UserFormats {
  /** Folders with definitions; of the same id the one in the last folder counts. */
  readonly folders?: readonly string[];
  /** A definition that is tried before everything else. */
  readonly map?: string;
}

/** All formats of a run, by who defined them: they are tried in this order. */
export interface FormatSet extends Omit<Definitions, 'formats'> {
  readonly map: readonly TextFormat[];
  readonly own: readonly TextFormat[];
  readonly shipped: readonly TextFormat[];
}

/**
 * Reads one definition, or every one of a folder: one format a file, optionally wrappers.yaml and known.yaml, and messages that
 * formats share in files `<name>.shared.yaml`. A folder of a user's own may use what comes with the package.
 * @throws DefinitionError with file, line, column, reason and fix at the first mistake.
 */
export function loadDefinitions(path: string = DEFINITIONS): TestedDefinitions {
  const library = new Library();
  if (path !== DEFINITIONS) library.readWrappers(DEFINITIONS);
  const shipped = new Set(library.wrappers.values());
  const { wrappers } = library;
  if (statSync(path).isFile()) {
    return { formats: [library.compileOne(library.readFormat(path))], wrappers, known: [], ownWrappers: [] };
  }
  const known = library.readFolder(path);
  const ownWrappers = [...wrappers.values()].filter((wrapper) => !shipped.has(wrapper));
  return { formats: library.compile(path), wrappers, known, ownWrappers };
}

/** What is wrong with a definition beyond its samples; what could not be read was replaced by something harmless. */
export interface Flaws {
  /** The samples of no message say anything: how lines are read is not known. */
  readonly grammar: boolean;
  /** Places of the messages that were replaced. */
  readonly messages: ReadonlySet<number>;
}

/** Definitions with all the mistakes in them. */
export interface Inspected extends TestedDefinitions {
  readonly mistakes: readonly DefinitionError[];
  readonly flaws: ReadonlyMap<TextFormat, Flaws>;
  /** Files of wrappers and of logs known by name, as far as they stand in what is tested. */
  readonly locate: (name: 'wrappers' | 'known', path: Path) => SamplePlace;
}

/** Where a sample stands. */
export interface SamplePlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Reads one definition, or all of a folder, and goes on behind mistakes: everything that is wrong is told. */
export function inspectDefinitions(path: string = DEFINITIONS): Inspected {
  const mistakes: DefinitionError[] = [];
  const library = new Library(mistakes);
  if (path !== DEFINITIONS) library.readWrappers(DEFINITIONS);
  const shipped = new Set(library.wrappers.values());
  const isFile = statSync(path).isFile();
  if (isFile) library.attempt(() => library.readFormat(path));
  const known = isFile ? [] : library.readFolder(path);
  const flaws = new Map<TextFormat, Flaws>();
  const formats = library.compileAll(isFile ? dirname(path) : path, flaws);
  const { wrappers } = library;
  const ownWrappers = [...wrappers.values()].filter((wrapper) => !shipped.has(wrapper));
  const locate: Inspected['locate'] = (name, at) => library.placeIn(join(path, `${name}.yaml`), at);
  mistakes.sort((a, b) => (a.file === b.file ? a.line - b.line || a.column - b.column : a.file < b.file ? -1 : 1));
  return { formats, wrappers, known, ownWrappers, mistakes, flaws, locate };
}

/**
 * The formats of a run: those that ship with the package as the build prepared them, or, where the user adds some or a
 * file has changed since, read from their files.
 * @throws DefinitionError at the first mistake
 */
export function loadFormats(user: UserFormats = {}): FormatSet {
  const hasOwn = user.map !== undefined || (user.folders ?? []).length > 0;
  return (hasOwn ? undefined : loadPreparedFormats(DEFINITIONS, unread)) ?? loadFormatsAfresh(user);
}

/** What the build writes down of the definitions that ship with the package. */
export function checkedFormats(): FormatsFile {
  const library = new Library();
  const known = library.readFolder(DEFINITIONS);
  return prepareFormats(library.checked(DEFINITIONS), [...library.wrappers.values()], known);
}

/** The texts that `checkedFormats` is made of. */
export function formatTexts(): (string | Buffer)[] {
  return definitionTexts(DEFINITIONS);
}

/**
 * Reads and checks the formats of a run. A definition with `extends` completes another one, one with the id of another
 * replaces it.
 */
export function loadFormatsAfresh({ folders = [], map }: UserFormats = {}): FormatSet {
  const library = new Library();
  const known = library.readFolder(DEFINITIONS);
  const ownKnown = folders.flatMap((folder) => library.readFolder(folder));
  const mapped = map === undefined ? [] : [library.readFormat(map)];
  const of = (home: string) => library.compile(home);
  const own = new Map<string, TextFormat>();
  for (const format of folders.flatMap(of)) own.set(format.definition.id, format);
  const replaced = new Set([...own.keys(), ...mapped.map(({ id }) => id)]);
  return {
    map: mapped.map((source) => library.compileOne(source)),
    own: [...own.values()],
    shipped: library.compile(DEFINITIONS, replaced),
    wrappers: library.wrappers,
    known: [...ownKnown, ...known],
  };
}

/** A YAML text with the value in it, and how to tell of a mistake at a place of it. */
interface Source {
  readonly file: string;
  readonly value: unknown;
  readonly fail: Fail;
  readonly locate: Loaded<unknown>['locate'];
}

interface FormatSource extends Source {
  readonly id: string;
  readonly folder: string;
}

/** The files of several folders, before they are compiled: they may build on one another. */
class Library {
  readonly wrappers = new Map<string, WrapperDefinition>();
  /** Names for several wrappers at once. */
  private readonly sets = new Map<string, readonly string[]>();
  private readonly sources: FormatSource[] = [];
  private readonly shared = new Map<string, Loaded<SharedMessages>>();
  private readonly located = new Map<string, Source['locate']>();

  /** @param mistakes where mistakes are put; without, the first one is thrown */
  constructor(private readonly mistakes?: DefinitionError[]) {}

  /** Does something that may meet a mistake; undefined when it did and mistakes are collected. */
  attempt<T>(action: () => T): T | undefined {
    try {
      return action();
    } catch (error) {
      if (this.mistakes === undefined || !(error instanceof DefinitionError)) throw error;
      this.note(error);
      return undefined;
    }
  }

  private note(mistake: DefinitionError): void {
    // One mistake may be met in several places: a shared file by each definition that includes it.
    if (this.mistakes?.every(({ message }) => message !== mistake.message)) this.mistakes.push(mistake);
  }

  /** Where a part of a file that was read stands. */
  placeIn(file: string, path: Path): SamplePlace {
    return { file, ...(this.located.get(file)?.(path) ?? { line: 1, column: 1 }) };
  }

  /** The definitions of a folder, as far as they can be read: mistakes are noted and taken out one by one. */
  compileAll(folder: string, flaws: Map<TextFormat, Flaws>): TextFormat[] {
    return this.sources
      .filter((source) => source.folder === folder)
      .flatMap((source) => {
        const value = structuredClone(source.value);
        const messages = new Set<number>();
        let grammar = false;
        for (let tries = 0; tries < MAX_MISTAKES; tries++) {
          try {
            const format = this.compileOne({ ...source, value });
            flaws.set(format, { grammar, messages });
            return [format];
          } catch (error) {
            if (!(error instanceof DefinitionError)) throw error;
            this.note(error);
            const { file, path, reason } = error;
            if (file !== source.file || !repair(value, path, reason)) return [];
            grammar ||= concernsGrammar(path);
            if (path[0] === 'messages' && typeof path[1] === 'number') messages.add(path[1]);
          }
        }
        return [];
      });
  }

  /** Takes in a folder; returns the logs that it knows by name. */
  readFolder(folder: string): readonly KnownFormat[] {
    const all = readdirSync(folder).sort();
    const names = all.filter((name) => name.endsWith('.yaml'));
    const other = all.find((name) => name.endsWith('.yml'));
    if (other !== undefined) {
      throw new DefinitionError(join(folder, other), 1, 1, 'Only files that end with ".yaml" are read.', 'Rename it.');
    }
    if (names.length === 0) {
      throw new DefinitionError(folder, 1, 1, 'The folder holds no definition (*.yaml).', 'Name the one that does.');
    }
    if (names.includes(WRAPPERS)) this.attempt(() => this.readWrappers(folder));
    const ids = new Map<string, string>();
    for (const name of names.filter((one) => one !== WRAPPERS && one !== KNOWN && !one.endsWith(SHARED))) {
      this.attempt(() => {
        const { id, file } = this.readFormat(join(folder, name), folder);
        const taken = ids.get(id);
        if (taken) throw new DefinitionError(file, 1, 1, `The id "${id}" is taken by ${taken}.`, 'Choose another.');
        ids.set(id, file);
      });
    }
    if (!names.includes(KNOWN)) return [];
    const source = this.attempt(() => read(join(folder, KNOWN)));
    if (source) this.located.set(source.file, source.locate);
    return (source && this.attempt(() => knownFormats(source))) ?? [];
  }

  readWrappers(folder: string): void {
    const source = read(join(folder, WRAPPERS));
    this.located.set(source.file, source.locate);
    const { data, fail } = check(source, wrappersSchema);
    for (const [i, wrapper] of data.wrappers.entries()) {
      if (wrapper.pattern !== undefined) patternsFor(fail)(wrapper.pattern, ['wrappers', i, 'pattern']);
      this.wrappers.set(wrapper.id, wrapper);
    }
    for (const [name, members] of Object.entries(data.sets)) {
      const unknown = members.findIndex((member) => !this.wrappers.has(member));
      if (unknown >= 0) {
        fail(['sets', name, unknown], `There is no wrapper "${members[unknown]}".`, `Known: ${this.wrapperNames()}.`);
      }
      this.sets.set(name, members);
    }
  }

  /** Takes in one definition; of a file outside of a folder of definitions, the folder is its own. */
  readFormat(file: string, folder = dirname(file)): FormatSource {
    const source = read(file);
    const { value } = source;
    const named = isRaw(value) ? (value.id ?? value.extends) : undefined;
    const entry = { ...source, id: typeof named === 'string' ? named : '', folder };
    this.sources.push(entry);
    return entry;
  }

  /** The formats of a folder, without those whose ids are left out. */
  compile(folder: string, without: ReadonlySet<string> = new Set()): TextFormat[] {
    return this.sources
      .filter((source) => source.folder === folder && !without.has(source.id))
      .map((source) => this.compileOne(source));
  }

  /** What the definitions of a folder are compiled from. */
  checked(folder: string): CheckedFormat[] {
    return this.sources.filter((source) => source.folder === folder).map((source) => this.checkedOne(source));
  }

  compileOne(source: FormatSource): TextFormat {
    const { definition, shared } = this.checkedOne(source);
    const format = compileFormat(definition, this.wrappers, shared);
    // Messages are made when they are asked for: here, so that a mistake in them is told now.
    if (!this.isTrusted(source)) void format.messages;
    return format;
  }

  /** What comes with the package is checked when it is tested. */
  private isTrusted(source: FormatSource): boolean {
    return source.folder === DEFINITIONS && !this.mistakes;
  }

  private checkedOne(source: FormatSource): CheckedFormat {
    const { value, homes } = this.completed(source, []);
    const loaded = check({ ...source, value }, definitionSchema);
    const { data, fail } = loaded;
    if (!this.isTrusted(source)) checkDefinition(data, fail);
    const shared = data.include.map((include, i) => {
      const file = `${include}${SHARED}`;
      const home = homes.find((one) => existsSync(join(one, file)));
      if (home === undefined) return fail(['include', i], `There is no file "${file}".`, 'Correct the name.');
      return this.readShared(join(home, file));
    });
    return { definition: { ...loaded, data: { ...data, wrappers: this.wrappersOf(data.wrappers, fail) } }, shared };
  }

  /** Messages that several formats have; checked once. */
  private readShared(file: string): Loaded<SharedMessages> {
    const known = this.shared.get(file) ?? check(read(file), sharedSchema);
    this.shared.set(file, known);
    return known;
  }

  /** The wrappers that a definition names, with sets resolved; each once. */
  private wrappersOf(names: readonly string[], fail: Fail): string[] {
    const all = names.flatMap((name, i) => {
      const members = this.sets.get(name) ?? (this.wrappers.has(name) ? [name] : undefined);
      return members ?? fail(['wrappers', i], `There is no wrapper "${name}".`, `Known: ${this.wrapperNames()}.`);
    });
    return [...new Set(all)];
  }

  private wrapperNames(): string {
    return [...this.sets.keys(), ...this.wrappers.keys()].join(', ');
  }

  /** The value of a definition with that of the one it extends, and the folders in which its shared files may lie. */
  private completed(source: FormatSource, below: readonly FormatSource[]): { value: unknown; homes: string[] } {
    const { value, folder, id, fail } = source;
    if (!isRaw(value) || value.extends === undefined) return { value, homes: [folder, DEFINITIONS] };
    const others = this.sources.filter((one) => one !== source && !below.includes(one));
    const base =
      // Of the same id the one that was read before: a later folder may complete what an earlier one completed.
      others
        .filter((one) => one.id === value.extends && this.sources.indexOf(one) < this.sources.indexOf(source))
        .at(-1) ??
      others.find((one) => one.id === value.extends) ??
      this.shipped(value.extends);
    if (base === undefined) {
      const known = [...new Set([...others.map((one) => one.id), ...shippedIds()])];
      const base = String(value.extends);
      const fix = `${suggestion(base, known)}Known: ${known.join(', ')}.`;
      return fail(['extends'], `There is no format "${base}" to extend.`, fix);
    }
    const { value: complete, homes } = this.completed(base, [...below, source]);
    if (!isRaw(complete)) return fail(['extends'], `${base.file} is no definition.`, 'Correct it first.');
    return { value: extendDefinition(complete, { ...value, id }), homes: [folder, ...homes] };
  }

  /** A definition that comes with the package, where only a folder of the user's is being tested. */
  private shipped(id: unknown): FormatSource | undefined {
    const file = join(DEFINITIONS, `${String(id)}.yaml`);
    if (!/^[a-z0-9-]+$/.test(String(id)) || !existsSync(file)) return undefined;
    return { ...read(file), id: String(id), folder: DEFINITIONS };
  }
}

function shippedIds(): string[] {
  const files = readdirSync(DEFINITIONS).filter((name) => name.endsWith('.yaml') && !name.endsWith(SHARED));
  return files.filter((name) => name !== WRAPPERS && name !== KNOWN).map((name) => name.slice(0, -'.yaml'.length));
}

/** Reads what is recognised by name; its expressions are tried here, where their place can be told. */
function knownFormats(source: Source): readonly KnownFormat[] {
  const { data, fail } = check(source, knownSchema);
  const pattern = patternsFor(fail);
  for (const [i, { first, pattern: source }] of data.known.entries()) {
    if (first !== undefined) pattern(first, ['known', i, 'first']);
    if (source !== undefined) pattern(source, ['known', i, 'pattern']);
  }
  return data.known;
}

/** Reads one YAML file. */
function read(file: string): Source {
  const text = readFileSync(file, 'utf8');
  // What ships with the package was parsed when it was built; only for the place of a mistake it is parsed again.
  const prepared = preparedValue(text);
  let parsed = prepared === undefined ? parse(text, file) : undefined;
  const locate = (path: Path) => {
    parsed ??= parse(text, file);
    const { line, col } = placeOf(parsed, path);
    return { line, column: col };
  };
  const fail: Fail = (path, reason, fix) => {
    const { line, column } = locate(path);
    throw new DefinitionError(
      file,
      line,
      column,
      path.length === 0 ? reason : `${path.join('.')}: ${reason}`,
      fix,
      path,
    );
  };
  return { file, value: prepared?.value ?? (parsed && plainValue(parsed, file)), fail, locate };
}

/** A file whose places are looked for when a mistake in it is told. */
function unread(file: string): Omit<Loaded<unknown>, 'data'> {
  return {
    file,
    fail: (path, reason, fix) => read(file).fail(path, reason, fix),
    locate: (path) => read(file).locate(path),
  };
}

/** Checks the value of a file. */
function check<T>({ value, file, fail, locate }: Source, schema: z.ZodType<T>): Loaded<T> {
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

interface Parsed {
  readonly document: Document;
  readonly counter: LineCounter;
}

function parse(text: string, file: string): Parsed {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter });
  const [broken] = document.errors;
  if (broken) {
    const { line, col } = counter.linePos(broken.pos[0]);
    throw new DefinitionError(file, line, col, `Not readable as YAML: ${broken.message.split('\n')[0]}`, 'Correct it.');
  }
  return { document, counter };
}

/** @throws DefinitionError for aliases that would unfold to a value without bound */
function plainValue({ document }: Parsed, file: string): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new DefinitionError(file, 1, 1, `Not readable as YAML: ${reason}.`, 'Write the values out, without aliases.');
  }
}

/** Where the deepest part of the path that exists begins. */
function placeOf({ document, counter }: Parsed, path: Path): { line: number; col: number } {
  for (let length = path.length; length > 0; length--) {
    const node: unknown = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return counter.linePos(node.range[0]);
  }
  return counter.linePos(0);
}

type Issue = z.core.$ZodIssue;

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
