import type { ByteReader, FormatReader, Head, SourcePart } from '../format.js';

/**
 * Log services hand their records out as one JSON document: `{"events": [{…}, …]}`, or the list alone. Read line by
 * line such a document says nothing, so it is read as if each record stood on a line of its own.
 */

/** A list of objects, or an object that has one under one of the names that log services give it. */
const LIST = /^\s*\[\s*\{\s*["}]/;
const NAMED_LIST =
  /^\s*\{\s*(?:"[^"]{0,100}"\s*:\s*(?:"[^"]{0,2000}"|[-+.\w]{1,40})\s*,\s*){0,8}"(?:events|logEvents|entries|logs|records|items)"\s*:\s*\[\s*\{\s*["}]/;

const LF = 10;
const NUL = 0;
const SPACE = 32;
const QUOTE = 34;
const BACKSLASH = 92;
const OPEN_LIST = 91;
const CLOSE_LIST = 93;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;

const PLAIN = 0;
const OPENING = 1;
const CLOSING = 2;
const STRING_END = 3;
const ESCAPE = 4;
const LINE_END = 5;
/** What a byte may mean within a record. */
const KIND = new Uint8Array(256);
KIND[OPEN_OBJECT] = OPENING;
KIND[OPEN_LIST] = OPENING;
KIND[CLOSE_OBJECT] = CLOSING;
KIND[CLOSE_LIST] = CLOSING;
KIND[QUOTE] = STRING_END;
KIND[BACKSLASH] = ESCAPE;
KIND[LF] = LINE_END;

/** The head of a document of records, one record a line; undefined for everything else. */
export function eventListHead(head: Head): Head | undefined {
  const depth = recordDepth(head.text);
  if (depth === undefined) return undefined;
  const bytes = Buffer.from(head.text);
  new Unroller(depth).run(bytes, 0, bytes.length);
  const text = bytes.toString('utf8').replaceAll('\0', '');
  const lines = text.split('\n');
  // The last record of a head is cut.
  return { ...head, bytes: Buffer.from(text), text, lines: head.complete ? lines : lines.slice(0, -1) };
}

/** A part as the records of its document, one a line; the part itself where it is none. */
export function unrolledPart(part: SourcePart): SourcePart {
  const depth = recordDepth(part.head.text);
  const head = eventListHead(part.head);
  if (depth === undefined || head === undefined) return part;
  return { ...part, head, open: () => unrolled(part.open(), depth), originalOffset: (at) => part.originalOffset(at) };
}

/** A reader of lines, for documents that hold the lines as records. */
export function overEvents(reader: FormatReader): FormatReader {
  return {
    ...reader,
    firstTime: (head) => reader.firstTime(eventListHead(head) ?? head),
    open: (sink, options) => {
      const session = reader.open(sink, options);
      return { read: (part) => session.read(unrolledPart(part)), finish: () => session.finish() };
    },
  };
}

/** How many brackets are open around a record. */
function recordDepth(text: string): number | undefined {
  if (LIST.test(text)) return 1;
  return NAMED_LIST.test(text) ? 2 : undefined;
}

function unrolled(bytes: ByteReader, depth: number): ByteReader {
  const unroller = new Unroller(depth);
  return {
    read: async (target, at) => {
      const count = await bytes.read(target, at);
      unroller.run(target, at, at + count);
      return count;
    },
  };
}

/**
 * Rewrites a document in place, byte for byte, so that offsets stay what they are: line ends within a record become
 * blanks, what stands between records becomes NUL, which readers of lines drop. The line ends that were taken out of a
 * record are put behind it, as many as there is room for: a record stands on the line on which it begins in the file
 * where documents are indented as log services do it.
 */
class Unroller {
  private depth = 0;
  private quoted = false;
  private escaped = false;
  private inside = false;
  /** A record has ended, and its line has not. */
  private ended = false;
  /** Line ends that were taken out and not yet put back; negative when more were put in. */
  private owed = 0;

  constructor(private readonly recordDepth: number) {}

  run(bytes: Buffer, start: number, end: number): void {
    for (let at = start; at < end; ) {
      if (this.inside && !this.escaped) at = this.record(bytes, at, end);
      else {
        bytes[at] = this.next(bytes[at] ?? NUL);
        at++;
      }
    }
  }

  /** Goes on within a record, up to its end; returns where. What is no bracket, quote or line end stays as it is. */
  private record(bytes: Buffer, start: number, end: number): number {
    let { depth, quoted } = this;
    let at = start;
    for (; at < end && depth > this.recordDepth; at++) {
      const kind = KIND[bytes[at] ?? NUL];
      if (kind === PLAIN) continue;
      if (kind === LINE_END) bytes[at] = this.lineEnd();
      else if (kind === STRING_END) quoted = !quoted;
      else if (!quoted) depth += kind === OPENING ? 1 : kind === CLOSING ? -1 : 0;
      else if (kind === ESCAPE && ++at === end) this.escaped = true;
      else if (kind === ESCAPE && bytes[at] === LF) bytes[at] = this.lineEnd();
    }
    this.depth = depth;
    this.quoted = quoted;
    this.inside = depth > this.recordDepth;
    if (!this.inside) this.ended = true;
    return Math.min(at, end);
  }

  private lineEnd(): number {
    this.owed++;
    return SPACE;
  }

  private next(byte: number): number {
    const begins = !this.quoted && byte === OPEN_OBJECT && this.depth === this.recordDepth;
    if (begins) this.inside = true;
    const { inside } = this;
    this.follow(byte);
    if (!inside) return this.between(byte);
    return byte === LF ? this.lineEnd() : byte;
  }

  /** A byte between two records. */
  private between(byte: number): number {
    if (byte === LF) this.owed++;
    if (this.ended || this.owed > 0) {
      this.ended = false;
      this.owed--;
      return LF;
    }
    return NUL;
  }

  private follow(byte: number): void {
    if (this.quoted) {
      if (this.escaped) this.escaped = false;
      else if (byte === BACKSLASH) this.escaped = true;
      else if (byte === QUOTE) this.quoted = false;
    } else if (byte === QUOTE) this.quoted = true;
    else if (byte === OPEN_OBJECT || byte === OPEN_LIST) this.depth++;
    else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) this.depth--;
  }
}
