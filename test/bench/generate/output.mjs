import { closeSync, openSync, writeSync } from 'node:fs';

/** Text that is written to a file in pieces of about 1 MB. */
export class Output {
  #file;
  #pieces = [];
  #waiting = 0;
  /** UTF-16 units so far; the generators write ASCII, so these are bytes. */
  length = 0;

  constructor(path) {
    this.#file = openSync(path, 'w');
  }

  write(text) {
    this.#pieces.push(text);
    this.#waiting += text.length;
    this.length += text.length;
    if (this.#waiting > 1e6) this.#flush();
  }

  close() {
    this.#flush();
    closeSync(this.#file);
  }

  #flush() {
    writeSync(this.#file, this.#pieces.join(''));
    this.#pieces = [];
    this.#waiting = 0;
  }
}
