import type { ClosableReader } from '../../src/input/readers.js';

/** A byte source in memory that gives at most `step` bytes a read: every chunk boundary can be tried. */
export class MemoryReader implements ClosableReader {
  private at = 0;
  closed = false;

  constructor(
    private readonly bytes: Buffer,
    private readonly step = Number.POSITIVE_INFINITY,
    private readonly error?: Error,
  ) {}

  async read(target: Buffer, at: number): Promise<number> {
    if (this.at === this.bytes.length && this.error !== undefined) throw this.error;
    const count = this.bytes.copy(target, at, this.at, Math.min(this.bytes.length, this.at + this.step));
    this.at += count;
    return count;
  }

  async close(): Promise<void> {
    this.closed = true;
  }
}

/** Everything a source delivers, and the error it ends with, if any. */
export async function readAll(reader: {
  read(target: Buffer, at: number): Promise<number>;
}): Promise<{ bytes: Buffer; error: unknown }> {
  const chunks: Buffer[] = [];
  for (;;) {
    const chunk = Buffer.alloc(10_000);
    try {
      const count = await reader.read(chunk, 0);
      if (count === 0) return { bytes: Buffer.concat(chunks), error: undefined };
      chunks.push(chunk.subarray(0, count));
    } catch (error) {
      return { bytes: Buffer.concat(chunks), error };
    }
  }
}
