import { GramTable, hashOf, type Literal } from './gram-table.js';

/** Takes the owners of the literals that a range of bytes holds; a `Set<number>` is one. */
export interface OwnerSink {
  add(owner: number): unknown;
}

const WORD = 4;
const HALF = 2;
/** Each run of so many bytes holds a whole word. */
const SHORTEST_FOR_WORDS = 2 * WORD - 1;

/**
 * Finds which of many literals stand in a range of bytes. The bytes are read as words of four, wherever lines and
 * literals begin: a table tells whether a word is one of those by which a literal is known, and nearly none is. Literals
 * too short for that are known by halves of words. With the 82 literals of the largest definition this goes through 3 GB
 * in a CPU second; a search that looks at bytes and moves on by what it finds there did a sixth of that.
 */
export class LiteralScanner {
  private readonly words: GramTable;
  /** Only where there are literals too short for a word. */
  private readonly halves: GramTable | undefined;
  /** What was looked through last, where it begins in its memory, and that memory as words. */
  private bytes: Buffer = Buffer.alloc(0);
  private origin = 0;
  private view: Int32Array = new Int32Array(0);

  /**
   * @param wanted texts of three bytes or more, without line ends, and whom to report for each
   * @param sample bytes such as will be looked through: literals are then known by what is rare in them
   */
  constructor(
    private readonly wanted: ReadonlyMap<string, readonly number[]>,
    sample?: Uint8Array,
  ) {
    const long: Literal[] = [];
    const short: Literal[] = [];
    for (const [text, owners] of wanted) {
      const bytes = Buffer.from(text);
      (bytes.length < SHORTEST_FOR_WORDS ? short : long).push({ bytes, owners });
    }
    this.words = new GramTable(long, WORD, sample);
    this.halves = short.length === 0 ? undefined : new GramTable(short, HALF, sample);
  }

  /** A scanner for the same literals that is faster in a log of which this is a part. */
  adaptedTo(sample: Uint8Array): LiteralScanner {
    return new LiteralScanner(this.wanted, sample);
  }

  /**
   * Adds the owners of all literals in `bytes[start, end)` to `hits`, and tells whether there were any.
   * @param from where `next` has found the first one, if it has
   */
  scan(bytes: Buffer, start: number, end: number, hits: OwnerSink, from = start): boolean {
    this.lookAt(bytes);
    const { origin } = this;
    const last = (origin + end + WORD - 1) >> 2;
    let found = false;
    for (let at = this.candidate((origin + from) >> 2, last); at < last; at = this.candidate(at + 1, last)) {
      if (this.report(bytes, at * WORD - origin, start, end, hits)) found = true;
    }
    return found;
  }

  /** A place within the first line of `bytes[start, end)` that holds a literal; `end` when there is none. */
  next(bytes: Buffer, start: number, end: number): number {
    this.lookAt(bytes);
    const { origin } = this;
    const last = (origin + end + WORD - 1) >> 2;
    for (let at = this.candidate((origin + start) >> 2, last); at < last; at = this.candidate(at + 1, last)) {
      const place = at * WORD - origin;
      if (this.words.report(bytes, place, start, end, undefined)) return place;
      // A word of which half belongs to a literal may begin on the line before.
      if (this.halves?.report(bytes, place, start, end, undefined)) return place;
      if (this.halves?.report(bytes, place + HALF, start, end, undefined)) return place + HALF;
    }
    return end;
  }

  /** Line after line is of the same buffer, and where it lies is asked of the engine, not of the object. */
  private lookAt(bytes: Buffer): void {
    if (this.bytes === bytes) return;
    const { buffer, byteOffset } = bytes;
    this.bytes = bytes;
    this.origin = byteOffset;
    if (this.view.buffer !== buffer) this.view = new Int32Array(buffer, 0, buffer.byteLength >> 2);
  }

  /** The first word from `from` on that a literal may be known by; `last` or more when there is none. */
  private candidate(from: number, last: number): number {
    const { flags } = this.words;
    const { halves, view: words } = this;
    const end = Math.min(last, words.length);
    let at = from;
    // Eight at once: a branch for each word costs more than the words.
    while (halves === undefined && at + 7 < end) {
      const flag =
        (flags[hashOf(words[at] ?? 0)] ?? 0) |
        (flags[hashOf(words[at + 1] ?? 0)] ?? 0) |
        (flags[hashOf(words[at + 2] ?? 0)] ?? 0) |
        (flags[hashOf(words[at + 3] ?? 0)] ?? 0) |
        (flags[hashOf(words[at + 4] ?? 0)] ?? 0) |
        (flags[hashOf(words[at + 5] ?? 0)] ?? 0) |
        (flags[hashOf(words[at + 6] ?? 0)] ?? 0) |
        (flags[hashOf(words[at + 7] ?? 0)] ?? 0);
      if (flag !== 0) break;
      at += 8;
    }
    for (; at < end; at++) {
      const word = words[at] ?? 0;
      if (flags[hashOf(word)] === 1) return at;
      if (halves && (halves.flags[hashOf(word & 0xffff)] === 1 || halves.flags[hashOf(word >>> 16)] === 1)) return at;
    }
    // The memory may end within a word: nobody has looked at it, so it is one.
    return at;
  }

  private report(bytes: Buffer, at: number, start: number, end: number, hits: OwnerSink): boolean {
    const { halves } = this;
    let found = this.words.report(bytes, at, start, end, hits);
    if (halves?.report(bytes, at, start, end, hits) === true) found = true;
    if (halves?.report(bytes, at + HALF, start, end, hits) === true) found = true;
    return found;
  }
}
