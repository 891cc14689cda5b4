import { ByteCursor } from './byte-cursor.js';
import { Cut, notJson } from './grammar.js';

const COMMA = 0x2c;
const CLOSE_BRACKET = 0x5d;
const CLOSE_BRACE = 0x7d;
/** Bytes of the longest number; a double that is written in full has 1,077 digits at most. */
const LONGEST_NUMBER = 4096;

interface Literal {
  readonly word: string;
  readonly value: boolean | null;
}

/** By the first byte. */
const LITERALS: ReadonlyMap<number, Literal> = new Map([
  [0x74, { word: 'true', value: true }],
  [0x66, { word: 'false', value: false }],
  [0x6e, { word: 'null', value: null }],
]);

/** The literal that a value beginning with this byte can only be; undefined for a number. */
export function literalOf(byte: number): Literal | undefined {
  return LITERALS.get(byte);
}

/** True for space, LF, CR and tab. */
export function isBlank(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

/** Finds the ends of numbers and literals. */
export class Scalars {
  private readonly cursor = new ByteCursor();
  private readonly limit: number;

  /** @param room longest token that there is room for, bytes */
  constructor(room: number) {
    this.limit = Math.min(LONGEST_NUMBER, room);
  }

  /**
   * The place behind the number or literal at `at`; −1 when it may go on behind `to`.
   *
   * @param base offset of `bytes[0]` in the document, for errors
   * @param isLast nothing comes behind `to`, and nothing is missing there
   * @throws Cut when there is no such token, or something else directly behind it
   */
  endOf(bytes: Buffer, at: number, to: number, base: number, isLast: boolean): number {
    const literal = literalOf(bytes[at] ?? 0);
    const end = literal === undefined ? this.numberEnd(bytes, at, to, base) : literalEnd(bytes, at, to, literal.word);
    const isWhole = literal === undefined || end - at === literal.word.length;
    if (end === to && !(isLast && isWhole)) return -1;
    const expected = literal === undefined ? 'a number' : `'${literal.word}'`;
    if (!isWhole || (end < to && !endsToken(bytes[end] ?? 0))) throw notJson(base + end, expected);
    if (literal !== undefined) return end;
    this.cursor.begin(bytes, at, end);
    const stop = this.cursor.skipNumberAt(at);
    if (stop !== end) throw notJson(base + (stop < 0 ? end : stop), expected);
    return end;
  }

  private numberEnd(bytes: Buffer, at: number, to: number, base: number): number {
    let end = at;
    while (end < to && isNumeric(bytes[end] ?? 0)) end++;
    if (end === at) throw notJson(base + at, 'a value');
    if (end - at > this.limit) throw new Cut(base + at, `a number is longer than the limit of ${this.limit} bytes`);
    return end;
  }
}

/** How far the bytes agree with the word. */
function literalEnd(bytes: Buffer, at: number, to: number, word: string): number {
  let end = at;
  while (end < to && end - at < word.length && bytes[end] === word.charCodeAt(end - at)) end++;
  return end;
}

/** Digits, signs, point and exponent. */
function isNumeric(byte: number): boolean {
  return (byte >= 0x30 && byte <= 0x39) || byte === 0x2b || byte === 0x2d || byte === 0x2e || (byte | 0x20) === 0x65;
}

function endsToken(byte: number): boolean {
  return isBlank(byte) || byte === COMMA || byte === CLOSE_BRACE || byte === CLOSE_BRACKET;
}
