import { isMany, none } from 'stream-chain';
import { jsonParser, type Token, type TokenSource } from 'stream-json/parser.js';
import type { ByteReader } from '../formats/format.js';
import { StringLifter } from './lifter.js';
import { LineCounter } from './line-counter.js';
import { Tail } from './salvage.js';
import { decodeText } from './text.js';

/** Bytes asked for at once. 64 KiB to 1 MiB are equally fast; the process grows with it. */
const READ_SIZE = 256 * 1024;
/** A cut string is kept in the buffer up to this length and handed over piece by piece beyond it. */
const KEEP = 128 * 1024;

/** Takes the bytes of one string value. */
export interface TextSink {
  /**
   * The next bytes of the string as they stand in the document (escapes included); `bytes` is reused after the call.
   *
   * @param last true with the last piece, which may be empty. A string that the document cuts never gets there.
   */
  write(bytes: Buffer, start: number, end: number, last: boolean): void;
}

/** Where the member name or value stands that is being handed over. */
export interface Position {
  /** Byte offset of the opening quote of the latest member name or string value. */
  readonly offset: number;
  /** Line of that place, 1-based; 0 as long as the document has shown no line feed. */
  line(): number;
}

/** What a document is handed to, in the order of the document. Member names are data: keep them in a Map. */
export interface DocumentConsumer {
  /** Called once, before anything else. */
  begin(position: Position): void;
  enter(container: 'object' | 'array'): void;
  leave(container: 'object' | 'array'): void;
  /** A member name; the text may hold on to a large chunk: copy with `own` what is kept. */
  key(name: string): void;
  /** A number, as written. */
  number(text: string): void;
  literal(value: boolean | null): void;
  /** A string value begins: return where its bytes go, or how many of them `text` wants (0 = skip the string). */
  open(): TextSink | number;
  /** The string value for which `open` returned a limit; `cut` when it was longer. */
  text(value: string, cut: boolean): void;
}

export interface DocumentOptions {
  /** Deepest nesting allowed. Default 200. */
  readonly maxDepth?: number;
  /** Longest member name, bytes. Default 4096. */
  readonly maxKey?: number;
  /** Bytes to read at once. Default 256 KiB. */
  readonly readSize?: number;
  /** Strings longer than this may be handed over in pieces, bytes. Default 128 KiB. */
  readonly keep?: number;
  readonly progress?: (bytes: number) => void;
}

export interface DocumentOutcome {
  /** Bytes read. */
  readonly bytes: number;
  /** Present when the document could not be read to its end: everything before `offset` has been handed over. */
  readonly cut?: { readonly offset: number; readonly reason: string };
}

class Cut extends Error {
  constructor(
    readonly offset: number,
    message: string,
  ) {
    super(message);
  }
}

/**
 * Reads one JSON document of any size with flat memory and hands its content to a consumer. Long strings go over as bytes
 * and are never tokenized. Damage of any kind (a cut, garbage, a read error, a limit) ends the reading and is returned,
 * not thrown; errors of the consumer are thrown on.
 */
export async function streamDocument(
  reader: ByteReader,
  consumer: DocumentConsumer,
  options: DocumentOptions = {},
): Promise<DocumentOutcome> {
  const stream = new DocumentStream(reader, consumer, options);
  return stream.run();
}

class DocumentStream implements Position {
  offset = 0;
  private readonly buffer: Buffer;
  private readonly lifter: StringLifter;
  private readonly lines = new LineCounter();
  private readonly tail = new Tail();
  private readonly readSize: number;
  private readonly keep: number;
  private readonly maxDepth: number;
  private readonly maxKey: number;
  private readonly objects: boolean[] = [];
  private tokenize: TokenSource = newTokenizer();
  private afterKey = false;
  /** Document offset of the first byte in the buffer, and bytes filled. */
  private base = 0;
  private filled = 0;
  private entry = 0;
  private damage: string | undefined;
  private knownLine = -1;

  constructor(
    private readonly reader: ByteReader,
    private readonly consumer: DocumentConsumer,
    private readonly options: DocumentOptions,
  ) {
    this.readSize = options.readSize ?? READ_SIZE;
    this.keep = options.keep ?? KEEP;
    this.maxDepth = options.maxDepth ?? 200;
    this.maxKey = options.maxKey ?? 4096;
    this.buffer = Buffer.allocUnsafeSlow(this.readSize + this.keep + 64);
    this.lifter = new StringLifter(this.buffer.length);
  }

  line(): number {
    if (this.knownLine >= 0) return this.knownLine;
    const line = this.lines.lineAt(this.buffer, this.offset - this.base, this.filled);
    return line === 1 ? 0 : line;
  }

  async run(): Promise<DocumentOutcome> {
    this.consumer.begin(this);
    try {
      await this.readAll();
    } catch (error) {
      if (!(error instanceof Cut)) throw error;
      return { bytes: this.base + this.filled, cut: { offset: error.offset, reason: error.message } };
    }
    return { bytes: this.base + this.filled };
  }

