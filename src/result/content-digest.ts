import { createHash } from 'node:crypto';

/** So much of a log goes into the digest as a whole: most logs are smaller. */
const WHOLE = 8 * 1024 * 1024;
/** Behind that, the first bytes of each stretch do: hashing every byte of a large dump would take a sixth of its time. */
const STRETCH = 64 * 1024;
const SAMPLE = 4 * 1024;

/**
 * Tells whether two logs are the same bytes, however they were packed. Large logs are sampled; together with their length
 * that leaves no room for chance, since two recordings differ in every reading.
 */
export class ContentDigest {
  readonly #hash = createHash('sha1');
  #length = 0;

  /** The next bytes of the log, in pieces of any size. */
  add(bytes: Buffer, start: number, end: number): void {
    let at = start;
    while (at < end) {
      const place = this.#length + at - start;
      const within = place % STRETCH;
      if (place < WHOLE) {
        const to = Math.min(end, at + WHOLE - place);
        this.#hash.update(bytes.subarray(at, to));
        at = to;
      } else if (within < SAMPLE) {
        const to = Math.min(end, at + SAMPLE - within);
        this.#hash.update(bytes.subarray(at, to));
        at = to;
      } else at += STRETCH - within;
    }
    this.#length += end - start;
  }

  /** To be asked once, at the end. */
  value(): string {
    return `${this.#length} ${this.#hash.digest('base64')}`;
  }
}
