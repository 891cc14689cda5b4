import { DamagedInputError } from '../../input/damage.js';
import { QuoteSearch } from '../../json/closing-quote.js';
import type { ByteReader } from '../format.js';
import type { Element, ElementOptions, ElementSummary, Taken } from './element.js';

const LF = 10;
const QUOTE = 34;
const COMMA = 44;
const COLON = 58;
const OPEN_BRACKET = 91;
const CLOSE_BRACKET = 93;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;

const PLAIN = 0;
const OPENING = 1;
const CLOSING = 2;
const STRING = 3;
const LINE_END = 4;
/** What a byte means within an element whose end is looked for. */
const KIND = new Uint8Array(256);
for (const byte of [OPEN_BRACE, OPEN_BRACKET]) KIND[byte] = OPENING;
for (const byte of [CLOSE_BRACE, CLOSE_BRACKET]) KIND[byte] = CLOSING;
KIND[QUOTE] = STRING;
KIND[LF] = LINE_END;

/** A longer element is skipped: 16 MiB, as for lines. */
const MAX_ELEMENT_BYTES = 16 * 1024 * 1024;
const BUFFER_BYTES = 256 * 1024;
/** Containers that are descended into; what lies deeper is skipped. */
const MOST_LEVELS = 8;
const LONGEST_KEY = 1_000;

/**
 * Lifts values out of a JSON document of any size by counting braces, without building the document: memory is bounded
 * by the longest lifted value. The text is not checked outside of lifted values; whoever takes them parses them.
 *
 * `streamDocument` of src/json is no substitute, though both walk over bytes: it reads one document by the grammar, ends
 * at the first damage and hands over tokens. Here JSON.parse gets each report whole, which is quicker than putting it
 * together from tokens; a damaged report costs only itself, and several documents may follow one another.
 */
export async function liftElements(reader: ByteReader, options: ElementOptions): Promise<ElementSummary> {
  return new ElementLifter(reader, options).run();
}

class ElementLifter {
  readonly #reader: ByteReader;
  readonly #options: ElementOptions;
  readonly #max: number;
  #buffer: Buffer;
  #quotes: QuoteSearch;
  #filled = 0;
  /** Byte offset of `buffer[0]`. */
  #base = 0;
  #at = 0;
  #line = 1;
  #depth = 0;
  /** Position in the buffer of the string being read, −1 outside of strings. */
  #string = -1;
  #inString = false;
  /** Position and depth of the element being lifted; start −1 when it is being skipped for its length. */
  #lifting = false;
  #start = -1;
  #startLine = 0;
  #startOffset = 0;
  #liftDepth = 0;
  /** Length of the last element. */
  #length = 0;
  readonly #taken: Taken = { end: 0, lineEnds: 0 };
  /** Keys of the open containers; the last one is that of the next value. */
  readonly #path: string[] = [];
  #lastString = '';
  readonly #isObject: boolean[] = [];

  constructor(reader: ByteReader, options: ElementOptions) {
    this.#reader = reader;
    this.#options = options;
    this.#max = options.maxElementBytes ?? MAX_ELEMENT_BYTES;
    this.#buffer = Buffer.allocUnsafeSlow(options.bufferBytes ?? BUFFER_BYTES);
    this.#quotes = new QuoteSearch(this.#buffer);
  }