  private async readAll(): Promise<void> {
    let from = await this.skipByteOrderMark();
    while (true) {
      const stop = this.lifter.lift(this.buffer, from, this.filled);
      this.feed(from);
      if (this.filled - stop >= this.keep) {
        from = await this.passLongString(stop);
        continue;
      }
      this.keepFrom(stop);
      if (!(await this.fill())) break;
      from = 0;
    }
    const end = this.base + this.filled;
    if (this.damage !== undefined) throw new Cut(end, this.damage);
    if (this.filled > 0) throw new Cut(end, 'the document ends within a string');
    try {
      endOf(this.tokenize)(none);
    } catch {
      throw new Cut(end, 'the document ends before it is complete');
    }
  }

  /** A leading U+FEFF is no JSON, but editors write it. */
  private async skipByteOrderMark(): Promise<number> {
    while (this.filled < 3 && (await this.fill()));
    const { buffer } = this;
    return this.filled >= 3 && buffer[0] === 0xef && buffer[1] === 0xbb && buffer[2] === 0xbf ? 3 : 0;
  }

  /** Reads more behind what the buffer holds. False at the end; a source that fails ends there, too. */
  private async fill(): Promise<boolean> {
    if (this.damage !== undefined) return false;
    try {
      const target = this.buffer.subarray(0, Math.min(this.buffer.length, this.filled + this.readSize));
      const added = await this.reader.read(target, this.filled);
      this.filled += added;
      this.options.progress?.(this.base + this.filled);
      return added > 0;
    } catch (error) {
      this.damage = error instanceof Error ? error.message : String(error);
      return false;
    }
  }

  /** Gives up everything before `at`. */
  private keepFrom(at: number): void {
    this.lines.leave(this.buffer, at, this.filled);
    if (at > 0) this.buffer.copyWithin(0, at, this.filled);
    this.lifter.moved(at);
    this.base += at;
    this.filled -= at;
  }

  /** Gives the lifted stretch to the tokenizer and its tokens to the consumer. */
  private feed(from: number): void {
    const { lifter } = this;
    if (lifter.length === 0) return;
    const text = lifter.skeleton.toString('utf8', 0, lifter.length);
    this.entry = 0;
    let tokens: readonly Token[];
    try {
      tokens = tokensOf(this.tokenize(text));
    } catch (error) {
      this.salvage(text, from, error);
      return;
    }
    const depth = this.objects.length;
    for (const token of tokens) {
      if (!this.take(token)) throw this.tooDeep(text, depth, from);
    }
    this.tail.add(text);
    lifter.clear();
  }

  /** Hands over what stands before the error, then reports its place. */
  private salvage(text: string, from: number, error: unknown): never {
    const depth = this.objects.length;
    const prefix = this.tail.prefix(this.objects, this.afterKey);
    const tokenize = newTokenizer();
    if (prefix !== undefined) tokenize(prefix);
    let bytes = 0;
    for (const character of prefix === undefined ? '' : text) {
      let tokens: readonly Token[];
      try {
        tokens = tokensOf(tokenize(character));
      } catch {
        break;
      }
      for (const token of tokens) if (!this.take(token)) throw this.tooDeep(text, depth, from);
      bytes += Buffer.byteLength(character);
    }
    const reason = error instanceof Error ? error.message : String(error);
    throw new Cut(this.base + this.lifter.positionOf(bytes, from), `not valid JSON: ${reason}`);
  }

  private tooDeep(text: string, depth: number, from: number): Cut {
    let level = depth;
    let quoted = false;
    let at = 0;
    for (; at < text.length && level <= this.maxDepth; at++) {
      const character = text[at];
      if (character === '\\' && quoted) at++;
      else if (character === '"') quoted = !quoted;
      else if (!quoted && (character === '{' || character === '[')) level++;
      else if (!quoted && (character === '}' || character === ']')) level--;
    }
    const place = Buffer.byteLength(text.slice(0, Math.max(0, at - 1)));
    const offset = this.base + this.lifter.positionOf(place, from);
    return new Cut(offset, `nested deeper than the limit of ${this.maxDepth} levels`);
  }

  /** @returns false when the token would open one level too many. */
  private take(token: Token): boolean {
    const { consumer } = this;
    switch (token.name) {
      case 'startObject':
      case 'startArray': {
        if (this.objects.length >= this.maxDepth) return false;
        const isObject = token.name === 'startObject';
        this.objects.push(isObject);
        this.afterKey = false;
        consumer.enter(isObject ? 'object' : 'array');
        break;
      }
      case 'endObject':
      case 'endArray':
        this.objects.pop();
        this.afterKey = false;
        consumer.leave(token.name === 'endObject' ? 'object' : 'array');
        break;
      case 'keyValue':
        this.takeKey(token.value);
        break;
      case 'stringValue':
        this.takeString(token.value);
        break;
      case 'numberValue':
        this.afterKey = false;
        consumer.number(token.value);
        break;
      case 'nullValue':
      case 'trueValue':
      case 'falseValue':
        this.afterKey = false;
        consumer.literal(token.value);
        break;
      default:
        break;
    }
    return true;
  }

