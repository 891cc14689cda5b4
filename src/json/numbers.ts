import { convertAlike } from './alike-numbers.js';
import { ByteCursor } from './byte-cursor.js';
import type { TextSink } from './document.js';

const COMMA = 0x2c;
const MINUS = 0x2d;
const POINT = 0x2e;
const ZERO = 0x30;
const SPACE = 0x20;
const OPEN = 0x5b;
const CLOSE = 0x5d;
/** An element longer than this is no number that anything writes. */
const LONGEST_ELEMENT = 4096;
/** Digits that a 32-bit integer holds, whatever they are. */
const MOST_INTEGER_DIGITS = 9;
const POWERS = Float64Array.from({ length: MOST_INTEGER_DIGITS + 1 }, (_, n) => 10 ** n);
/** An integer below it is exact, and so are the two that it is the sum of. */
const EXACT = 1e15;
/** Bytes of an element, comma included, behind which the next one is not taken for a long one. */
const SHORT = 10;
const NUMBER = /^-?\d[\d.eE+-]*$/;

/**
 * Turns the text of a JSON array of numbers into doubles, piece by piece, each the same double as `Number(element)`.
 * `null` becomes NaN. Memory is bounded: beyond `limit` points every second one is given up and `step` doubles.
 *
 * It is as lenient as `Number`: `007` and `1.` are numbers. Anything that is neither a decimal number nor null ends the
 * conversion with `numeric` false.
 */
export class NumberSeries implements TextSink {
  /** The first `length` values are valid until the next `reset`; of a series of equal elements only the first one. */
  values: Float64Array<ArrayBuffer>;
  length = 0;
  /** Elements read; more than `length` when points were given up. */
  count = 0;
  /** Value k is element k · step. */
  step = 1;
  /** False as soon as an element is neither number nor null. */
  numeric = true;
  /** An element was null. */
  holes = false;
  /** All elements are equal. There may be series of equal elements of which it is false. */
  isConstant = false;
  /** All elements are integers that fit into 32 bits, and none is -0. */
  isInteger = true;
  /** The whole array was read. */
  complete = false;
  private readonly cursor = new ByteCursor();
  private carry = '';
  private opened = false;

  /** @param limit most points kept; at least 2. */
  constructor(private readonly limit: number) {
    this.values = new Float64Array(Math.min(limit, 4096));
  }

  reset(): void {
    this.length = 0;
    this.count = 0;
    this.step = 1;
    this.numeric = true;
    this.holes = false;
    this.isConstant = false;
    this.isInteger = true;
    this.complete = false;
    this.carry = '';
    this.opened = false;
  }

  /** The text was an array of numbers, and not an empty one. */
  get isRead(): boolean {
    return this.numeric && this.complete && this.length > 0;
  }

  write(bytes: Buffer, start: number, end: number, last: boolean): void {
    if (!this.numeric) return;
    let from = start;
    if (!this.opened) {
      while (from < end && bytes[from] === SPACE) from++;
      if (from === end) {
        if (last) this.numeric = false;
        return;
      }
      if (bytes[from] !== OPEN) {
        this.numeric = false;
        return;
      }
      this.opened = true;
      from++;
    }
    let to = end;
    if (last) {
      while (to > from && bytes[to - 1] === SPACE) to--;
      if (to > from && bytes[to - 1] === CLOSE) to--;
      else if (this.carry.endsWith(']')) this.carry = this.carry.slice(0, -1);
      else {
        this.numeric = false;
        return;
      }
    }
    if (last && this.count === 0 && this.carry === '' && this.repeat(bytes, from, to)) {
      this.complete = true;
      return;
    }
    if (this.carry !== '') from = this.finishCarry(bytes, from, to);
    if (!last) to = this.keepTail(bytes, from, to);
    if (this.numeric && from < to) this.convert(bytes, from, to);
    if (last) this.finish();
  }

  /**
   * `e,e,…,e` equals itself when shifted by the length of `e,`: one native comparison in place of a conversion of 9 to 13 ns
   * a point. A third of the series that are read are such (nothing was lost, nothing froze). False = to be converted.
   */
  private repeat(bytes: Buffer, from: number, to: number): boolean {
    const comma = bytes.indexOf(COMMA, from);
    if (comma <= from || comma >= to) return false;
    const period = comma - from + 1;
    const count = (to - from + 1) / period;
    if (!Number.isInteger(count) || count > this.limit) return false;
    if (bytes.compare(bytes, from, to - period, from + period, to) !== 0) return false;
    this.convert(bytes, from, comma);
    if (!this.numeric) return true;
    this.isConstant = true;
    this.length = count;
    this.count = count;
    return true;
  }

  /** Completes the element that the last piece cut. */
  private finishCarry(bytes: Buffer, from: number, to: number): number {
    const comma = bytes.indexOf(COMMA, from);
    const end = comma < 0 || comma > to ? to : comma;
    this.carry += bytes.toString('latin1', from, end);
    if (this.carry.length > LONGEST_ELEMENT) this.numeric = false;
    if (end === to) return to;
    this.addText(this.carry);
    this.carry = '';
    return end + 1;
  }

  /** Sets aside what follows the last comma. */
  private keepTail(bytes: Buffer, from: number, to: number): number {
    if (from >= to) return to;
    const comma = bytes.lastIndexOf(COMMA, to - 1);
    const tail = comma < from ? from : comma + 1;
    // Nothing stands before the comma: `1,,2` cut after its first comma.
    if (comma === from || to - tail > LONGEST_ELEMENT) this.numeric = false;
    else this.carry += bytes.toString('latin1', tail, to);
    return tail === from ? from : tail - 1;
  }

