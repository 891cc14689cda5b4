import { fourDigits } from './alike-numbers.js';
import { HEAD_DIGITS, join, joint, MOST_DECIMALS, MOST_DIGITS, scale } from './decimal.js';
import type { Token } from './token.js';

/** Tab, LF, CR and space. */
const BLANKS: ReadonlySet<number> = new Set([0x09, 0x0a, 0x0d, 0x20]);
const QUOTE = 0x22;
const COMMA = 0x2c;
const PLUS = 0x2b;
const MINUS = 0x2d;
const POINT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;
const COLON = 0x3a;
const OPEN_BRACKET = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const FIRST_PRINTABLE = 0x20;

/** Deeper nesting is left to the parser that builds it. Statistics have four levels. */
const MOST_LEVELS = 32;
const POWERS = Float64Array.from([1, 10, 100, 1000, 10_000]);
/** Integers below it are doubles. */
const EXACT = 2 ** 53;
/** Up to here another digit, or another four, fit into the 15 digits that are exact in any sum. */
const ROOM_FOR_ONE = 10 ** (HEAD_DIGITS - 1);
const ROOM_FOR_FOUR = 10 ** (HEAD_DIGITS - 4);

/**
 * Walks over compact JSON text (no blanks between tokens) as bytes, without making anything of it. As strict as
 * JSON.parse: whatever that would refuse is refused here too. Text that is valid but seldom may be refused as well; then
 * whoever walks has JSON.parse do it.
 */
export class ByteCursor {
  bytes: Buffer = Buffer.alloc(0);
  view = new DataView(this.bytes.buffer, 0, 0);
  at = 0;
  end = 0;
  /** The number that was read last. */
  value = Number.NaN;

  /** Begins with another text, `bytes[start..end)`. */
  begin(bytes: Buffer, start: number, end: number): void {
    if (bytes !== this.bytes) {
      this.bytes = bytes;
      this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    }
    this.at = start;
    this.end = end;
  }

  /** The byte at the cursor; 0 behind the end of the text. */
  peek(): number {
    return this.at < this.end ? this.view.getUint8(this.at) : 0;
  }

  /** Moves over `byte` when it is the next one. */
  take(byte: number): boolean {
    if (this.at >= this.end || this.view.getUint8(this.at) !== byte) return false;
    this.at += 1;
    return true;
  }

  /** Moves over `token` when it comes next. */
  takeToken(token: Token): boolean {
    if (!token.isAt(this.view, this.at, this.end)) return false;
    this.at += token.length;
    return true;
  }

  /** Moves over blanks. */
  skipBlanks(): void {
    while (this.at < this.end && BLANKS.has(this.view.getUint8(this.at))) this.at += 1;
  }

  /** Reads a number into `value`: see `numberAt`. */
  number(): boolean {
    const to = this.numberAt(this.at);
    if (to < 0) return false;
    this.at = to;
    return true;
  }

  /**
   * Reads the number that begins at `from` into `value`: the same double as JSON.parse makes of it.
   *
   * Digits are taken four at a time, each in a byte of one 32-bit word: counters have seven to ten of them. The value is
   * left in a field, because a double that is returned is often made an object for it.
   *
   * @returns the place behind it; −1 when there is no number
   */
  numberAt(from: number): number {
    const { view, end } = this;
    let at = from;
    const negative = at < end && view.getUint8(at) === MINUS;
    if (negative) at += 1;
    const first = at;
    let head = 0;
    let tail = 0;
    let tailDigits = 0;
    /** Where the decimals begin; 0 in the whole part. */
    let decimalsAt = 0;
    for (;;) {
      // Four digits at a time, as long as they fit.
      while (at + 4 <= end && head < ROOM_FOR_FOUR) {
        let word = view.getInt32(at, true) ^ 0x30303030;
        // A nibble is set in the upper half of every byte that is no digit, and perhaps in bytes that follow it.
        const others = (word | (word + 0x06060606)) & 0xf0f0f0f0;
        if (others === 0) {
          head = head * 10_000 + fourDigits(word);
          at += 4;
          continue;
        }
        const digits = (31 - Math.clz32(others & -others)) >>> 3;
        if (digits > 0) {
          word <<= 32 - 8 * digits;
          head = head * (POWERS[digits] ?? 1) + fourDigits(word);
          at += digits;
        }
        break;
      }
      // What is left of a longer number, and at the end of the text.
      for (; at < end; at += 1) {
        const digit = view.getUint8(at) - ZERO;
        if (digit < 0 || digit > 9) break;
        if (tailDigits === 0 && head < ROOM_FOR_ONE) head = head * 10 + digit;
        else {
          tail = tail * 10 + digit;
          tailDigits += 1;
        }
      }
      if (decimalsAt > 0 || at >= end || view.getUint8(at) !== POINT) break;
      at += 1;
      decimalsAt = at;
    }
    const wholeEnd = decimalsAt > 0 ? decimalsAt - 1 : at;
    const decimals = decimalsAt > 0 ? at - decimalsAt : 0;
    // No digits, none behind the point, or a zero in front of others.
    if (wholeEnd === first || decimalsAt === at) return -1;
    if (wholeEnd > first + 1 && view.getUint8(first) === ZERO) return -1;
    const hasExponent = at < end && (view.getUint8(at) | 0x20) === 0x65;
    if (!hasExponent && decimals <= MOST_DECIMALS && tailDigits <= MOST_DIGITS - HEAD_DIGITS) {
      // Epoch ms with three decimals have 16 digits and are one exact integer all the same.
      const digits = head * (POWERS[tailDigits] ?? 1) + tail;
      let value = 0;
      if (digits < EXACT) value = scale(digits, decimals);
      else {
        joint[0] = head;
        join(tail, tailDigits, decimals);
        value = joint[0];
      }
      if (!Number.isNaN(value)) {
        this.value = negative ? -value : value;
        return at;
      }
    }
    if (hasExponent) at = this.#exponent(at);
    if (at >= 0) this.value = Number(this.bytes.toString('latin1', from, at));
    return at;
  }

