import type { ByteReader } from '../formats/format.js';
import { DamagedInputError } from './damage.js';

export const LF = 10;
export const CR = 13;

/** Of a longer line this much is kept: 16 MiB. The longest lines seen in logs have some hundred KB. */
export const MAX_LINE_BYTES = 16 * 1024 * 1024;

/** A log whose lines are long would outgrow the buffer anew at each of them if it shrank at once. */
const RUNS_BEFORE_SHRINKING = 16;

export interface LineOptions {
  /** Bytes of a line that are kept; the rest is skipped. Default `MAX_LINE_BYTES`. */
  readonly maxLineBytes?: number;
  /** First size of the buffer, at least 2 bytes. Default 256 KiB; tests use small ones. */
  readonly bufferBytes?: number;
}

export interface LineSummary {
  readonly lines: number;
  /** Bytes read. */
  readonly bytes: number;
  /** Where damaged input ended before its time; absent when all was read. */
  readonly cut?: { readonly offset: number; readonly reason: string };
}

/**
 * Takes a run of whole lines, `buffer[start..end)`, LFs included (the last line of the source may lack its own). The
 * buffer is reused: nothing of it may be kept. `firstLine` is the 1-based number of the first line, `offset` the byte
 * offset of `start`. `truncated`: the run is a single line of which the end is missing, because it is longer than the
 * limit (then up to 1 byte more than the limit is here) or because the input is damaged.
 *
 * May return the number of lines in the run if it has counted them; otherwise they are counted here.
 */
export type OnLines = (
  buffer: Buffer,
  start: number,
  end: number,
  firstLine: number,
  offset: number,
  truncated: boolean,
  // biome-ignore lint/suspicious/noConfusingVoidType: a callback that counts nothing need not return anything.
) => number | void;

/**
 * Takes one line, `buffer[start..end)`, without CR and LF. The buffer is reused: nothing of it may be kept.
 * `line` is 1-based, `offset` the byte offset of the line's first byte. `truncated`: the line's end is missing.
 */
export type OnLine = (
  buffer: Buffer,
  start: number,
  end: number,
  line: number,
  offset: number,
  truncated: boolean,
) => void;

/** The text of a line; bytes that are not UTF-8 become U+FFFD. */
export function lineText(buffer: Buffer, start: number, end: number): string {
  return buffer.toString('utf8', start, end);
}

/** Number of LFs in `buffer[start..end)`. */
export function countLineFeeds(buffer: Buffer, start: number, end: number): number {
  const part = start === 0 && end === buffer.length ? buffer : buffer.subarray(start, end);
  let count = 0;
  for (let at = part.indexOf(LF); at !== -1; at = part.indexOf(LF, at + 1)) count++;
  return count;
}

/**
 * Hands over each line of `reader` in order. Memory is bounded by the longest line kept. Damaged input ends the
 * reading with `cut` set, its last line is handed over as truncated. Errors of the disk and of `onLine` go through.
 */
export function forEachLine(reader: ByteReader, onLine: OnLine, options: LineOptions = {}): Promise<LineSummary> {
  const max = options.maxLineBytes ?? MAX_LINE_BYTES;
  const splitRun: OnLines = (buffer, start, end, firstLine, offset, runTruncated) => {
    // The view ends where the run ends, so that a search never looks at old bytes behind it.
    const run = buffer.subarray(0, end);
    const toOffset = offset - start;
    let line = firstLine;
    for (let from = start; from < end; ) {
      const lf = run.indexOf(LF, from);
      const next = lf === -1 ? end : lf + 1;
      let stop = lf === -1 ? end : lf;
      if (stop > from && run[stop - 1] === CR) stop--;
      const tooLong = stop - from > max;
      onLine(buffer, from, tooLong ? from + max : stop, line, from + toOffset, tooLong || runTruncated);
      line++;
      from = next;
    }
    return line - firstLine;
  };
  return forEachChunkOfLines(reader, splitRun, options);
}

/**
 * Hands over runs of whole lines, as many as a read brought in, so that the caller can search many lines at once.
 * Ends and errors as `forEachLine`.
 */
export function forEachChunkOfLines(
  reader: ByteReader,
  onLines: OnLines,
  options: LineOptions = {},
): Promise<LineSummary> {
  return new ChunkSplitter(reader, onLines, options).run();
}

