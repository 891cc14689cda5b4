import type { RawReader } from './readers.js';

/** Fewer NULs than this may be the beginning of a binary file, or of UTF-16 text. A choice. */
const LEAST_PADDING = 16;
const CHUNK = 64 * 1024;
const NUL = Buffer.alloc(1);
const NULS = Buffer.alloc(CHUNK);

/**
 * True when a source begins with NULs, as a file does that was emptied under a program which went on writing at its old
 * place (a log rotated by copying and truncating), or whose first blocks a crash has lost.
 */
export function isPadded(head: Buffer): boolean {
  return head.length >= LEAST_PADDING && head.subarray(0, LEAST_PADDING).every((byte) => byte === 0);
}

/** Leaves out the NULs that a source begins with, however many. */
export class PaddedReader implements RawReader {
  /** Bytes left out. */
  skipped = 0;
  private begun = false;
  private chunk: Buffer = Buffer.alloc(0);

  constructor(private readonly source: RawReader) {}

  /** Stored bytes read so far, where the source tells. */
  get position(): number | undefined {
    return this.source.position;
  }

  async read(target: Buffer, at: number): Promise<number> {
    if (!this.begun) await this.begin();
    if (this.chunk.length === 0) return this.source.read(target, at);
    const count = this.chunk.copy(target, at);
    this.chunk = this.chunk.subarray(count);
    return count;
  }

  close(): Promise<void> {
    return this.source.close();
  }

  private async begin(): Promise<void> {
    const buffer = Buffer.allocUnsafe(CHUNK);
    for (;;) {
      const chunk = buffer.subarray(0, await this.source.read(buffer, 0));
      const first = firstOther(chunk);
      this.skipped += first === -1 ? chunk.length : first;
      if (first === -1 && chunk.length > 0) continue;
      this.begun = true;
      if (first === -1) return;
      this.chunk = chunk.subarray(first);
      // In UTF-16 with the high byte first, the last NUL is half of the first character.
      if (this.skipped % 2 === 1 && this.chunk[1] === 0) {
        this.skipped--;
        this.chunk = Buffer.concat([NUL, this.chunk]);
      }
      return;
    }
  }
}

/** The place of the first byte that is no NUL, or -1. Most chunks of a long hole are compared as a whole. */
function firstOther(chunk: Buffer): number {
  if (chunk.compare(NULS, 0, chunk.length) === 0) return -1;
  return chunk.findIndex((byte) => byte !== 0);
}
