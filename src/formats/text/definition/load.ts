import { statSync } from 'node:fs';
import type { SourceVisitor } from '../../../yaml/sources.js';
import type { Made } from '../../../yaml/trusted.js';
import type { TextFormat } from '../compile/compile-format.js';
import { unread } from './load-file.js';
import { DEFINITIONS, Library } from './load-library.js';
import { loadPreparedFormats, prepareFormats, visitDefinitions } from './load-prepared.js';
import type { KnownFormat, WrapperDefinition } from './schema.js';

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

/** A format that ships with the package: a log is read with one of many, so each is made when it is first tried. */
export interface ShippedFormat {
  readonly id: string;
  readonly title: string;
  /** Whether it is tried only when nothing else fits. */
  readonly last: boolean;
  /** The same at each call. */
  compile(): TextFormat;
}

/** All formats of a run, by who defined them: they are tried in this order. */
export interface FormatSet extends Omit<Definitions, 'formats'> {
  readonly map: readonly TextFormat[];
  readonly own: readonly TextFormat[];
  readonly shipped: readonly ShippedFormat[];
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
 * The formats of a run: those that ship with the package as the build prepared them, or, where the user adds some or a
 * file has changed since, read from their files.
 * @throws DefinitionError at the first mistake
 */
export function loadFormats(user: UserFormats = {}): FormatSet {
  const hasOwn = user.map !== undefined || (user.folders ?? []).length > 0;
  return (hasOwn ? undefined : loadPreparedFormats(DEFINITIONS, unread)) ?? loadFormatsAfresh(user);
}

/** What the build writes down of the definitions that ship with the package. */
export function checkedFormats(): Made {
  const library = new Library();
  const known = library.readFolder(DEFINITIONS);
  return prepareFormats(library.checked(DEFINITIONS), [...library.wrappers.values()], known);
}

/** All that `checkedFormats` is made of. */
export function visitFormats(visitor: SourceVisitor): void {
  visitDefinitions(DEFINITIONS, visitor);
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
    shipped: library.compile(DEFINITIONS, replaced).map(compiledAlready),
    wrappers: library.wrappers,
    known: [...ownKnown, ...known],
  };
}

function compiledAlready(format: TextFormat): ShippedFormat {
  const { id, title, recognise } = format.definition;
  return { id, title, last: recognise.last, compile: () => format };
}
