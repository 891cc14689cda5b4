import { preparedValue } from '../yaml/prepared.js';
import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
} from '../yaml/yaml.js';
import type { RuleProblem, YamlPath } from './problem.js';

/** More aliases than a hand-written rule needs; stops documents that expand without bound. */
const MAX_ALIASES = 50;
/** Rule files are written by hand; the largest built-in one has a few kilobytes. */
const MAX_CHARACTERS = 500_000;

/** A parsed YAML document whose parts can be found again by path. */
export interface LocatedYaml {
  readonly value: unknown;
  readonly place: (path: YamlPath, on?: 'key' | 'value') => { readonly line: number; readonly column: number };
}

/** As `parseYaml`, but a file that ships with the package is parsed only when a place in it is asked for. */
export function readYamlText(text: string, file: string): ReturnType<typeof parseYaml> {
  const prepared = preparedValue(text);
  if (prepared === undefined) return parseYaml(text, file);
  const start = { line: 1, column: 1 };
  const place: LocatedYaml['place'] = (path, on) => parseYaml(text, file).yaml?.place(path, on) ?? start;
  return { yaml: { value: prepared.value, place }, problems: [] };
}

/**
 * Parses YAML 1.2 without custom tags. Syntax errors, duplicate keys, unknown tags and too many aliases become problems;
 * the value is then undefined.
 */
export function parseYaml(text: string, file: string): { yaml: LocatedYaml | undefined; problems: RuleProblem[] } {
  const fail = (line: number, column: number, reason: string, fix: string) => ({
    yaml: undefined,
    problems: [{ level: 'error' as const, file, line, column, reason, fix }],
  });
  if (text.length > MAX_CHARACTERS) {
    return fail(1, 1, 'the file is too large for a rule.', `Keep it below ${MAX_CHARACTERS} characters.`);
  }
  try {
    const lines = new LineCounter();
    const document = parseDocument(text, { lineCounter: lines, customTags: [], uniqueKeys: true, prettyErrors: false });
    const mistakes = [...document.errors, ...document.warnings];
    if (mistakes.length > 0) {
      const problems = mistakes.map((mistake): RuleProblem => {
        const { line, col } = lines.linePos(mistake.pos[0]);
        return {
          level: 'error',
          file,
          line,
          column: col,
          reason: `not valid YAML: ${mistake.message}.`,
          fix: FIX_YAML,
        };
      });
      return { yaml: undefined, problems };
    }
    const value: unknown = document.toJS({ maxAliasCount: MAX_ALIASES });
    return { yaml: { value, place: (path, on) => place(document, lines, path, on) }, problems: [] };
  } catch (error) {
    // Aliases that expand without bound and nesting deeper than the stack end here.
    return fail(1, 1, `cannot be read as YAML: ${error instanceof Error ? error.message : String(error)}.`, FIX_YAML);
  }
}

const FIX_YAML = 'Mend the syntax; texts with `: ` or `#` need quotes.';

/** Line and column of the deepest part of the path that exists. */
function place(document: Document, lines: LineCounter, path: YamlPath, on: 'key' | 'value' = 'value') {
  let node: unknown = document.contents;
  let offset = isNode(node) ? (node.range?.[0] ?? 0) : 0;
  for (const [depth, key] of path.entries()) {
    if (isAlias(node)) node = node.resolve(document);
    const step = child(node, key);
    if (step === undefined) break;
    const target = on === 'key' && depth === path.length - 1 ? (step.key ?? step.value) : (step.value ?? step.key);
    offset = target?.range?.[0] ?? offset;
    node = step.value;
  }
  const { line, col } = lines.linePos(offset);
  return { line, column: col };
}

function child(node: unknown, key: string | number): { key?: Node; value?: Node } | undefined {
  if (isSeq(node)) {
    const item = node.items[Number(key)];
    return isNode(item) ? { value: item } : undefined;
  }
  if (!isMap(node)) return undefined;
  const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(key));
  if (pair === undefined || !isNode(pair.key)) return undefined;
  return isNode(pair.value) ? { key: pair.key, value: pair.value } : { key: pair.key };
}
