import { CR, forEachChunkOfLines, LF, lineText, MAX_LINE_BYTES } from '../../input/lines.js';
import type { Location } from '../../model/event.js';
import type { RecordSink } from '../../model/sample.js';
import type { ReaderSession, ReadOptions, ReadSummary, SourcePart } from '../format.js';
import { SourceClock } from './clock.js';
import type { ConnectionPattern, Multiline, TextFormat } from './compile.js';
import type { Message } from './compile-message.js';
import { emit, excerptOf, type Occasion, type Outlet } from './emit.js';
import { groupOf } from './expression.js';
import { anchoredTime, firstDate } from './first-date.js';
import { printedHour } from './hour.js';
import { jsonGroups } from './json-groups.js';
import { LineBefore } from './line-before.js';
import { LongHeads } from './long-heads.js';
import { type HeldLine, LineJoiner, opensBracket } from './multiline.js';
import { Owners } from './owners.js';
import { type Grammar, grammarOf, isTimedAs, jsonOf, matchLine, type Parsed, parseLine } from './parse.js';
import { SampleJoiner } from './sample-joiner.js';
import type { LiteralScanner } from './scanner.js';
import { withNext, withPaths } from './slots.js';
import { SessionState } from './state.js';
import type { Values } from './template.js';
import { timeParts } from './time-parts.js';

/** Of a line this much is decoded; what matters stands at its start. */
const DECODED_BYTES = 16 * 1024;
/** Threads write records with neighbouring numbers in either order. */
const SEQUENCE_JITTER = 5;
const PROGRESS_STEP = 1 << 20;
/** What is rare in a log is another thing in a call than before it: it is looked at again when so many times more was read. */
const ADAPTION_FACTOR = 4;

export interface SessionOptions {
  /** False looks at every line, as if every literal were in it: the yardstick that the prefilter is tested against. */
  readonly prefilter?: boolean;
  /** Told of every line that is not blank what was made of it: for explaining a log. All lines are decoded for it. */
  readonly watch?: Watch;
}

/** `names` are the messages that fit (or `clock`, `ignore`); `record` tells whether the line has the format's grammar. */
export type Watch = (text: string, at: Location, names: readonly string[], record: boolean) => void;

/** Reads the parts of one log of a text format. */
export class TextSession implements ReaderSession {
  private readonly clock: SourceClock;
  private readonly state = new SessionState();
  private readonly samples: SampleJoiner;
  private readonly out: Outlet;
  /** Owners of the literals on the line that is being read. */
  private readonly hits = new Owners();
  private readonly all: readonly number[];
  // Members of the format that every line asks for: of an object with getters each name is looked up anew.
  private readonly grammar: Grammar;
  private readonly messages: readonly Message[];
  private readonly header: RegExp | undefined;
  private readonly connection: ConnectionPattern | undefined;
  private readonly carry: boolean;
  private readonly multiline: Multiline | undefined;
  /** True when every line is to be looked at. */
  private readonly everything: boolean;
  /** Undated lines are looked at for their hour, else a midnight between two wanted lines would be missed. */
  private readonly undated: boolean;
  private readonly joiner: LineJoiner | undefined;
  private readonly heads = new LongHeads();
  private readonly before = new LineBefore();
  /** What fitted the line that is being read; only filled for a watcher. */
  private names: string[] = [];
  private isRecord = false;
  private hour = -1;
  private sequence = -1;
  private waiting: { readonly message: Message; readonly values: Values; readonly occasion: Occasion } | undefined;
  private records = 0;
  private lines = 0;
  private understood = 0;
  private start: number | undefined;
  private end: number | undefined;
  private nextProgress = 0;
  /** Looks for the literals of the format. */
  private scanner: LiteralScanner;
  private nextAdaption = PROGRESS_STEP;
  /** Lines of the run that is being looked through. */
  private passed = 0;
  private cut: ReadSummary['cut'];

