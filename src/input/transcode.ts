import { DamagedInputError } from './damage.js';
import type { Encoding } from './decode.js';
import { type ClosableReader, readFully } from './readers.js';

const RAW_CHUNK = 64 * 1024;
/**
 * Line starts remembered: twice what a 256 KiB buffer of empty lines holds, so that every line a splitter has in its
 * buffer is known; 16 MiB at most, and only for text that is transcoded and nearly empty.
 */
const REMEMBERED = 512 * 1024;

/** A byte source whose offsets differ from those of the file behind it. */
export interface MappedReader extends ClosableReader {
  originalOffset(offset: number): number;
}

/** Drops the byte order mark of UTF-8 text. */
export class SkipReader implements MappedReader {
  private skipped = false;

  constructor(
    private readonly source: ClosableReader,
    private readonly size: number,
  ) {}

  async read(target: Buffer, at: number): Promise<number> {
    if (!this.skipped) {
      await readFully(this.source, Buffer.alloc(this.size), this.size);
      this.skipped = true;
    }
    return this.source.read(target, at);
  }

  originalOffset(offset: number): number {
    return offset + this.size;
  }

  close(): Promise<void> {
    return this.source.close();
  }
}

/**
 * Turns UTF-16 or GB18030 text into UTF-8. Undecodable bytes become U+FFFD.
 *
 * `originalOffset` is exact for the first byte of each of the last half million lines delivered; within a line it gives
 * the line's start, and before the remembered lines the oldest one. LFs map one to one: in neither encoding can an
 * LF be swallowed by a broken character before it.
 */
export class TranscodingReader implements MappedReader {
  private readonly decoder: InstanceType<typeof TextDecoder>;
  private readonly raw = Buffer.allocUnsafeSlow(RAW_CHUNK);
  /** Offset of `raw[0]` in the file; the first chunk starts with the byte order mark. */
  private rawOffset = 0;
  private text: Buffer = Buffer.alloc(0);
  private textOffset = 0;
  private damage: DamagedInputError | undefined;
  private done = false;
  private readonly starts: LineStarts;

  constructor(
    private readonly source: ClosableReader,
    private readonly encoding: Exclude<Encoding, 'utf-8'>,
    bom: number,
  ) {
    // The decoder drops a byte order mark by itself.
    this.decoder = new TextDecoder(encoding);
    this.starts = new LineStarts(bom);
  }

  async read(target: Buffer, at: number): Promise<number> {
    while (this.text.length === 0 && !this.done) await this.next();
    if (this.text.length === 0) {
      if (this.damage !== undefined) throw this.damage;
      return 0;
    }
    const count = this.text.copy(target, at);
    this.text = this.text.subarray(count);
    return count;
  }

  originalOffset(offset: number): number {
    return this.starts.find(offset);
  }

  async close(): Promise<void> {
    this.done = true;
    this.text = Buffer.alloc(0);
    await this.source.close();
  }

  private async next(): Promise<void> {
    const count = await this.readRaw();
    const raw = this.raw.subarray(0, count);
    this.done = count === 0;
    this.text = Buffer.from(this.decoder.decode(raw, { stream: count > 0 }));
    this.remember(raw, this.text);
    this.rawOffset += count;
    this.textOffset += this.text.length;
    if (this.done && this.damage !== undefined) {
      this.damage = new DamagedInputError(this.damage.code, this.textOffset, this.damage.reason);
    }
  }

  /** Reads a chunk of an even number of bytes (except at the end), so that no UTF-16 unit is cut. */
  private async readRaw(): Promise<number> {
    let filled = 0;
    try {
      do {
        const count = await this.source.read(this.raw, filled);
        filled += count;
        if (count === 0) break;
      } while (filled % 2 !== 0);
    } catch (error) {
      if (!(error instanceof DamagedInputError)) throw error;
      this.damage = error;
    }
    return filled;
  }

  private remember(raw: Buffer, text: Buffer): void {
    let rawLf = this.rawLineFeed(raw, 0);
    for (let at = text.indexOf(10); at !== -1 && rawLf !== -1; at = text.indexOf(10, at + 1)) {
      const rawEnd = rawLf + (this.encoding === 'utf-16le' ? 2 : 1);
      this.starts.add(this.textOffset + at + 1, this.rawOffset + rawEnd);
      rawLf = this.rawLineFeed(raw, rawEnd);
    }
  }

  /** Place of the next byte 0x0A that is an LF: any in GB18030, in UTF-16 the low byte of the unit 000A; -1 if none. */
  private rawLineFeed(raw: Buffer, from: number): number {
    if (this.encoding === 'gb18030') return raw.indexOf(10, from);
    const low = this.encoding === 'utf-16le' ? 0 : 1;
    let at = raw.indexOf(10, from);
    while (at !== -1 && (at % 2 !== low || raw[low === 0 ? at + 1 : at - 1] !== 0)) at = raw.indexOf(10, at + 1);
    return at;
  }
}

/** Where each of the lines delivered last starts, here and in the file. */
class LineStarts {
  private here: number[] = [0];
  private original: number[];

  constructor(bom: number) {
    this.original = [bom];
  }

  add(here: number, original: number): void {
    this.here.push(here);
    this.original.push(original);
    if (this.here.length < 2 * REMEMBERED) return;
    this.here = this.here.slice(-REMEMBERED);
    this.original = this.original.slice(-REMEMBERED);
  }

  /** Start in the file of the last line that starts at or before `offset`. */
  find(offset: number): number {
    let low = 0;
    let high = this.here.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.here[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return this.original[low] ?? 0;
  }
}
