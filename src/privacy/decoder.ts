import { isAscii } from 'node:buffer';

/**
 * Text of UTF-8 that comes in chunks. What is plain ASCII, which is most of any log, becomes a text of one byte a
 * character: the engine's own decoder makes two of it, and everything that looks at the text takes longer then.
 */
export class LogDecoder {
  readonly #decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  /** True when a character may have begun that the next chunk ends. */
  #open = false;

  /** The text that is complete after this chunk. */
  decode(chunk: Uint8Array): string {
    if (!this.#open && isAscii(chunk)) {
      return Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength).toString('latin1');
    }
    this.#open = (chunk[chunk.length - 1] ?? 0) > 0x7f;
    return this.#decoder.decode(chunk, { stream: true });
  }

  /** What is left at the end. */
  end(): string {
    return this.#decoder.decode();
  }
}