  constructor(
    private readonly format: TextFormat,
    private readonly sink: RecordSink,
    private readonly options: ReadOptions,
    private readonly sessionOptions: SessionOptions = {},
  ) {
    const { clock, messages } = format.definition;
    this.grammar = grammarOf(format);
    this.messages = format.messages;
    this.header = format.header;
    this.connection = format.connection;
    this.carry = format.definition.connection.carry;
    this.multiline = format.multiline;
    this.clock = new SourceClock(clock, options.zone);
    this.scanner = format.scanner;
    this.samples = new SampleJoiner(sink);
    this.out = { sink, samples: this.samples };
    this.everything = sessionOptions.prefilter === false || sessionOptions.watch !== undefined;
    this.undated = clock.date === 'header' || clock.date === 'none';
    this.joiner = format.multiline && new LineJoiner(format.multiline.lines);
    const owners = messages.length + 1 + clock.anchors.length + clock.corrections.length;
    this.all = Array.from({ length: owners }, (_, i) => i);
  }

  async read(part: SourcePart): Promise<void> {
    const found = firstDate(this.format, part.head.lines);
    this.clock.begin(found.day, found.epoch, part.modified);
    this.nextProgress = 0;
    const summary = await forEachChunkOfLines(part.open(), (buffer, start, end, line, offset) =>
      this.chunk(buffer, start, end, line, offset, part),
    );
    this.endJoined();
    this.flush();
    this.options.progress?.(summary.bytes);
    if (summary.cut) this.cut ??= { offset: part.originalOffset(summary.cut.offset), reason: summary.cut.reason };
  }

  finish(): ReadSummary {
    const { clock, shiftMs, warnings } = this.clock.finish();
    return {
      records: this.records,
      unknownLines: this.lines - this.understood,
      start: this.start,
      end: this.end,
      clock,
      shiftMs,
      warnings,
      ...(this.cut === undefined ? {} : { cut: this.cut }),
    };
  }

  /**
   * Looks through a run of whole lines; returns how many there were. A line that nothing wants costs the search for its
   * end and for literals, and nothing else: no text, no time, no call (0.06 µs a line of 100 bytes, half of each).
   */
  private chunk(buffer: Buffer, start: number, end: number, line: number, offset: number, part: SourcePart): number {
    if (offset >= this.nextProgress) this.progress(buffer.subarray(start, end), offset);
    const { scanner } = this;
    const run = buffer.subarray(0, end);
    this.passed = 0;
    let hit = scanner.next(run, start, end);
    for (let from = start; from < end; ) {
      if (this.isCalm && from < hit) from = this.pass(run, from, hit);
      if (from >= end) break;
      const lf = run.indexOf(LF, from);
      const next = lf < 0 ? end : lf + 1;
      let stop = lf < 0 ? end : lf;
      if (stop > from && run[stop - 1] === CR) stop--;
      if (stop - from > MAX_LINE_BYTES) stop = from + MAX_LINE_BYTES;
      if (stop === from) this.heads.end();
      else if (!this.isHead(run, from, stop)) {
        this.lines++;
        if (hit < next || this.isNoted(run, from, stop)) {
          const at = {
            source: part.path,
            line: line + this.passed,
            offset: part.originalOffset(offset + from - start),
          };
          this.line(run, from, stop, hit, at);
        } else this.skip(run, from, stop);
      }
      if (hit < next) hit = scanner.next(run, next, end);
      from = next;
      this.passed++;
    }
    return this.passed;
  }

  /** Nothing but a literal makes a line worth looking at, and nothing of the others is kept. */
  private get isCalm(): boolean {
    return !this.everything && !this.undated && this.joiner === undefined && this.waiting === undefined;
  }

  /**
   * Passes whole lines that end before `to`, up to one that may be a head of those after it; returns where the next line
   * begins. Lines are found here as in `chunk`, with no more said of them than is ever asked.
   */
  private pass(run: Buffer, start: number, to: number): number {
    let from = start;
    let passed = 0;
    let blank = 0;
    while (!LongHeads.begins(run, from)) {
      const lf = run.indexOf(LF, from);
      if (lf < 0 || lf >= to) break;
      if (lf === from || (lf === from + 1 && run[from] === CR)) blank++;
      passed++;
      from = lf + 1;
    }
    if (blank > 0) this.heads.end();
    this.passed += passed;
    this.lines += passed - blank;
    return from;
  }

