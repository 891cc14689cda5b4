import type { ByteReader } from '../formats/format.js';
import { QuoteSearch } from './closing-quote.js';
import { Collector } from './collector.js';
import type { DocumentConsumer, DocumentOptions, DocumentOutcome, MemberName, Position } from './document.js';
import { DocumentWindow } from './document-window.js';
import { Cut, Grammar } from './grammar.js';
import { Names } from './names.js';
import { isBlank, literalOf, Scalars } from './scalars.js';
import { decodeText } from './text.js';

/** Bytes asked for at once. 64 KiB to 1 MiB are equally fast; the process grows with it. */
const READ_SIZE = 256 * 1024;
/** A cut string is kept in the buffer up to this length and handed over piece by piece beyond it. */
const KEEP = 128 * 1024;

const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

/** Walks through a document and hands it over: see `streamDocument`. */
export class DocumentStream implements Position, MemberName {
  offset = 0;
  readonly bytes: Buffer;
  /** Of the member name that is being handed over. */
  start = 0;
  end = 0;
  private readonly window: DocumentWindow;
  private readonly grammar: Grammar;
  private readonly scalars: Scalars;
  private readonly quotes: QuoteSearch;
  private readonly names = new Names();
  private readonly keep: number;
  private readonly maxKey: number;
  /** Where the search for the end of a string goes on that is not complete; 0 = from its start. */
  private resume = 0;
  /** Nothing more will come. */
  private ended = false;
  private knownLine = -1;

  constructor(
    reader: ByteReader,
    private readonly consumer: DocumentConsumer,
    options: DocumentOptions,
  ) {
    this.keep = options.keep ?? KEEP;
    this.maxKey = options.maxKey ?? 4096;
    this.grammar = new Grammar(options.maxDepth ?? 200);
    this.scalars = new Scalars(this.keep - 1);
    this.window = new DocumentWindow(reader, options.readSize ?? READ_SIZE, this.keep, options.progress);
    this.bytes = this.window.bytes;
    this.quotes = new QuoteSearch(this.bytes);
  }

  line(): number {
    if (this.knownLine >= 0) return this.knownLine;
    const line = this.window.lineAt(this.offset - this.window.base);
    return line === 1 ? 0 : line;
  }

  text(): string {
    return this.names.of(this.bytes, this.start, this.end);
  }

  async run(): Promise<DocumentOutcome> {
    this.consumer.begin(this);
    try {
      await this.readAll();
    } catch (error) {
      if (!(error instanceof Cut)) throw error;
      return { bytes: this.window.end, cut: { offset: error.offset, reason: error.message } };
    }
    return { bytes: this.window.end };
  }

  private async readAll(): Promise<void> {
    const { window } = this;
    let from = await this.skipByteOrderMark();
    while (!this.ended) {
      const stop = this.walk(from);
      if (window.filled - stop >= this.keep) {
        from = await this.passLongString(stop);
        continue;
      }
      this.keepFrom(stop);
      from = 0;
      this.ended = !(await window.fill());
    }
    const stop = this.walk(0);
    if (window.damage !== undefined) throw new Cut(window.end, window.damage);
    if (this.grammar.isComplete) return;
    const isString = stop < window.filled && this.bytes[stop] === QUOTE;
    throw new Cut(window.end, `the document ends ${isString ? 'within a string' : 'before it is complete'}`);
  }

  /** A leading U+FEFF is no JSON, but editors write it. */
  private async skipByteOrderMark(): Promise<number> {
    const { window, bytes } = this;
    while (window.filled < 3 && (await window.fill()));
    return window.filled >= 3 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  }

  private keepFrom(at: number): void {
    this.window.keepFrom(at);
    if (this.resume > 0) this.resume -= at;
  }

  /** Hands over what is complete. Returns the end of what is there, or the beginning of a token that is not complete. */
  private walk(from: number): number {
    const { bytes } = this;
    const { filled } = this.window;
    let at = from;
    while (at < filled) {
      const byte = bytes[at] ?? 0;
      if (isBlank(byte)) {
        at++;
        continue;
      }
      const next = this.token(at, byte);
      if (next < 0) return at;
      at = next;
    }
    return at;
  }

