import { CR, LF, lineText, MAX_LINE_BYTES } from '../../../input/lines.js';
import type { Location } from '../../../model/event.js';
import type { SourcePart } from '../../format.js';
import { locate } from '../../locate.js';
import type { TextFormat } from '../compile/compile-format.js';
import { LongHeads } from '../long-heads.js';
import type { LiteralScanner } from '../search/scanner.js';
import { printedHour } from '../time/hour.js';
import { JoinedLines } from './joined-lines.js';
import type { LineBefore } from './line-before.js';
import { Owners } from './owners.js';
import type { RecordReader } from './record-reader.js';

/** Of a line this much is decoded; what matters stands at its start. */
const DECODED_BYTES = 16 * 1024;
/** What is rare in a log is another thing in a call than before it: it is looked at again when so many times more was read. */
const ADAPTION_FACTOR = 4;
/** A shorter log is read before it pays to look what is rare in it. */
const FIRST_ADAPTION = 1 << 20;

export interface WantedLinesOptions {
  /** Every line is to be looked at. */
  readonly everything: boolean;
  /** Every literal counts as found on every line. */
  readonly allOwners: boolean;
  /** Somebody wants to be told of every line. */
  readonly watched: boolean;
}

/** Finds the lines that are worth reading, and has them read; of the others it knows how many there were. */
export class WantedLines {
  /** Lines that are not blank, without the heads of long records. */
  count = 0;
  /** Looks for the literals of the format. */
  private scanner: LiteralScanner;
  private nextAdaption = FIRST_ADAPTION;
  /** Owners of the literals on the line that is being read. */
  private readonly hits = new Owners();
  private readonly all: readonly number[];
  /** Undated lines are looked at for their hour, else a midnight between two wanted lines would be missed. */
  private readonly undated: boolean;
  private readonly joined: JoinedLines | undefined;
  /** Lines of the run that is being looked through. */
  private passed = 0;
  private hour = -1;

  constructor(
    format: TextFormat,
    private readonly reader: RecordReader,
    private readonly heads: LongHeads,
    private readonly before: LineBefore,
    private readonly options: WantedLinesOptions,
  ) {
    const { clock, messages } = format.definition;
    this.scanner = format.scanner;
    this.undated = clock.date === 'header' || clock.date === 'none';
    const { multiline, grammar } = format;
    this.joined =
      multiline && new JoinedLines(multiline, grammar, (text, hits, at, lines) => this.read(text, hits, at, lines));
    const owners = messages.length + 1 + clock.anchors.length + clock.corrections.length;
    this.all = Array.from({ length: owners }, (_, i) => i);
  }

  /**
   * Looks through a run of whole lines; returns how many there were. A line that nothing wants costs the search for its
   * end and for literals, and nothing else: no text, no time, no call (0.06 µs a line of 100 bytes, half of each).
   */
  take(buffer: Buffer, start: number, end: number, line: number, offset: number, part: SourcePart): number {
    const run = buffer.subarray(0, end);
    if (offset >= this.nextAdaption) this.adapt(run.subarray(start), offset);
    const { scanner } = this;
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
        this.count++;
        if (hit < next || this.isNoted(run, from, stop)) {
          const at = locate(part, line + this.passed, offset + from - start);
          this.line(run, from, stop, hit, at);
        } else this.skip(run, from, stop);
      }
      if (hit < next) hit = scanner.next(run, next, end);
      from = next;
      this.passed++;
    }
    this.before.settle();
    return this.passed;
  }

  /** There are no more lines. */
  end(): void {
    this.joined?.end();
  }

  /** Looks what is rare in a long log. */
  private adapt(run: Buffer, offset: number): void {
    this.nextAdaption = ADAPTION_FACTOR * offset;
    this.scanner = this.scanner.adaptedTo(run);
  }

  /** Nothing but a literal makes a line worth looking at, and nothing of the others is kept. */
  private get isCalm(): boolean {
    return !this.options.everything && !this.undated && this.joined === undefined && !this.reader.isWaiting;
  }

  /**
   * Passes whole lines that end before `to`, up to one that may be a head of those after it; returns where the next line
   * begins. Lines are found here as in `take`, with no more said of them than is ever asked.
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
    this.count += passed - blank;
    return from;
  }

  /** Takes a line that is nothing but the head of the record on the lines after it. */
  private isHead(buffer: Buffer, start: number, end: number): boolean {
    return LongHeads.looksLike(buffer, start, end) && this.heads.begin(lineText(buffer, start, end));
  }

  /** True when a line without literals may have to be looked at: because of the lines before it, or for its hour. */
  private isNoted(buffer: Buffer, start: number, end: number): boolean {
    if (this.options.everything || this.reader.isWaiting || this.joined?.isOpen) return true;
    if (this.undated && this.isOtherHour(buffer, start, end)) return true;
    return this.joined?.mayBegin(buffer, start, end) === true;
  }

  private isOtherHour(buffer: Buffer, start: number, end: number): boolean {
    const hour = printedHour(buffer, start, end);
    return hour >= 0 && hour !== this.hour;
  }

  private skip(buffer: Buffer, start: number, end: number): void {
    if (this.joined) this.before.keep(buffer, start, end);
  }

  /** @param hit where in the line the first literal is; a place behind it when there is none */
  private line(buffer: Buffer, start: number, end: number, hit: number, at: Location): void {
    const hits = this.wanted(buffer, start, end, hit);
    const joins = this.joined?.mayJoin(buffer, start, end, hits.length > 0) === true;
    if (hits.length === 0 && !this.reader.isWaiting && !joins && !this.options.everything) {
      if (!this.undated || !this.isOtherHour(buffer, start, end)) {
        this.skip(buffer, start, end);
        return;
      }
      this.hour = printedHour(buffer, start, end);
    }
    const text = this.heads.with(withoutNul(lineText(buffer, start, Math.min(end, start + DECODED_BYTES))));
    if (joins) this.joined?.add({ text, hits: [...hits], at });
    else this.reader.read(text, hits, at, 1);
  }

  /** The owners of the literals on a line, ascending. */
  private wanted(buffer: Buffer, start: number, end: number, hit: number): readonly number[] {
    if (this.options.allOwners) return this.all;
    this.hits.clear();
    if (hit < end) this.scanner.scan(buffer, start, end, this.hits, hit);
    return this.hits.sorted;
  }

  /** Reads what has been joined, or was held to be joined and is not, if anything may come of it. */
  private read(text: string, hits: readonly number[], at: Location, lines: number): void {
    if (hits.length === 0 && !this.reader.isWaiting && !this.undated && !this.options.watched) return;
    this.reader.read(text, hits, at, lines);
  }
}

function withoutNul(text: string): string {
  return text.includes('\0') ? text.replaceAll('\0', '') : text;
}