  /** Tells how far the log has been read, and prepares for a long one: what follows pays only there. */
  private progress(run: Buffer, offset: number): void {
    if (offset >= this.nextAdaption) {
      this.nextAdaption = ADAPTION_FACTOR * offset;
      this.scanner = this.scanner.adaptedTo(run);
    }
    this.nextProgress = offset + PROGRESS_STEP;
    this.options.progress?.(offset);
  }

  /** Takes a line that is nothing but the head of the record on the lines after it. */
  private isHead(buffer: Buffer, start: number, end: number): boolean {
    return LongHeads.looksLike(buffer, start, end) && this.heads.begin(lineText(buffer, start, end));
  }

  /** True when a line without literals may have to be looked at: because of the lines before it, or for its hour. */
  private isNoted(buffer: Buffer, start: number, end: number): boolean {
    if (this.everything || this.waiting || this.joiner?.isOpen) return true;
    if (this.undated && this.isOtherHour(buffer, start, end)) return true;
    return this.multiline?.brackets === true && opensBracket(buffer, start, end);
  }

  private isOtherHour(buffer: Buffer, start: number, end: number): boolean {
    const hour = printedHour(buffer, start, end);
    return hour >= 0 && hour !== this.hour;
  }

  private skip(buffer: Buffer, start: number, end: number): void {
    if (this.joiner) this.before.keep(buffer, start, end);
  }

  /** @param hit where in the line the first literal is; a place behind it when there is none */
  private line(buffer: Buffer, start: number, end: number, hit: number, at: Location): void {
    const hits = this.wanted(buffer, start, end, hit);
    const joins = this.joins(buffer, start, end, hits.length > 0);
    if (hits.length === 0 && !this.waiting && !joins && !this.everything) {
      if (!this.undated || !this.isOtherHour(buffer, start, end)) {
        this.skip(buffer, start, end);
        return;
      }
      this.hour = printedHour(buffer, start, end);
    }
    const text = this.heads.with(withoutNul(lineText(buffer, start, Math.min(end, start + DECODED_BYTES))));
    if (joins) this.join({ text, hits: [...hits], at });
    else this.single(text, hits, at, 1);
  }

  /** Reads one record, which may be the text of several lines. */
  private single(text: string, hits: readonly number[], at: Location, lines: number): void {
    const before = this.records;
    if (this.sessionOptions.watch) this.names = [];
    this.isRecord = false;
    this.text(text, hits, at);
    if (this.records > before) this.understood += lines;
    this.sessionOptions.watch?.(text, at, this.names, this.isRecord);
  }

  /** True when a line may be part of a longer record. */
  private joins(buffer: Buffer, start: number, end: number, wanted: boolean): boolean {
    const { multiline } = this;
    if (!this.joiner || !multiline) return false;
    if (this.joiner.isOpen || (wanted && multiline.continues !== undefined)) return true;
    return multiline.brackets && opensBracket(buffer, start, end);
  }

  private join(line: HeldLine): void {
    const { joiner } = this;
    const { continues, brackets } = this.multiline ?? {};
    if (!joiner) return;
    if (joiner.isOpen) {
      const [parsed] = parseLine(this.grammar, line.text);
      const inner = parsed?.message ?? line.text;
      const isNew = parsed?.record === true && parsed.time !== undefined;
      if (!isNew && (joiner.isNested || continues?.test(inner) === true)) {
        if (!joiner.add(line, inner)) this.releaseJoined();
        else if (!joiner.isNested && continues === undefined) this.endJoined();
        return;
      }
      this.endJoined();
    }
    joiner.begin(line);
    const mayGoOn = (brackets === true && joiner.isNested) || (continues !== undefined && line.hits.length > 0);
    if (!mayGoOn) this.endJoined();
  }