  /** Returns the place behind the token at `at`, or −1 when it is not complete. */
  private token(at: number, byte: number): number {
    const { grammar } = this;
    const offset = this.window.base + at;
    switch (byte) {
      case QUOTE:
        return this.string(at);
      case COLON:
        grammar.colon(offset);
        return at + 1;
      case COMMA:
        grammar.comma(offset);
        return at + 1;
      case OPEN_BRACE:
      case OPEN_BRACKET:
        grammar.enter(byte === OPEN_BRACE, offset);
        this.consumer.enter(byte === OPEN_BRACE ? 'object' : 'array');
        return at + 1;
      case CLOSE_BRACE:
      case CLOSE_BRACKET:
        grammar.leave(byte === CLOSE_BRACE, offset);
        this.consumer.leave(byte === CLOSE_BRACE ? 'object' : 'array');
        return at + 1;
      default:
        return this.scalar(at);
    }
  }

  private scalar(at: number): number {
    const { window, bytes, grammar } = this;
    grammar.value(window.base + at);
    const isLast = this.ended && grammar.isOutside;
    const end = this.scalars.endOf(bytes, at, window.filled, window.base, isLast);
    if (end < 0) return -1;
    grammar.valueDone();
    const literal = literalOf(bytes[at] ?? 0);
    if (literal === undefined) this.consumer.number(bytes.toString('latin1', at, end));
    else this.consumer.literal(literal.value);
    return end;
  }

  private string(at: number): number {
    const { window, grammar } = this;
    const isName = grammar.expectsName;
    if (!isName) grammar.value(window.base + at);
    const end = this.quotes.find(this.resume > at ? this.resume : at + 1, window.filled);
    this.resume = end < 0 ? -1 - end : 0;
    if (end < 0) return -1;
    this.place(at);
    if (isName) this.takeKey(at + 1, end);
    else this.takeString(at + 1, end);
    return end + 1;
  }

  private takeKey(start: number, end: number): void {
    if (end - start > this.maxKey) throw this.longKey();
    this.start = start;
    this.end = end;
    this.grammar.name();
    this.consumer.key(this);
  }

  private takeString(start: number, end: number): void {
    this.grammar.valueDone();
    const target = this.consumer.open();
    if (typeof target !== 'number') target.write(this.bytes, start, end, true);
    else if (end - start > target) {
      if (target > 0) this.consumer.text(decodeText(this.bytes, start, start + target, true), true);
    } else if (target > 0) this.consumer.text(this.names.of(this.bytes, start, end), false);
  }

  private place(at: number): void {
    this.offset = this.window.base + at;
    this.knownLine = -1;
  }

  private longKey(): Cut {
    return new Cut(this.offset, `a member name is longer than the limit of ${this.maxKey} bytes`);
  }

  /** Hands over a string that does not fit, piece by piece. Returns the position behind its closing quote. */
  private async passLongString(at: number): Promise<number> {
    const { window, bytes, quotes } = this;
    this.place(at);
    if (this.grammar.expectsName) throw this.longKey();
    this.knownLine = this.line();
    this.grammar.valueDone();
    this.resume = 0;
    const target = this.consumer.open();
    const sink = typeof target === 'number' ? new Collector(target) : target;
    let from = at + 1;
    let end = quotes.seek(from, window.filled);
    while (end < 0) {
      sink.write(bytes, from, window.filled, false);
      // The second byte of an escape may be the first of the next piece.
      const next = -1 - end - window.filled;
      window.keepFrom(window.filled);
      if (!(await window.fill())) throw new Cut(window.end, window.damage ?? 'the document ends within a string');
      from = 0;
      end = quotes.seek(next, window.filled);
    }
    sink.write(bytes, from, end, true);
    if (sink instanceof Collector && sink.limit > 0) sink.deliver(this.consumer);
    return end + 1;
  }
}
