import { DamagedInputError } from '../input/damage.js';
import { countLineFeeds, LF } from '../input/lines.js';
import type { ByteReader, Head, SourcePart } from './format.js';

/** A source is looked through in pieces of this size. */
export const PIECE_BYTES = 256 * 1024;

/**
 * A source in pieces of whole lines, which depend on its content alone and not on how it is delivered. Of a line that is
 * longer than a piece only the beginning is shown. Memory is bounded by two pieces.
 */
export class Pieces {
  /** The piece before, the piece that was shown last, and the beginning of the next one. */
  private readonly buffer = Buffer.allocUnsafeSlow(2 * PIECE_BYTES);
  private start = 0;
  private end = 0;
  private filled = 0;
  /** What lay before the buffer. */
  private lines = 0;
  private bytes = 0;
  /** The piece is the beginning of a line that goes on behind it. */
  private isCut = false;
  private ended = false;
  private damage: DamagedInputError | undefined;
  private readonly source: ByteReader;

  constructor(private readonly part: SourcePart) {
    this.source = part.open();
  }

  /** The next piece as if a source began there, valid until the next call; undefined at the end. */
  async next(): Promise<Head | undefined> {
    if (this.isCut) await this.skipLine();
    else {
      this.drop(this.start);
      this.start = this.end;
    }
    await this.fill(this.start + PIECE_BYTES);
    if (this.filled === this.start) return undefined;
    const end = this.ended ? this.filled : this.buffer.lastIndexOf(LF, this.filled - 1) + 1;
    this.isCut = end <= this.start;
    this.end = this.isCut ? this.filled : end;
    return this.head(this.start);
  }

  /** The source from a byte of the last piece on. */
  from(at: number): SourcePart {
    return this.rest(this.start + at);
  }

  /** The source from the piece before the last one on: its last lines may be too few to tell what they are. */
  fromBefore(): SourcePart {
    return this.rest(0);
  }

  private head(from: number): Head {
    return headOfBytes(this.buffer.subarray(from, this.end), this.part.head.name, this.ended);
  }

  private rest(from: number): SourcePart {
    const { part } = this;
    const before = { lines: this.lines + countLineFeeds(this.buffer, 0, from), bytes: this.bytes + from };
    let at = from;
    return {
      path: part.path,
      head: this.head(from),
      ...(part.modified === undefined ? {} : { modified: part.modified }),
      before,
      open: () => ({
        read: async (target, to) => {
          if (at === this.filled) return this.readBehind(target, to, before.bytes);
          const count = this.buffer.copy(target, to, at, this.filled);
          at += count;
          return count;
        },
      }),
      originalOffset: (offset) => part.originalOffset(before.bytes + offset),
    };
  }

  /** Reads what is not in the buffer; damage is told with its place in what is delivered. */
  private async readBehind(target: Buffer, at: number, before: number): Promise<number> {
    try {
      if (this.damage !== undefined) throw this.damage;
      return await this.source.read(target, at);
    } catch (error) {
      if (!(error instanceof DamagedInputError)) throw error;
      throw new DamagedInputError(error.code, error.offset - before, error.reason);
    }
  }

  /** Reads until so much is in the buffer, or to the end. */
  private async fill(size: number): Promise<void> {
    while (!this.ended && this.filled < size) {
      const count = await this.read(this.filled, size);
      this.filled += count;
    }
  }

  /** Reads into `buffer[at..end)`; damage is the end, as far as looking goes. */
  private async read(at: number, end: number): Promise<number> {
    let count = 0;
    try {
      count = await this.source.read(this.buffer.subarray(0, end), at);
    } catch (error) {
      if (!(error instanceof DamagedInputError)) throw error;
      this.damage = error;
    }
    this.ended = count === 0;
    return count;
  }

  /** Gives up the first bytes of the buffer. */
  private drop(count: number): void {
    this.lines += countLineFeeds(this.buffer, 0, count);
    this.bytes += count;
    this.buffer.copyWithin(0, count, this.filled);
    this.start -= count;
    this.end -= count;
    this.filled -= count;
  }

  /** Drops everything up to the end of the line that the piece began. */
  private async skipLine(): Promise<void> {
    this.start = this.end = this.filled;
    for (let lf = -1; lf === -1 && !this.ended; ) {
      this.drop(this.filled);
      this.filled = await this.read(0, PIECE_BYTES);
      lf = this.buffer.subarray(0, this.filled).indexOf(LF);
      if (lf !== -1) this.drop(lf + 1);
    }
    this.start = this.end = 0;
  }
}

/** Bytes as if a source began with them. They are decoded when they are asked for: most pieces are not. */
export function headOfBytes(bytes: Buffer, name: string, complete: boolean): Head {
  let text: string | undefined;
  let lines: readonly string[] | undefined;
  return {
    name,
    bytes,
    complete,
    get text() {
      text ??= bytes.toString('utf8');
      return text;
    },
    get lines() {
      lines ??= this.text.split(/\r?\n/);
      return lines;
    },
  };
}