  private endJoined(): void {
    if (!this.joiner?.isOpen) return;
    if (this.joiner.isNested) {
      this.releaseJoined();
      return;
    }
    const { text, hits, at, lines } = this.joiner.take();
    this.one(text, [...new Set(hits)].sort(byNumber), at, lines);
  }

  private releaseJoined(): void {
    for (const { text, hits, at } of this.joiner?.release() ?? []) this.one(text, hits, at, 1);
  }

  private one(text: string, hits: readonly number[], at: Location, lines: number): void {
    if (hits.length === 0 && !this.waiting && !this.undated && !this.sessionOptions.watch) return;
    this.single(text, hits, at, lines);
  }

  /** The owners of the literals on a line, ascending. */
  private wanted(buffer: Buffer, start: number, end: number, hit: number): readonly number[] {
    if (this.sessionOptions.prefilter === false) return this.all;
    this.hits.clear();
    if (hit < end) this.scanner.scan(buffer, start, end, this.hits, hit);
    return this.hits.sorted;
  }

  /** Notes what fitted the line, for a watcher. */
  private fitted(name: string): void {
    if (this.sessionOptions.watch) this.names.push(name);
  }

  private text(text: string, hits: readonly number[], at: Location): void {
    const ignored = this.isIgnored(text);
    if (ignored) this.fitted('ignore');
    for (const parsed of parseLine(this.grammar, text)) this.record(parsed, text, hits, at, ignored);
  }

  private isIgnored(text: string): boolean {
    for (const literal of this.grammar.definition.ignore) if (text.includes(literal)) return true;
    return false;
  }

  private record(parsed: Parsed, line: string, hits: readonly number[], at: Location, ignored: boolean): void {
    const { header } = this;
    const { length } = this.messages;
    if (parsed.record) this.isRecord = true;
    if (this.waiting && this.continued(parsed, at)) return;
    if (header && hits.includes(length)) {
      const groups = matchLine(header, parsed, line)?.groups;
      const parts = groups && timeParts(groups);
      if (parts) this.clock.header(parts);
      if (parts) this.fitted('clock');
    }
    if (parsed.time !== undefined || parsed.wrapperTime !== undefined) this.before.clear();
    const time =
      parsed.record || parsed.wrapperTime ? this.clock.time(parsed.time, parsed.wrapperTime) : this.timeBefore();
    if (!parsed.record && !parsed.wrapperTime && hits.length === 0) return;
    if (time !== undefined && (hits.at(-1) ?? 0) > length) this.findAnchor(parsed, hits, time);
    if (!ignored) this.message(parsed, line, hits, time ?? 0, at);
  }

  /** Time of a record without one: that of the line before it, else the last that was read. */
  private timeBefore(): number | undefined {
    const line = this.before.take();
    const [parsed] = line === undefined ? [] : parseLine(this.grammar, this.heads.with(line));
    const timed = parsed?.time !== undefined || parsed?.wrapperTime !== undefined;
    return parsed && timed ? this.clock.time(parsed.time, parsed.wrapperTime) : this.clock.last;
  }

  private findAnchor({ message }: Parsed, hits: readonly number[], time: number): void {
    const first = this.messages.length + 1;
    this.format.anchors.forEach((anchor, i) => {
      if (!hits.includes(first + i)) return;
      const epoch = anchoredTime(anchor.exec(message)?.groups);
      if (epoch === undefined) return;
      this.clock.anchor(epoch, time);
      this.fitted('clock');
    });
    const next = first + this.format.anchors.length;
    this.format.corrections.forEach((correction, i) => {
      if (!hits.includes(next + i)) return;
      const offset = Number(correction.exec(message)?.groups?.offset ?? Number.NaN);
      if (!Number.isFinite(offset)) return;
      this.clock.correct(offset);
      this.fitted('clock');
    });
  }

