import { HEAD_DIGITS, join, MOST_DECIMALS, MOST_DIGITS, scale } from './decimal.js';
import type { TextSink } from './document.js';

const COMMA = 0x2c;
const MINUS = 0x2d;
const POINT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;
const SPACE = 0x20;
const OPEN = 0x5b;
const CLOSE = 0x5d;
/** An element longer than this is no number that anything writes. */
const LONGEST_ELEMENT = 4096;
/** Largest integer from which another decimal digit can be appended in 15 digits. */
const HEAD_LIMIT = 10 ** (HEAD_DIGITS - 1);
const NUMBER = /^-?\d[\d.eE+-]*$/;

/**
 * Turns the text of a JSON array of numbers into doubles, piece by piece, each the same double as `Number(element)`.
 * `null` becomes NaN. Memory is bounded: beyond `limit` points every second one is given up and `step` doubles.
 *
 * It is as lenient as `Number`: `007` and `1.` are numbers. Anything that is neither a decimal number nor null ends the
 * conversion with `numeric` false.
 */
export class NumberSeries implements TextSink {
  /** The first `length` values are valid until the next `reset`. */
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
  /** The whole array was read. */
  complete = false;
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
    this.complete = false;
    this.carry = '';
    this.opened = false;
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
    while (this.values.length < count) this.makeRoom();
    this.values.fill(this.values[0] ?? Number.NaN, 0, count);
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
    if (element === 'null') this.holes = true;
    else if (Number.isNaN(value)) {
      this.numeric = false;
      return;
    }
    this.add(value);
  }

  private add(value: number): void {
    if (this.count++ % this.step !== 0) return;
    if (this.length === this.values.length) this.makeRoom();
    if ((this.count - 1) % this.step === 0) this.values[this.length++] = value;
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

  /** Converts whole elements. The loop is the hot one: integers and short decimals never leave it. */
  private convert(bytes: Buffer, from: number, to: number): void {
    let at = from;
    while (at < to) {
      const start = at;
      const negative = bytes[at] === MINUS;
      if (negative) at++;
      let head = 0;
      let tail = 0;
      let tailDigits = 0;
      let digits = 0;
      let point = -1;
      let byte = 0;
      for (; at < to; at++) {
        byte = bytes[at] ?? 0;
        if (byte >= ZERO && byte <= NINE) {
          digits++;
          if (head < HEAD_LIMIT) head = head * 10 + (byte - ZERO);
          else {
            tail = tail * 10 + (byte - ZERO);
            tailDigits++;
          }
        } else if (byte === POINT && point < 0) point = digits;
        else break;
      }
      const decimals = point < 0 ? 0 : digits - point;
      const plain = digits > 0 && (at === to || byte === COMMA);
      if (plain && decimals <= MOST_DECIMALS && tailDigits <= MOST_DIGITS - HEAD_DIGITS && point !== 0) {
        let value = tailDigits === 0 ? scale(head, decimals) : join(head, tail, tailDigits, decimals);
        if (Number.isNaN(value)) value = Math.abs(Number(bytes.toString('latin1', start, at)));
        this.add(negative ? -value : value);
        at++;
        continue;
      }
      const comma = bytes.indexOf(COMMA, at);
      at = comma < 0 || comma > to ? to : comma;
      if (at - start > LONGEST_ELEMENT) this.numeric = false;
      else this.addText(bytes.toString('latin1', start, at));
      if (!this.numeric) return;
      at++;
    }
  }
}
