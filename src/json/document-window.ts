import type { ByteReader } from '../formats/format.js';
import { LineCounter } from './line-counter.js';

/** The stretch of a document that is in memory: one buffer that is refilled. */
export class DocumentWindow {
  readonly bytes: Buffer;
  /** Bytes of the buffer that are in use. */
  filled = 0;
  /** Offset of the first of them in the document. */
  base = 0;
  /** Why the source broke off; it then ends there. */
  damage: string | undefined;
  private readonly lines = new LineCounter();

  /**
   * @param readSize bytes asked for at once
   * @param keep bytes that there is room for besides
   */
  constructor(
    private readonly reader: ByteReader,
    private readonly readSize: number,
    keep: number,
    private readonly progress: ((bytes: number) => void) | undefined,
  ) {
    this.bytes = Buffer.allocUnsafeSlow(readSize + keep + 64);
  }

  /** Offset of the end of what has been read. */
  get end(): number {
    return this.base + this.filled;
  }

  /** Reads more behind what the buffer holds. False at the end; a source that fails ends there, too. */
  async fill(): Promise<boolean> {
    if (this.damage !== undefined) return false;
    try {
      const target = this.bytes.subarray(0, Math.min(this.bytes.length, this.filled + this.readSize));
      const added = await this.reader.read(target, this.filled);
      this.filled += added;
      this.progress?.(this.end);
      return added > 0;
    } catch (error) {
      this.damage = error instanceof Error ? error.message : String(error);
      return false;
    }
  }

  /** Gives up everything before `at`, which becomes place 0. */
  keepFrom(at: number): void {
    this.lines.leave(this.bytes, at, this.filled);
    if (at > 0) this.bytes.copyWithin(0, at, this.filled);
    this.base += at;
    this.filled -= at;
  }

  /** Line (1-based) of a place, which must not be before the last one asked for. */
  lineAt(at: number): number {
    return this.lines.lineAt(this.bytes, at, this.filled);
  }
}
