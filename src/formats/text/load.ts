import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Document, isNode, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { packagePath } from '../../package-files.js';
import { preparedValue } from '../../yaml/prepared.js';
import { compileFormat, type TextFormat } from './compile.js';
import type { Loaded, Path } from './compile-message.js';
import { DefinitionError } from './error.js';
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

/**
 * Reads every definition of a folder: one format a file, optionally wrappers.yaml and known.yaml, and messages that
 * formats share in files `<name>.shared.yaml`. A folder of a user's own may use what comes with the package.
 * @throws DefinitionError with file, line, column, reason and fix at the first mistake.
 */
export function loadDefinitions(folder: string = DEFINITIONS): Definitions {
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort();
  const wrappers = new Map<string, WrapperDefinition>();
  const wrapperFiles = [join(DEFINITIONS, WRAPPERS), ...(folder === DEFINITIONS ? [] : [join(folder, WRAPPERS)])];
  for (const file of wrapperFiles) {
    if (file !== wrapperFiles[0] && !names.includes(WRAPPERS)) continue;
    for (const wrapper of load(file, wrappersSchema).data.wrappers) wrappers.set(wrapper.id, wrapper);
  }
  const known = names.includes(KNOWN) ? load(join(folder, KNOWN), knownSchema).data.known : [];
  const formats = names
    .filter((name) => name !== WRAPPERS && name !== KNOWN && !name.endsWith(SHARED))
    .map((name) => {
      const { data, fail } = load(join(folder, name), definitionSchema);
      const shared = data.include.map((include, i) => {
        const file = `${include}${SHARED}`;
        const home = names.includes(file) ? folder : DEFINITIONS;
        if (!existsSync(join(home, file))) fail(['include', i], `There is no file "${file}".`, 'Correct the name.');
        return load(join(home, file), sharedSchema);
      });
      return compileFormat(data, join(folder, name), wrappers, fail, shared);
    });
  const ids = new Map<string, string>();
  for (const { definition, file } of formats) {
    const other = ids.get(definition.id);
    if (other)
      throw new DefinitionError(file, 1, 1, `The id "${definition.id}" is taken by ${other}.`, 'Choose another.');
    ids.set(definition.id, file);
  }
  return { formats, wrappers, known };
}

function load<T>(file: string, schema: z.ZodType<T>): Loaded<T> {
  return parseDefinition(readFileSync(file, 'utf8'), file, schema);
}

/** Parses and checks one YAML text. `fail` throws for a place in it. */
function parseDefinition<T>(text: string, file: string, schema: z.ZodType<T>): Loaded<T> {
  // What ships with the package was parsed when it was built; only for the place of a mistake it is parsed again.
  const prepared = preparedValue(text);
  let parsed = prepared === undefined ? parse(text, file) : undefined;
  const fail = (path: Path, reason: string, fix: string): never => {
    parsed ??= parse(text, file);
    const { line, col } = placeOf(parsed, path);
    throw new DefinitionError(file, line, col, `${path.join('.')}: ${reason}`, fix);
  };
  const result = schema.safeParse(prepared?.value ?? parsed?.document.toJS({ maxAliasCount: 100 }));
  if (result.success) return { data: result.data, fail };
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