  /** The first message whose expression fits gives the records; the definition's order decides. */
  private message(parsed: Parsed, line: string, hits: readonly number[], time: number, at: Location): void {
    for (const owner of hits) {
      const message = this.messages[owner];
      if (!message || !(message.onLine || parsed.record) || !isTimedAs(message.timed, parsed)) continue;
      const { expression, conditions } = message;
      const match = message.onLine ? matchLine(expression, parsed, line) : expression.exec(parsed.message);
      if (!match) continue;
      if (!conditions) {
        const before = this.records;
        this.accept(message, match, parsed, line, time, at);
        // What searches a line for names and finds none has not understood it: the next message may.
        if (message.scans && this.records === before) continue;
        this.fitted(message.name);
        return;
      }
      const json = jsonOf(parsed);
      const found = json === undefined ? [] : jsonGroups(message, json);
      if (found.length === 0) continue;
      this.fitted(message.name);
      for (const inJson of found) {
        this.accept(message, withPaths(match, message.pathSlot, inJson), parsed, line, time, at);
      }
      return;
    }
  }

  /** Gives the records of a message that fits, unless they repeat what was just said. */
  private accept(message: Message, values: Values, parsed: Parsed, line: string, time: number, at: Location): void {
    this.watchSequence(parsed.sequence, message.starts, time, line, at);
    const connection = message.starts ? undefined : this.connectionOf(message, values, parsed);
    if (this.state.isRepeat(message, values, connection, time)) {
      this.understood++;
    } else if (message.next) {
      this.waiting = { message, values, occasion: { connection, time, at, line, text: parsed.line } };
    } else {
      this.give(message, values, { connection, time, at, line, text: parsed.line });
    }
  }

  private connectionOf(message: Message, values: Values, parsed: Parsed): string | undefined {
    const pattern = this.connection;
    const match = pattern?.expression.exec(parsed.message);
    const alias = pattern && match ? groupOf(match, pattern.alias) : undefined;
    const named = pattern && match ? groupOf(match, pattern.connection) : undefined;
    return this.state.connection(message, values, parsed.connection ?? named, alias, this.carry);
  }

  /** A running number that begins anew is a new session, also where the log lacks the line that says so. */
  private watchSequence(number: number | undefined, starts: boolean, time: number, line: string, at: Location): void {
    if (number === undefined) return;
    const fell = number < this.sequence - SEQUENCE_JITTER;
    this.sequence = fell ? number : Math.max(this.sequence, number);
    if (!fell || starts) return;
    const excerpt = excerptOf(line);
    const event = this.state.follow({ type: 'session.start', time, fields: {}, at, excerpt });
    if (!event) return;
    this.samples.flush();
    this.sink.event(event);
    this.records++;
  }

  /** Tries the line after a message that goes on there; true when it was the rest of it. */
  private continued(parsed: Parsed, at: Location): boolean {
    const waiting = this.waiting;
    this.waiting = undefined;
    if (!waiting) return false;
    const { next } = waiting.message;
    const rest = parsed.record ? undefined : next?.expression.exec(parsed.message);
    this.give(waiting.message, next && rest ? withNext(waiting.values, next, rest) : waiting.values, waiting.occasion);
    return rest !== undefined && rest !== null && at.line > 0;
  }

  private flush(): void {
    const waiting = this.waiting;
    this.waiting = undefined;
    if (waiting) this.give(waiting.message, waiting.values, waiting.occasion);
    this.samples.flush();
  }

  private give(message: Message, values: Values, occasion: Occasion): void {
    const count = emit(message.gives, values, occasion, this.state, this.out);
    if (count === 0) return;
    const { time } = occasion;
    this.records += count;
    if (this.start === undefined || time < this.start) this.start = time;
    if (this.end === undefined || time > this.end) this.end = time;
  }
}

function byNumber(a: number, b: number): number {
  return a - b;
}

function withoutNul(text: string): string {
  return text.includes('\0') ? text.replaceAll('\0', '') : text;
}
