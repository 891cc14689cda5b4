/** A piece of JSON text that is expected to come again, compared four bytes at a time. */
export class Token {
  readonly length: number;
  /** All bytes but the last one to four, as little-endian words. */
  readonly #words: Int32Array;
  /** The last four bytes (or all of a shorter token, 0 in the place of what is missing). They may overlap the words. */
  readonly #tail: number;

  constructor(bytes: Buffer, start: number, end: number) {
    this.length = end - start;
    const copy = Buffer.alloc(Math.max(4, this.length));
    bytes.copy(copy, 0, start, end);
    this.#words = new Int32Array(Math.max(0, Math.ceil(this.length / 4) - 1));
    for (let k = 0; k < this.#words.length; k++) this.#words[k] = copy.readInt32LE(4 * k);
    this.#tail = copy.readInt32LE(copy.length - 4);
  }

  static of(text: string): Token {
    const bytes = Buffer.from(text);
    return new Token(bytes, 0, bytes.length);
  }

  /** True when the bytes from `at` on are those of the token; `end` is where the text ends. */
  isAt(view: DataView, at: number, end: number): boolean {
    const { length } = this;
    if (at + length > end) return false;
    if (length < 4) return this.#isShort(view, at);
    const words = this.#words;
    for (let k = 0; k < words.length; k++) {
      if (view.getInt32(at + 4 * k, true) !== words[k]) return false;
    }
    return view.getInt32(at + length - 4, true) === this.#tail;
  }

  #isShort(view: DataView, at: number): boolean {
    for (let k = 0; k < this.length; k++) {
      if (view.getUint8(at + k) !== ((this.#tail >>> (8 * k)) & 0xff)) return false;
    }
    return true;
  }
}
