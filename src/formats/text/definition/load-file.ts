import { readFileSync } from 'node:fs';
import { preparedValue } from '../../../yaml/prepared.js';
import { type Document, isNode, LineCounter, parseDocument } from '../../../yaml/yaml.js';
import type { Fail, Loaded, Path } from '../compile/compile-message.js';
import { DefinitionError } from './error.js';

/** A YAML text with the value in it, and how to tell of a mistake at a place of it. */
export interface Source {
  readonly file: string;
  readonly value: unknown;
  readonly fail: Fail;
  readonly locate: Loaded<unknown>['locate'];
}

/** Reads one YAML file. */
export function read(file: string): Source {
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
export function unread(file: string): Omit<Loaded<unknown>, 'data'> {
  return {
    file,
    fail: (path, reason, fix) => read(file).fail(path, reason, fix),
    locate: (path) => read(file).locate(path),
  };
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
