import { DamagedInputError } from './damage.js';
import { type ClosableReader, READ_SIZE } from './readers.js';

/** A sliding view of compressed input, for code that has to look at single bytes (headers) before it takes them. */
export class InputWindow {
  private buffer = Buffer.allocUnsafeSlow(READ_SIZE);
  private start = 0;
  private end = 0;
  /** Bytes taken so far: the compressed position. */
  position = 0;
  /** Set when the compressed input itself is damaged (a gzip file in a cut zip member); it then ends there. */
  damage: DamagedInputError | undefined;

  constructor(private readonly source: ClosableReader) {}

  get available(): number {
    return this.end - this.start;
  }

  /** The next `size` bytes, which must be available; valid until the next `more`. */
  peek(size: number): Buffer {
    return this.buffer.subarray(this.start, this.start + size);
  }

  /** Takes `size` bytes, which must be available. */
  consume(size: number): void {
    this.start += size;
    this.position += size;
  }

  /** Reads on; false at the end of the input, or when the view is full. */
  async more(): Promise<boolean> {
    if (this.start > 0) {
      this.buffer.copyWithin(0, this.start, this.end);
      this.end -= this.start;
      this.start = 0;
    }
    if (this.damage !== undefined || this.end === this.buffer.length) return false;
    try {
      const count = await this.source.read(this.buffer, this.end);
      this.end += count;
      return count > 0;
    } catch (error) {
      if (!(error instanceof DamagedInputError)) throw error;
      this.damage = error;
      return false;
    }
  }

  /** Makes `size` bytes available (at most the size of one read); false when the input ends before. */
  async need(size: number): Promise<boolean> {
    while (this.available < size) if (!(await this.more())) return false;
    return true;
  }

  close(): Promise<void> {
    return this.source.close();
  }
}
