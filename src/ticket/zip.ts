import { Zip, ZipDeflate } from 'fflate';

/** A zip file that is written piece by piece. The same entries give the same bytes, on every machine. */
export class ZipWriter {
  readonly #zip: Zip;
  #entry: ZipDeflate | undefined;

  /** @param write takes the next bytes of the file */
  constructor(write: (chunk: Uint8Array) => void) {
    this.#zip = new Zip((error, chunk) => {
      if (error !== null) throw error;
      write(chunk);
    });
  }

  /** Begins an entry; the one before is over. */
  begin(name: string): void {
    this.#finishEntry();
    const entry = new ZipDeflate(name, { level: 6 });
    // The format has no zone: the first moment that it knows, told in local time, is the same everywhere.
    entry.mtime = new Date(1980, 0, 1);
    this.#zip.add(entry);
    this.#entry = entry;
  }

  /** Bytes of the entry that was begun last. */
  push(bytes: Uint8Array): void {
    if (bytes.length > 0) this.#entry?.push(bytes);
  }

  /** Ends the file. */
  end(): void {
    this.#finishEntry();
    this.#zip.end();
  }

  #finishEntry(): void {
    this.#entry?.push(new Uint8Array(), true);
    this.#entry = undefined;
  }
}