  async run(): Promise<ElementSummary> {
    try {
      for (;;) {
        this.#makeRoom();
        const count = await this.#reader.read(this.#buffer, this.#filled);
        if (count === 0) break;
        this.#filled += count;
        this.#scan();
        this.#options.progress?.(this.#base + this.#at);
      }
    } catch (error) {
      if (!(error instanceof DamagedInputError)) throw error;
      return { bytes: this.#base + this.#filled, cut: { offset: error.offset, reason: error.reason } };
    }
    const bytes = this.#base + this.#filled;
    if (this.#depth === 0 && !this.#inString) return { bytes };
    const offset = this.#lifting ? this.#startOffset : bytes;
    return { bytes, cut: { offset, reason: 'The document is incomplete.' } };
  }

  /** Drops what is no longer needed from the front; grows the buffer for an element that does not fit. */
  #makeRoom(): void {
    if (this.#lifting && this.#start >= 0 && this.#filled - this.#start > this.#max) {
      this.#options.tooLong(this.#startOffset);
      this.#start = -1;
    }
    if (this.#string >= 0 && this.#filled - this.#string > LONGEST_KEY * 6) this.#string = -1;
    let keep = Math.min(this.#at, this.#filled);
    if (this.#lifting && this.#start >= 0) keep = this.#start;
    else if (this.#string >= 0) keep = this.#string;
    if (keep > 0) {
      this.#buffer.copyWithin(0, keep, this.#filled);
      this.#base += keep;
      this.#filled -= keep;
      this.#at -= keep;
      if (this.#start >= 0) this.#start -= keep;
      if (this.#string >= 0) this.#string -= keep;
    }
    if (this.#filled < this.#buffer.length) return;
    const larger = Buffer.allocUnsafeSlow(this.#buffer.length * 2);
    this.#buffer.copy(larger, 0, 0, this.#filled);
    this.#buffer = larger;
    this.#quotes = new QuoteSearch(larger);
  }

  #scan(): void {
    const buffer = this.#buffer;
    const filled = this.#filled;
    while (this.#at < filled) {
      if (this.#inString) {
        if (!this.#endOfString(buffer, filled)) return;
        continue;
      }
      if (this.#lifting) this.#at = this.#pass(buffer, filled);
      if (this.#at >= filled) return;
      const byte = buffer[this.#at] ?? 0;
      this.#at += 1;
      if (byte === QUOTE) {
        this.#inString = true;
        this.#string = this.#lifting ? -1 : this.#at;
      } else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) this.#open(byte);
      else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) this.#close();
      else if (byte === LF) this.#line += 1;
      else if (byte === COLON) this.#setKey(this.#lastString);
      else if (byte === COMMA) this.#setKey('');
    }
  }

  /** Goes on within an element, up to the bracket that ends it or a string that does not end yet; returns where that is. */
  #pass(buffer: Buffer, filled: number): number {
    const last = this.#liftDepth;
    let depth = this.#depth;
    let at = this.#at;
    for (; at < filled; at++) {
      const kind = KIND[buffer[at] ?? 0];
      if (kind === PLAIN) continue;
      if (kind === OPENING) depth++;
      else if (kind === LINE_END) this.#line++;
      else if (kind === CLOSING) {
        if (depth === last) break;
        depth--;
      } else {
        const end = this.#quotes.endOfString(at + 1, filled);
        if (end < 0) break;
        at = end;
      }
    }
    this.#depth = depth;
    return at;
  }

  /** Moves behind the closing quote; false when it is not in the buffer yet. */
  #endOfString(buffer: Buffer, filled: number): boolean {
    const end = this.#quotes.endOfString(this.#at, filled);
    if (end < 0) {
      // One further than what is there when the second byte of an escape is still to come.
      this.#at = -1 - end;
      return false;
    }
    if (this.#string >= 0)
      this.#lastString = buffer.toString('utf8', this.#string, Math.min(end, this.#string + LONGEST_KEY));
    this.#string = -1;
    this.#inString = false;
    this.#at = end + 1;
    return true;
  }

  #setKey(key: string): void {
    if (this.#path.length === 0) return;
    // A colon sets the key of the value that follows; a comma within an object is followed by another key.
    this.#path[this.#path.length - 1] = this.#isObject[this.#isObject.length - 1] === true ? key : '';
  }

  #open(byte: number): void {
    this.#depth += 1;
    if (this.#lifting) return;
    const opener = byte === OPEN_BRACE ? '{' : '[';
    const lift = this.#path.length >= MOST_LEVELS || this.#options.lift(this.#path, opener);
    if (lift) {
      this.#lifting = true;
      this.#start = this.#path.length >= MOST_LEVELS ? -1 : this.#at - 1;
      this.#startLine = this.#line;
      this.#startOffset = this.#base + this.#at - 1;
      this.#liftDepth = this.#depth;
      if (this.#start >= 0) this.#takeAtStart();
      return;
    }
    this.#path.push('');
    this.#isObject.push(byte === OPEN_BRACE);
  }

  /** An element that can be taken where it begins is not gone through twice: once for its end, once to be read. */
  #takeAtStart(): void {
    const { takeAt } = this.#options;
    // One that seems not to be there as a whole is waited for.
    if (takeAt === undefined || this.#filled - this.#start < this.#length + (this.#length >> 2)) return;
    const taken = this.#taken;
    if (!takeAt(this.#element(Math.min(this.#filled, this.#start + this.#max)), taken)) return;
    this.#length = taken.end - this.#start;
    this.#at = taken.end;
    this.#line += taken.lineEnds;
    this.#lifted();
  }

  #close(): void {
    if (this.#depth === 0) return;
    if (!this.#lifting) {
      this.#path.pop();
      this.#isObject.pop();
      this.#closed();
    } else if (this.#depth === this.#liftDepth) {
      if (this.#start >= 0) this.#hand();
      this.#lifted();
    } else this.#closed();
  }

  #hand(): void {
    this.#length = this.#at - this.#start;
    if (this.#length > this.#max) this.#options.tooLong(this.#startOffset);
    else this.#options.element(this.#element(this.#at));
  }

  #element(end: number): Element {
    return {
      bytes: this.#buffer,
      start: this.#start,
      end,
      path: [...this.#path],
      line: this.#startLine,
      offset: this.#startOffset,
    };
  }

  #lifted(): void {
    this.#lifting = false;
    this.#start = -1;
    this.#closed();
  }

  #closed(): void {
    this.#depth -= 1;
    if (this.#depth === 0) this.#options.rootEnd?.();
  }
}
