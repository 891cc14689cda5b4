import type { Head } from '../format.js';
import type { TextFormat } from './compile/compile-format.js';
import { MATCHED_CHARACTERS } from './compile/pattern.js';
import { withLongHeads } from './long-heads.js';
import { parseLine } from './parse.js';
import { scanLine } from './printed/scan.js';
import { literalForms } from './search/literal-forms.js';

/** Lines of the head that are tried: enough to find SDK lines between those of an application. */
const TRIED_LINES = 600;
/** So much of each. */
const TRIED_CHARACTERS = 2048;
/** Longest object over several lines that is looked for, on either side of a line of it. */
const OBJECT_LINES = 30;

/**
 * How well a text log fits a format: 0 when too few lines fit the grammar, else between 0.5 and 1 by the share of lines
 * that do.
 * @param wanted a score below this one need not be exact: nearly all formats are out of the question after some lines
 */
export function recogniseText(format: TextFormat, head: Head, wanted = 0): number {
  const { lines: least, share, last } = format.definition.recognise;
  if (last) return hasMessages(format, head, least) ? 0.5 : 0;
  const lines = linesOf(head);
  const first = Math.min(lines.length, TRIED_LINES);
  let tried = 0;
  let fitting = 0;
  for (const line of lines) {
    if (++tried > TRIED_LINES && fitting > 0) break;
    // Behind the lines that are tried in any case, the first that fits is the last one.
    const most = tried > TRIED_LINES ? 1 : fitting + first - tried + 1;
    const possible = score(most, Math.max(tried, Math.min(lines.length, TRIED_LINES + 1)));
    if (possible === 0 || possible < wanted) return 0;
    if (parseLine(format.grammar, line).some((parsed) => parsed.record)) fitting++;
  }
  return score(fitting, tried);

  function score(fit: number, of: number): number {
    return fit < least || fit < share * of ? 0 : 0.5 + (0.5 * fit) / Math.max(1, of);
  }
}

const LINES = new WeakMap<Head, readonly string[]>();

/** The lines of a head that are tried, the same for every format. */
function linesOf(head: Head): readonly string[] {
  const known = LINES.get(head);
  if (known !== undefined) return known;
  const lines = withLongHeads(head.text, head.lines)
    .filter((line) => line.trim() !== '')
    .map((line) => line.slice(0, TRIED_CHARACTERS));
  LINES.set(head, lines);
  return lines;
}

/** True when enough lines of the head give a message something to read. */
function hasMessages(format: TextFormat, head: Head, least: number): boolean {
  const hits = new Set<number>();
  // The bytes stand as in the file: literals are UTF-8, in UTF-16 each of their characters has a NUL beside it.
  const bytes = head.bytes.includes(0) ? Buffer.from(head.text) : head.bytes;
  if (!format.scanner.scan(bytes, 0, bytes.length, hits)) return false;
  const wanted = [...hits].filter((owner) => owner < format.messages.length);
  const literals = wanted.flatMap((owner) => format.definition.messages[owner]?.contains.flatMap(literalForms) ?? []);
  let fitting = 0;
  for (const [i, line] of head.lines.entries()) {
    if (!literals.some((literal) => line.includes(literal))) continue;
    // What an object over several lines says may stand on the lines around the one with the literal.
    const object = format.multiline?.brackets ? head.lines.slice(Math.max(0, i - OBJECT_LINES), i + OBJECT_LINES) : [];
    const forms = [line, object.join(' ')];
    if (forms.some((text) => wanted.some((owner) => saysSomething(format, owner, text))) && ++fitting >= least)
      return true;
  }
  return false;
}

function saysSomething(format: TextFormat, owner: number, line: string): boolean {
  const message = format.messages.at(owner);
  if (!message || message.conditions) return message !== undefined;
  const fits = parseLine(format.grammar, line).some((parsed) =>
    message.pattern.test(message.onLine ? line.slice(0, MATCHED_CHARACTERS) : parsed.message),
  );
  return (
    fits &&
    message.gives.some((given) => given.kind !== 'stats' || !given.scan || scanLine(line, given.scan).length > 0)
  );
}