class ChunkSplitter {
  private readonly baseSize: number;
  /** Kept of a line without an LF: the limit, a CR that may belong to the line's end, and one byte that proves it too long. */
  private readonly longest: number;
  private buffer: Buffer;
  private filled = 0;
  /** Byte offset of `buffer[0]`. */
  private offset = 0;
  private line = 1;
  /** Runs since the last one that was longer than the first buffer. */
  private shortRuns = 0;

  constructor(
    private readonly reader: ByteReader,
    private readonly onLines: OnLines,
    options: LineOptions,
  ) {
    this.longest = (options.maxLineBytes ?? MAX_LINE_BYTES) + 2;
    this.baseSize = options.bufferBytes ?? 256 * 1024;
    this.buffer = Buffer.allocUnsafeSlow(this.baseSize);
  }

  async run(): Promise<LineSummary> {
    let cut: DamagedInputError | undefined;
    try {
      await this.readAll();
    } catch (error) {
      if (!(error instanceof DamagedInputError)) throw error;
      cut = error;
    }
    // The run left over is a last line without its LF. A failed check or foreign bytes behind the data took nothing of it.
    const missing = cut !== undefined && cut.code !== 'checksum' && cut.code !== 'trailing-bytes';
    if (this.filled > 0) this.hand(this.filled, missing);
    const summary = { lines: this.line - 1, bytes: this.offset };
    return cut === undefined ? summary : { ...summary, cut: { offset: cut.offset, reason: cut.reason } };
  }

  private async readAll(): Promise<void> {
    for (;;) {
      if (this.filled >= this.longest) {
        if (!(await this.skipLine())) return;
        continue;
      }
      if (this.filled === this.buffer.length) this.grow();
      // A buffer that has grown is for long lines, not for longer reads.
      const count = await this.reader.read(this.buffer.subarray(0, this.filled + this.baseSize), this.filled);
      if (count === 0) return;
      const before = this.filled;
      this.filled += count;
      const lastLf = this.buffer.lastIndexOf(LF, this.filled - 1);
      // Everything before `before` is known to have no LF; older bytes behind `filled` are not looked at.
      if (lastLf >= before) this.hand(lastLf + 1, false);
    }
  }

  /** Hands over `buffer[0..end)` and moves what follows to the front. */
  private hand(end: number, truncated: boolean): void {
    this.emit(end, truncated);
    this.offset += end;
    this.buffer.copyWithin(0, end, this.filled);
    this.filled -= end;
    if (this.buffer.length === this.baseSize) return;
    this.shortRuns = end > this.baseSize ? 0 : this.shortRuns + 1;
    if (this.shortRuns >= RUNS_BEFORE_SHRINKING && this.filled <= this.baseSize / 2) {
      this.shortRuns = 0;
      const small = Buffer.allocUnsafeSlow(this.baseSize);
      this.buffer.copy(small, 0, 0, this.filled);
      this.buffer = small;
    }
  }

  private emit(end: number, truncated: boolean): void {
    const counted = this.onLines(this.buffer, 0, end, this.line, this.offset, truncated);
    if (typeof counted === 'number') this.line += counted;
    else this.line += countLineFeeds(this.buffer, 0, end) + (this.buffer[end - 1] === LF ? 0 : 1);
  }

  /** The buffer starts with a line longer than the limit: hands over its start, skips to its LF. False at the end. */
  private async skipLine(): Promise<boolean> {
    const kept = this.longest - 1;
    this.emit(kept, true);
    this.offset += this.filled;
    this.filled = 0;
    for (;;) {
      const count = await this.reader.read(this.buffer, 0);
      if (count === 0) return false;
      const lf = this.buffer.subarray(0, count).indexOf(LF);
      if (lf === -1) {
        this.offset += count;
        continue;
      }
      this.offset += lf + 1;
      this.buffer.copyWithin(0, lf + 1, count);
      this.filled = count - lf - 1;
      const lastLf = this.filled === 0 ? -1 : this.buffer.lastIndexOf(LF, this.filled - 1);
      if (lastLf !== -1) this.hand(lastLf + 1, false);
      return true;
    }
  }

  /** In few large steps: outgrown buffers count as memory until they are collected. */
  private grow(): void {
    const larger = Buffer.allocUnsafeSlow(Math.min(this.buffer.length * 8, Math.max(this.longest, this.baseSize)));
    this.buffer.copy(larger, 0, 0, this.filled);
    this.buffer = larger;
  }
}