  private finish(): void {
    if (this.carry.trim() !== '') this.addText(this.carry);
    this.carry = '';
    this.complete = true;
  }

  private addText(text: string): void {
    const element = text.trim();
    const value = NUMBER.test(element) ? Number(element) : Number.NaN;
    if (!isInteger32(value)) this.isInteger = false;
    if (element === 'null') this.holes = true;
    else if (Number.isNaN(value)) {
      this.numeric = false;
      return;
    }
    this.add(value);
  }

  private add(value: number): void {
    const place = this.count++;
    if (this.step > 1 && place % this.step !== 0) return;
    if (this.length === this.values.length) this.makeRoom();
    // When points were given up just now, this one may be among them.
    if (this.step === 1 || place % this.step === 0) this.values[this.length++] = value;
  }

  private makeRoom(): void {
    if (this.values.length < this.limit) {
      const larger = new Float64Array(Math.min(this.limit, this.values.length * 2));
      larger.set(this.values);
      this.values = larger;
      return;
    }
    let kept = 0;
    for (let i = 0; i < this.length; i += 2) this.values[kept++] = this.values[i] ?? Number.NaN;
    this.length = kept;
    this.step *= 2;
  }

  /**
   * Converts whole elements; behind `to` stands a comma or the closing bracket.
   *
   * Most numbers are short: what is in front of the point and what is behind it are read as two 32-bit integers, which cost
   * a third of a double for each digit. Where two have their digits at the same places, the next ones are taken for such.
   * Where numbers are long, the next one is taken for a long one, too.
   */
  private convert(bytes: Buffer, from: number, to: number): void {
    let at = from;
    let isLong = false;
    let wholeBefore = 0;
    let decimalsBefore = 0;
    while (at < to && this.numeric) {
      const start = at;
      if (isLong) {
        at = this.convertLong(bytes, start, to);
        isLong = at - start > SHORT;
        continue;
      }
      const isNegative = bytes[at] === MINUS;
      if (isNegative) at++;
      const first = at;
      let whole = 0;
      let digit = (bytes[at] ?? 0) - ZERO;
      while (digit >= 0 && digit <= 9) {
        whole = Math.imul(whole, 10) + digit;
        digit = (bytes[++at] ?? 0) - ZERO;
      }
      const wholeDigits = at - first;
      let fraction = 0;
      let decimals = 0;
      if (digit === POINT - ZERO) {
        const point = at;
        digit = (bytes[++at] ?? 0) - ZERO;
        while (digit >= 0 && digit <= 9) {
          fraction = Math.imul(fraction, 10) + digit;
          digit = (bytes[++at] ?? 0) - ZERO;
        }
        decimals = at - point - 1;
      }
      const ends = at === to || digit === COMMA - ZERO;
      const fits = wholeDigits > 0 && wholeDigits <= MOST_INTEGER_DIGITS && decimals <= MOST_INTEGER_DIGITS;
      const power = fits ? (POWERS[decimals] ?? Number.NaN) : Number.NaN;
      const digits = decimals === 0 ? whole : whole * power + fraction;
      if (!ends || !fits || digits >= EXACT) {
        at = this.convertLong(bytes, start, to);
        isLong = true;
        continue;
      }
      const value = decimals === 0 ? whole : digits / power;
      if (decimals > 0 || (isNegative && whole === 0)) this.isInteger = false;
      this.add(isNegative ? -value : value);
      // `1.` ends with its point: it has no decimals, and is no integer whose comma stands behind its digits.
      const isPlain = at - first === wholeDigits + (decimals > 0 ? decimals + 1 : 0);
      at++;
      if (isPlain && wholeDigits === wholeBefore && decimals === decimalsBefore) {
        at = this.convertAlike(bytes, at, to, wholeDigits, decimals);
      }
      wholeBefore = wholeDigits;
      decimalsBefore = decimals;
    }
  }

  /** Converts the elements that follow as long as their digits stand at these places. Returns the place behind them. */
  private convertAlike(bytes: Buffer, at: number, to: number, whole: number, decimals: number): number {
    if (this.step > 1) return at;
    const { cursor } = this;
    cursor.begin(bytes, at, to);
    const taken = convertAlike(cursor.view, at, to, whole, decimals, this.values, this.length);
    this.length += taken;
    this.count += taken;
    return at + taken * (whole + decimals + (decimals > 0 ? 2 : 1));
  }

  /** Converts one element of any kind. Returns the place behind its comma. */
  private convertLong(bytes: Buffer, start: number, to: number): number {
    const { cursor } = this;
    cursor.begin(bytes, start, to);
    const end = cursor.numberAt(start);
    if (end === to || (end > 0 && bytes[end] === COMMA)) {
      if (this.isInteger && !isInteger32(cursor.value)) this.isInteger = false;
      // As `add`, which is not inlined here: the value that it is given would become an object.
      if (this.step === 1 && this.length < this.values.length) {
        this.values[this.length++] = cursor.value;
        this.count++;
      } else this.add(cursor.value);
      return end + 1;
    }
    const comma = bytes.indexOf(COMMA, start);
    const next = comma < 0 || comma > to ? to : comma;
    if (next - start > LONGEST_ELEMENT) this.numeric = false;
    else this.addText(bytes.toString('latin1', start, next));
    return next + 1;
  }
}

/** A 32-bit integer would be the same number; -0 would not. */
function isInteger32(value: number): boolean {
  return value === (value | 0) && !Object.is(value, -0);
}
