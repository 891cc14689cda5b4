import { statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { TextFormat } from '../compile/compile-format.js';
import type { Path } from '../compile/compile-message.js';
import type { DefinitionError } from './error.js';
import type { TestedDefinitions } from './load.js';
import { DEFINITIONS, type Flaws, Library, type SamplePlace } from './load-library.js';

/** Definitions with all the mistakes in them. */
export interface Inspected extends TestedDefinitions {
  readonly mistakes: readonly DefinitionError[];
  readonly flaws: ReadonlyMap<TextFormat, Flaws>;
  /** Files of wrappers and of logs known by name, as far as they stand in what is tested. */
  readonly locate: (name: 'wrappers' | 'known', path: Path) => SamplePlace;
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
