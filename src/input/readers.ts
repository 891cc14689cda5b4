import { closeSync, openSync, readSync } from 'node:fs';
import type { Readable } from 'node:stream';
import type { ByteReader } from '../formats/format.js';

/** Larger reads win nothing and make the buffers leave the processor's cache. */
export const READ_SIZE = 256 * 1024;

/** A byte source that holds something to be given back. `close` may be called at any time and more than once. */
export interface ClosableReader extends ByteReader {
  close(): Promise<void>;
}

/** A reader of unpacked bytes; unpacking readers tell their place in the packed ones. */
export type RawReader = ClosableReader & {
  readonly position?: number | undefined;
  /** Bytes that were left out before the first one delivered. */
  readonly skipped?: number | undefined;
};

/** Reads until `size` bytes or the end; resolves to the number of bytes in `target`. */
export async function readFully(reader: ByteReader, target: Buffer, size: number): Promise<number> {
  const part = target.subarray(0, size);
  let filled = 0;
  while (filled < size) {
    const count = await reader.read(part, filled);
    if (count === 0) break;
    filled += count;
  }
  return filled;
}

/** Reads of a file, 4 MB, after which everything else gets a turn: progress, signals. A choice: some milliseconds. */
const READS_A_TURN = 16;

/**
 * A file read by position straight into the caller's buffer: cheaper than a stream. Opened at the first read.
 *
 * Reads are synchronous: handing each over to a thread and back takes twice the CPU time of the read, and leaves the bytes
 * in the cache of another processor. Opening a short log through `node:fs/promises` took longer than reading it.
 */
export class FileReader implements ClosableReader {
  private descriptor: number | undefined;
  /** Bytes read so far. */
  position = 0;
  private done = false;
  private reads = 0;

  constructor(private readonly path: string) {}

  async read(target: Buffer, at: number): Promise<number> {
    if (++this.reads % READS_A_TURN === 0) await nextTurn();
    if (this.done) return 0;
    this.descriptor ??= openSync(this.path, 'r');
    const size = Math.min(READ_SIZE, target.length - at);
    const bytesRead = readSync(this.descriptor, target, at, size, this.position);
    this.position += bytesRead;
    if (bytesRead === 0 && size > 0) await this.close();
    return bytesRead;
  }

  async close(): Promise<void> {
    this.done = true;
    const descriptor = this.descriptor;
    this.descriptor = undefined;
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** A Readable behind the call of a byte reader. The stream is made at the first read. */
export class StreamReader implements ClosableReader {
  private stream: Readable | undefined;
  private chunks: AsyncIterator<unknown> | undefined;
  private chunk: Buffer = Buffer.alloc(0);
  private done = false;

  constructor(private readonly start: () => Readable | Promise<Readable>) {}

  async read(target: Buffer, at: number): Promise<number> {
    while (this.chunk.length === 0 && !this.done) await this.next();
    const count = this.chunk.copy(target, at);
    this.chunk = this.chunk.subarray(count);
    return count;
  }

  async close(): Promise<void> {
    this.done = true;
    this.chunk = Buffer.alloc(0);
    this.stream?.destroy();
  }

  private async next(): Promise<void> {
    if (this.chunks === undefined) {
      this.stream = await this.start();
      this.chunks = this.stream[Symbol.asyncIterator]();
    }
    const { done, value } = await this.chunks.next();
    if (done === true) this.done = true;
    else if (value instanceof Uint8Array) this.chunk = Buffer.from(value.buffer, value.byteOffset, value.byteLength);
    else if (typeof value === 'string') this.chunk = Buffer.from(value);
    else throw new TypeError('The stream does not deliver bytes.');
  }
}

/** Delivers bytes that were read before, then goes on with the source they came from (standard input, pipes). */
export class ReplayReader implements ClosableReader {
  constructor(
    private head: Buffer,
    private readonly rest: RawReader,
  ) {}

  get skipped(): number | undefined {
    return this.rest.skipped;
  }

  async read(target: Buffer, at: number): Promise<number> {
    if (this.head.length === 0) return this.rest.read(target, at);
    const count = this.head.copy(target, at);
    this.head = this.head.subarray(count);
    return count;
  }

  close(): Promise<void> {
    return this.rest.close();
  }
}
