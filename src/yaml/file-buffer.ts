import { closeSync, openSync, readSync } from 'node:fs';

/**
 * Memory into which one file after the other is read. A buffer of its own for each file would be fresh memory each time,
 * and to be given that takes longer than to fill it.
 */
export class FileBuffer {
  #block: Buffer;

  /** @param size bytes that most files have room in; for a larger one the memory is enlarged */
  constructor(size: number) {
    this.#block = Buffer.allocUnsafeSlow(size);
  }

  /** Begins with what was read last; what follows that has no meaning. Another memory may take its place when a file is read. */
  get bytes(): Buffer {
    return this.#block;
  }

  /**
   * Reads a file of the disk.
   * @param start @param end the bytes of the file that are read; all of it otherwise
   * @returns how many bytes of the memory that takes
   * @throws as `readFileSync`
   */
  read(file: string, start = 0, end = Number.POSITIVE_INFINITY): number {
    const descriptor = openSync(file, 'r');
    try {
      let filled = 0;
      while (start + filled < end) {
        const room = Math.min(this.#block.length - filled, end - start - filled);
        const count = readSync(descriptor, this.#block, filled, room, start + filled);
        filled += count;
        // A file of the disk that gave less than was asked for has ended: it need not be asked again.
        if (count < room) break;
        if (filled === this.#block.length) this.#enlarge();
      }
      return filled;
    } finally {
      closeSync(descriptor);
    }
  }

  #enlarge(): void {
    const larger = Buffer.allocUnsafeSlow(2 * this.#block.length);
    this.#block.copy(larger);
    this.#block = larger;
  }
}
