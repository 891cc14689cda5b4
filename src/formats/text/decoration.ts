import type { FormatReader, Head, SourcePart } from '../format.js';

/**
 * Who passes a log on in a message indents its lines, or quotes them as mail and chats do. The text is then read as if
 * that did not stand there: in place, so that offsets stay what they are.
 */

const QUOTE = '> ';
const INDENT = /^[ \t]+/;
const LINES_LOOKED_AT = 200;
/** In so large a share of the lines: words of the message may stand above the log. A choice. */
const LEAST_SHARE = 0.8;
const FEWEST_LINES = 2;

const LF = 10;
/** Readers of text drop NULs, readers of JSON blanks. */
const NUL = 0;
const BLANK = 32;

/** What nearly every line begins with that is none of the log; undefined where there is nothing of the kind. */
function decorationOf(head: Head): string | undefined {
  const lines = head.lines.filter((line) => line.trim() !== '').slice(0, LINES_LOOKED_AT);
  const enough = (some: readonly string[]) => some.length >= Math.max(FEWEST_LINES, LEAST_SHARE * lines.length);
  if (enough(lines.filter((line) => line.startsWith('>')))) return QUOTE;
  const indents = lines.flatMap((line) => INDENT.exec(line) ?? []);
  return enough(indents) ? indents.reduce(commonStart) : undefined;
}

function commonStart(one: string, other: string): string {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length++;
  return one.slice(0, length);
}

/** The head of a log whose lines are indented or quoted, without that; undefined for everything else. */
export function undecoratedHead(head: Head): Head | undefined {
  const decoration = decorationOf(head);
  if (decoration === undefined || decoration === '') return undefined;
  const lines = head.lines.map((line) => line.slice(matching(line, decoration)));
  const text = lines.join('\n');
  return { ...head, bytes: Buffer.from(text), text, lines };
}

/** A part without what its lines begin with; the part itself where that is nothing. */
export function undecoratedPart(part: SourcePart, filler: typeof NUL | typeof BLANK = NUL): SourcePart {
  const decoration = decorationOf(part.head);
  const head = undecoratedHead(part.head);
  if (decoration === undefined || head === undefined) return part;
  const open = () => {
    const source = part.open();
    const blanker = new Blanker(Buffer.from(decoration), filler);
    return {
      read: async (target: Buffer, at: number) => {
        const count = await source.read(target, at);
        blanker.run(target, at, at + count);
        return count;
      },
    };
  };
  const { path, modified, before } = part;
  return {
    path,
    head,
    ...(modified === undefined ? {} : { modified }),
    ...(before === undefined ? {} : { before }),
    open,
    originalOffset: (at) => part.originalOffset(at),
  };
}

/** A reader for the same log with indented or quoted lines. */
export function overDecorated(reader: FormatReader, isText: boolean): FormatReader {
  return {
    ...reader,
    firstTime: (head) => reader.firstTime(undecoratedHead(head) ?? head),
    open: (sink, options) => {
      const session = reader.open(sink, options);
      return {
        read: (part) => session.read(undecoratedPart(part, isText ? NUL : BLANK)),
        finish: () => session.finish(),
      };
    },
  };
}

/** How much of a decoration a line begins with: an empty quoted line lacks its blank. */
function matching(line: string, decoration: string): number {
  let length = 0;
  while (length < decoration.length && line[length] === decoration[length]) length++;
  return length;
}

/** Overwrites in the bytes of a log what its lines begin with. */
class Blanker {
  /** Bytes of the decoration found on this line so far; its length behind them. */
  private found = 0;

  constructor(
    private readonly decoration: Buffer,
    private readonly filler: number,
  ) {}

  run(bytes: Buffer, start: number, end: number): void {
    const { decoration, filler } = this;
    for (let at = start; at < end; ) {
      if (this.found < decoration.length && bytes[at] === decoration[this.found]) {
        bytes[at++] = filler;
        this.found++;
        continue;
      }
      const lf = bytes.indexOf(LF, at);
      if (lf === -1 || lf >= end) {
        this.found = decoration.length;
        return;
      }
      this.found = 0;
      at = lf + 1;
    }
  }
}