  /** The place behind the number that begins at `from`; −1 when there is none. */
  skipNumberAt(from: number): number {
    const { view, end } = this;
    let at = from;
    if (at < end && view.getUint8(at) === MINUS) at += 1;
    const first = at;
    at = this.#digits(at);
    if (at === first || (at > first + 1 && view.getUint8(first) === ZERO)) return -1;
    if (at < end && view.getUint8(at) === POINT) {
      const decimals = at + 1;
      at = this.#digits(decimals);
      if (at === decimals) return -1;
    }
    return at < end && (view.getUint8(at) | 0x20) === 0x65 ? this.#exponent(at) : at;
  }

  /** Moves over one value of any kind. False when there is none, or one that is left to JSON.parse. */
  skipValue(levels = 0): boolean {
    if (this.at >= this.end) return false;
    switch (this.view.getUint8(this.at)) {
      case QUOTE:
        return this.skipString();
      case OPEN_BRACE:
        return levels < MOST_LEVELS && this.#skipObject(levels);
      case OPEN_BRACKET:
        return levels < MOST_LEVELS && this.#skipArray(levels);
      case 0x74:
        return this.#literal('true');
      case 0x66:
        return this.#literal('false');
      case 0x6e:
        return this.#literal('null');
      default: {
        const to = this.skipNumberAt(this.at);
        if (to < 0) return false;
        this.at = to;
        return true;
      }
    }
  }

  /** Moves over a string, quotes included. */
  skipString(): boolean {
    const { view, end } = this;
    const start = this.at;
    if (start >= end || view.getUint8(start) !== QUOTE) return false;
    for (let at = start + 1; at < end; at += 1) {
      const byte = view.getUint8(at);
      if (byte === QUOTE) {
        this.at = at + 1;
        return true;
      }
      if (byte === BACKSLASH) return this.#skipEscaped(start, at);
      if (byte < FIRST_PRINTABLE) return false;
    }
    return false;
  }

  /** The text between two places. */
  text(start: number, end: number): string {
    return this.bytes.toString('utf8', start, end);
  }

  /** A string with escapes: finds its end and leaves it to JSON.parse whether they are right. */
  #skipEscaped(start: number, firstEscape: number): boolean {
    let at = firstEscape;
    while (at < this.end && this.view.getUint8(at) !== QUOTE) at += this.view.getUint8(at) === BACKSLASH ? 2 : 1;
    if (at >= this.end) return false;
    this.at = at + 1;
    return isJson(this.text(start, this.at));
  }

  /** The place behind `e`, a sign and digits; −1 when there are no digits. */
  #exponent(from: number): number {
    const { view, end } = this;
    let at = from + 1;
    if (at < end && (view.getUint8(at) === PLUS || view.getUint8(at) === MINUS)) at += 1;
    const to = this.#digits(at);
    return to > at ? to : -1;
  }

  /** The end of the digits from `at` on. */
  #digits(at: number): number {
    const { view, end } = this;
    let to = at;
    while (to + 4 <= end) {
      const word = view.getInt32(to, true) ^ 0x30303030;
      const others = (word | (word + 0x06060606)) & 0xf0f0f0f0;
      if (others !== 0) return to + ((31 - Math.clz32(others & -others)) >>> 3);
      to += 4;
    }
    while (to < end) {
      const byte = view.getUint8(to);
      if (byte < ZERO || byte > NINE) break;
      to += 1;
    }
    return to;
  }

  #literal(word: string): boolean {
    if (this.at + word.length > this.end) return false;
    for (let k = 0; k < word.length; k += 1) {
      if (this.view.getUint8(this.at + k) !== word.charCodeAt(k)) return false;
    }
    this.at += word.length;
    return true;
  }

  #skipObject(levels: number): boolean {
    this.at += 1;
    if (this.take(CLOSE_BRACE)) return true;
    for (;;) {
      if (!this.skipString() || !this.take(COLON) || !this.skipValue(levels + 1)) return false;
      if (this.take(CLOSE_BRACE)) return true;
      if (!this.take(COMMA)) return false;
    }
  }

  #skipArray(levels: number): boolean {
    this.at += 1;
    if (this.take(CLOSE_BRACKET)) return true;
    for (;;) {
      if (!this.skipValue(levels + 1)) return false;
      if (this.take(CLOSE_BRACKET)) return true;
      if (!this.take(COMMA)) return false;
    }
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}
