import { scale } from '../../../json/decimal.js';
import { isWordCode } from './names.js';

const ZERO = 48;
const NINE = 57;
const MINUS = 45;
const PLUS = 43;
const DOT = 46;
const BIG_E = 69;
const SMALL_E = 101;
/** Numbers of more digits are left to `Number`: fewer make an integer that a double holds exactly. */
const MOST_DIGITS = 15;
const MOST_EXPONENT_DIGITS = 3;
const LONGEST_WORD = 64;

/** What stands at a place of a text: a number such as `-1.5e3`, else a word of letters, digits, `_` and `-`. */
export class PrintedValue {
  /** Where it begins, and ends. */
  from = 0;
  to = 0;
  /** NaN for a word. */
  number = Number.NaN;

  /**
   * Takes what begins at `from`; false when that is neither number nor word.
   * @param codes those of the text, with a 0 behind
   */
  take(text: string, codes: Uint16Array, from: number): boolean {
    this.from = from;
    if (this.takeNumber(text, codes, from)) return true;
    this.number = Number.NaN;
    let to = from;
    while (to - from < LONGEST_WORD && isInWord(codes[to] ?? 0)) to++;
    this.to = to;
    return to > from;
  }

  private takeNumber(text: string, codes: Uint16Array, from: number): boolean {
    const isNegative = codes[from] === MINUS;
    const first = isNegative ? from + 1 : from;
    let digits = 0;
    let at = first;
    for (; isDigit(codes[at] ?? 0); at++) digits = 10 * digits + (codes[at] ?? 0) - ZERO;
    if (at === first) return false;
    let count = at - first;
    let decimals = 0;
    if (codes[at] === DOT && isDigit(codes[at + 1] ?? 0)) {
      const point = at++;
      for (; isDigit(codes[at] ?? 0); at++) digits = 10 * digits + (codes[at] ?? 0) - ZERO;
      decimals = at - point - 1;
      count += decimals;
    }
    const end = exponentEnd(codes, at);
    this.to = end;
    if (end > at || count > MOST_DIGITS) this.number = Number(text.slice(from, end));
    else this.number = isNegative ? -scale(digits, decimals) : scale(digits, decimals);
    return true;
  }
}

/** Where the exponent ends that begins at `at`; `at` when there is none. */
function exponentEnd(codes: Uint16Array, at: number): number {
  if (codes[at] !== SMALL_E && codes[at] !== BIG_E) return at;
  const sign = codes[at + 1];
  const first = sign === PLUS || sign === MINUS ? at + 2 : at + 1;
  let end = first;
  while (end - first < MOST_EXPONENT_DIGITS && isDigit(codes[end] ?? 0)) end++;
  return end === first ? at : end;
}

function isDigit(code: number): boolean {
  return code >= ZERO && code <= NINE;
}

function isInWord(code: number): boolean {
  return code === MINUS || isWordCode(code);
}