  private takeKey(short: string): void {
    const entry = this.entry++;
    const start = this.lifter.starts[entry] ?? 0;
    const end = this.lifter.ends[entry] ?? 0;
    this.place(start);
    if (end - start - 1 > this.maxKey) {
      throw new Cut(this.offset, `a member name is longer than the limit of ${this.maxKey} bytes`);
    }
    this.afterKey = true;
    const lifted = this.lifter.lifted[entry] === 1;
    this.consumer.key(lifted ? decodeText(this.buffer, start + 1, end, false) : short);
  }

  private takeString(short: string): void {
    const entry = this.entry++;
    const start = this.lifter.starts[entry] ?? 0;
    const end = this.lifter.ends[entry] ?? 0;
    this.afterKey = false;
    if (start < 0) return;
    this.place(start);
    const target = this.consumer.open();
    if (typeof target !== 'number') {
      target.write(this.buffer, start + 1, end, true);
      return;
    }
    if (target === 0) return;
    const cut = end - start - 1 > target;
    if (this.lifter.lifted[entry] === 1 || cut) {
      this.consumer.text(decodeText(this.buffer, start + 1, cut ? start + 1 + target : end, cut), cut);
    } else this.consumer.text(short, false);
  }

  private place(start: number): void {
    this.offset = this.base + start;
    this.knownLine = -1;
  }

  /** Hands over a string that does not fit, piece by piece. Returns the position behind its closing quote. */
  private async passLongString(at: number): Promise<number> {
    this.place(at);
    if (this.objects.at(-1) === true && !this.afterKey) {
      throw new Cut(this.offset, `a member name is longer than the limit of ${this.maxKey} bytes`);
    }
    this.knownLine = this.line();
    const target = this.consumer.open();
    const sink = typeof target === 'number' ? new Collector(target) : target;
    this.lifter.abandon();
    let from = at + 1;
    let escaped = false;
    while (true) {
      const end = this.findEnd(from, escaped);
      if (end >= 0) {
        sink.write(this.buffer, from, end, true);
        from = end + 1;
        break;
      }
      escaped = this.endsEscaped(from, escaped);
      sink.write(this.buffer, from, this.filled, false);
      this.keepFrom(this.filled);
      from = 0;
      if (await this.fill()) continue;
      throw new Cut(this.base + this.filled, this.damage ?? 'the document ends within a string');
    }
    if (sink instanceof Collector && sink.limit > 0) sink.deliver(this.consumer);
    // The lines up to here must be counted before the next stretch is measured from the start of the buffer.
    this.keepFrom(from);
    this.lifter.addConsumed();
    return 0;
  }

  /** The closing quote at or after `from`, or -1. `escaped`: the first byte belongs to an escape. */
  private findEnd(from: number, escaped: boolean): number {
    let search = from;
    while (search < this.filled) {
      const hit = this.buffer.indexOf(0x22, search);
      if (hit < 0 || hit >= this.filled) return -1;
      if (!this.isEscaped(hit, from, escaped)) return hit;
      search = hit + 1;
    }
    return -1;
  }

  private endsEscaped(from: number, escaped: boolean): boolean {
    return this.isEscaped(this.filled, from, escaped);
  }

  /** An odd run of backslashes before `at` escapes it; a run that reaches `from` continues the one before. */
  private isEscaped(at: number, from: number, escaped: boolean): boolean {
    let run = at;
    while (run > from && this.buffer[run - 1] === 0x5c) run--;
    const odd = (at - run) % 2 === 1;
    return run === from && escaped ? !odd : odd;
  }
}

/** Collects the beginning of a long string for `DocumentConsumer.text`. */
class Collector implements TextSink {
  private readonly bytes: Buffer;
  private length = 0;
  private cut = false;

  constructor(readonly limit: number) {
    this.bytes = Buffer.alloc(limit);
  }

  write(bytes: Buffer, start: number, end: number): void {
    const taken = Math.min(end - start, this.limit - this.length);
    bytes.copy(this.bytes, this.length, start, start + taken);
    this.length += taken;
    if (taken < end - start) this.cut = true;
  }

  deliver(consumer: DocumentConsumer): void {
    consumer.text(decodeText(this.bytes, 0, this.length, this.cut), this.cut);
  }
}

/** The type of the tokenizer leaves out the call that ends the input. */
function endOf(tokenize: TokenSource): (end: typeof none) => unknown {
  return tokenize as unknown as (end: typeof none) => unknown;
}

function newTokenizer(): TokenSource {
  return jsonParser({ packValues: true, streamValues: false });
}

function tokensOf(result: ReturnType<TokenSource>): readonly Token[] {
  return isMany(result) ? (result.values as readonly Token[]) : [];
}
