import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { z } from 'zod';
import { packagePath } from '../../package-files.js';
import { preparedValue } from '../../yaml/prepared.js';
import { type Document, isNode, LineCounter, parseDocument } from '../../yaml/yaml.js';
import { compileFormat, type TextFormat } from './compile.js';
import { type Fail, type Loaded, type Path, patternsFor } from './compile-message.js';
import { DefinitionError } from './error.js';
import { extendDefinition, isRaw } from './extend.js';
import {
  definitionSchema,
  type KnownFormat,
  knownSchema,
  sharedSchema,
  type WrapperDefinition,
  wrappersSchema,
} from './schema.js';

/** The definitions that come with the package. */
const DEFINITIONS = packagePath('rules/formats/');

const WRAPPERS = 'wrappers.yaml';
const KNOWN = 'known.yaml';
const SHARED = '.shared.yaml';

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

/**
 * Reads the formats of a run. A definition with `extends` completes another one, one with the id of another replaces it.
 * @throws DefinitionError at the first mistake
 */
export function loadFormats({ folders = [], map }: UserFormats = {}): FormatSet {
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
    if (names.includes(WRAPPERS)) this.readWrappers(folder);
    const ids = new Map<string, string>();
    for (const name of names.filter((one) => one !== WRAPPERS && one !== KNOWN && !one.endsWith(SHARED))) {
      const { id, file } = this.readFormat(join(folder, name), folder);
      const other = ids.get(id);
      if (other) throw new DefinitionError(file, 1, 1, `The id "${id}" is taken by ${other}.`, 'Choose another.');
      ids.set(id, file);
    }
    return names.includes(KNOWN) ? readKnown(join(folder, KNOWN)) : [];
  }

  readWrappers(folder: string): void {
    const { data, fail } = check(read(join(folder, WRAPPERS)), wrappersSchema);
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

  compileOne(source: FormatSource): TextFormat {
    const { value, homes } = this.completed(source, []);
    const loaded = check({ ...source, value }, definitionSchema);
    const { data, fail } = loaded;
    const shared = data.include.map((include, i) => {
      const file = `${include}${SHARED}`;
      const home = homes.find((one) => existsSync(join(one, file)));
      if (home === undefined) return fail(['include', i], `There is no file "${file}".`, 'Correct the name.');
      return check(read(join(home, file)), sharedSchema);
    });
    return compileFormat(
      { ...loaded, data: { ...data, wrappers: this.wrappersOf(data.wrappers, fail) } },
      this.wrappers,
      shared,
    );
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
      const known = [...new Set(others.map((one) => one.id))].join(', ');
      return fail(['extends'], `There is no format "${String(value.extends)}" to extend.`, `Known: ${known}.`);
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

/** Reads what is recognised by name; its expressions are tried here, where their place can be told. */
function readKnown(file: string): readonly KnownFormat[] {
  const { data, fail } = check(read(file), knownSchema);
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
    throw new DefinitionError(file, line, column, path.length === 0 ? reason : `${path.join('.')}: ${reason}`, fix);
  };
  return { file, value: prepared?.value ?? (parsed && plainValue(parsed, file)), fail, locate };
}

/** Checks the value of a file. */
function check<T>({ value, file, fail, locate }: Source, schema: z.ZodType<T>): Loaded<T> {
  const result = schema.safeParse(value);
  if (result.success) return { data: result.data, file, fail, locate };
  const issue = deepest(result.error.issues[0]);
  const path = (issue?.path ?? []).filter((key) => typeof key !== 'symbol');
  return fail(
    path,
    issue?.message ?? 'Not valid.',
    'Compare with the definitions that come with the program, in rules/formats.',
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

/** Of a choice between forms the complaint that got furthest is the one that the author wants to read. */
function deepest(issue: Issue | undefined): Issue | undefined {
  if (issue?.code !== 'invalid_union') return issue;
  const inner = issue.errors
    .flat()
    .map((one) => ({ ...one, path: [...issue.path, ...one.path] }))
    .sort((a, b) => b.path.length - a.path.length)[0];
  return inner ? deepest(inner) : issue;
}
