import { LF } from '../input/lines.js';
import { best } from './best-reader.js';
import type { FormatReader, Head } from './format.js';
import { headOfBytes } from './pieces.js';
import type { TextFormat } from './text/compile/compile-format.js';
import { literalForms } from './text/search/literal-forms.js';
import { LiteralScanner } from './text/search/scanner.js';

/** In the middle of a source a structured log has to be certain: its beginning is a guess as well. */
const CERTAIN = 0.9;
/** With what the first line of a structured log begins: a text without such a line is not searched for one. */
const STARTS = ['{', '[', '<', 'RTCStatsDump'];
/** How a line of JSON or HTML begins: a structured log is made of such, a text log holds single ones. */
const STRUCTURED_LINE = /^(?:[\s[\]{}<"]|$)/;
const LINES_LOOKED_AT = 20;
/** So many lines of one text that look like the first one of a structured log are tried. */
const TRIED_BEGINNINGS = 20;
/** So many lines at a time: formats look at as many of a head. */
const WINDOW_LINES = 600;

/** Readers of text with the definitions of their formats. */
export interface TextReaders {
  readonly formats: readonly TextFormat[];
  readonly readers: readonly FormatReader[];
}

/** Where a log begins in a piece of its source. */
export interface Beginning {
  readonly reader: FormatReader;
  readonly seen: Head;
  /** Byte of the piece; undefined where lines of text fit, which need not be the first ones of their log. */
  readonly at: number | undefined;
}

export interface BeginningOptions {
  /** Tried in this order. */
  readonly texts: readonly TextReaders[];
  readonly structured: readonly FormatReader[];
  /** Tried when nothing else fits, and not on the logs of servers. */
  readonly last: TextReaders;
  readonly isServerLog: (head: Head) => boolean;
}

/** Finds where a log begins in a source, piece by piece. */
export class Beginnings {
  /** One search for the literals of all formats: most pieces of a foreign text hold none, and are not looked at line by line. */
  private readonly scanner: LiteralScanner;
  private readonly owners: readonly FormatReader[];

  constructor(private readonly options: BeginningOptions) {
    const all = [...options.texts, options.last];
    this.owners = all.flatMap(({ readers }) => readers);
    const literals = new Map<string, number[]>();
    for (const [owner, { definition }] of all.flatMap(({ formats }) => formats).entries()) {
      for (const text of definition.messages.flatMap(({ contains }) => contains.flatMap(literalForms))) {
        literals.set(text, [...(literals.get(text) ?? []), owner]);
      }
    }
    this.scanner = new LiteralScanner(literals);
  }

  find(piece: Head): Beginning | undefined {
    const { texts, structured, isServerLog } = this.options;
    const windows = [...this.windows(piece)];
    for (const window of windows) {
      for (const tier of texts) {
        const found = fitting(tier, window);
        if (found) return found;
      }
    }
    const found = structuredIn(piece, structured) ?? this.lastIn(windows);
    return found && !isServerLog(piece) ? found : undefined;
  }

  private lastIn(windows: readonly Window[]): Beginning | undefined {
    for (const window of windows) {
      const found = fitting(this.options.last, window);
      if (found) return found;
    }
    return undefined;
  }

  /** The lines of a piece from one with a literal on, as many as formats look at; then those from the next such line on. */
  private *windows(piece: Head): Generator<Window> {
    const { bytes } = piece;
    for (let from = this.scanner.next(bytes, 0, bytes.length); from < bytes.length; ) {
      const line = bytes.lastIndexOf(LF, from) + 1;
      // The line before may be its head, as in logcat's long form.
      const start = line < 2 ? 0 : bytes.lastIndexOf(LF, line - 2) + 1;
      const end = linesFrom(bytes, start, WINDOW_LINES);
      const hits = new Set<number>();
      this.scanner.scan(bytes, start, end, hits);
      const readers = new Set([...hits].map((owner) => this.owners[owner]));
      yield { head: headOfBytes(bytes.subarray(start, end), piece.name, piece.complete), readers };
      from = end === bytes.length ? end : this.scanner.next(bytes, end, bytes.length);
    }
  }
}

/** Some lines, with the readers of which they hold literals. */
interface Window {
  readonly head: Head;
  readonly readers: ReadonlySet<FormatReader | undefined>;
}

function fitting({ readers }: TextReaders, { head, readers: wanted }: Window): Beginning | undefined {
  const reader = best(
    readers.filter((one) => wanted.has(one)),
    head,
  );
  return reader && { reader, seen: head, at: undefined };
}

/** Where the line after so many lines begins. */
function linesFrom(bytes: Buffer, start: number, count: number): number {
  let at = start;
  for (let line = 0; line < count && at < bytes.length; line++) {
    const lf = bytes.indexOf(LF, at);
    at = lf === -1 ? bytes.length : lf + 1;
  }
  return at;
}

/** Where a structured log begins in a piece, of several the first. */
function structuredIn(piece: Head, readers: readonly FormatReader[]): Beginning | undefined {
  const { bytes, name, complete } = piece;
  if (!mayHold(bytes)) return undefined;
  const latin1 = bytes.toString('latin1');
  const headAt = (at: number) => headOfBytes(bytes.subarray(at), name, complete);
  let first: Beginning | undefined;
  for (const reader of readers) {
    const at = beginningOf(reader, latin1, headAt);
    if (at !== undefined && at < (first?.at ?? bytes.length)) first = { reader, seen: headAt(at), at };
  }
  return first;
}

function mayHold(bytes: Buffer): boolean {
  return STARTS.some((start) => bytes.includes(`\n${start}`) || bytes.toString('latin1', 0, start.length) === start);
}

/** True when a structured log begins somewhere in a head. */
export function hasStructured(head: Head, readers: readonly FormatReader[]): boolean {
  const { text, name, complete } = head;
  const headAt = (at: number): Head => {
    const rest = text.slice(at);
    return { name, bytes: head.bytes, text: rest, lines: rest.split(/\r?\n/), complete };
  };
  return readers.some((reader) => beginningOf(reader, text, headAt) !== undefined);
}

function beginningOf(reader: FormatReader, text: string, headAt: (at: number) => Head): number | undefined {
  if (reader.beginning === undefined) return undefined;
  let tried = 0;
  for (const { index } of text.matchAll(reader.beginning)) {
    const head = headAt(index);
    if (isStructured(head) && reader.recognise(head) >= CERTAIN) return index;
    if (++tried === TRIED_BEGINNINGS) break;
  }
  return undefined;
}

function isStructured({ lines }: Head): boolean {
  const some = lines.slice(1, 1 + LINES_LOOKED_AT);
  return 2 * some.filter((line) => STRUCTURED_LINE.test(line)).length >= some.length;
}
