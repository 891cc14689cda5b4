import type { TextSink } from '../../json/document.js';
import { decodeText } from '../../json/text.js';

const COMMA = 0x2c;
const OPEN = 0x5b;
const CLOSE = 0x5d;
/** Longest text of a label series that is decoded; Chrome's 1000 points need 100 KB at most. */
const LONGEST = 1024 * 1024;

/** Elements of a text series that differ from the one before. */
export interface LabelRun {
  /** Index of the first element with this value. */
  readonly from: number;
  /** The element as JSON gives it: text, number, boolean, null or object. */
  readonly value: unknown;
}

/** Reads the text of a JSON array of labels. Nearly all of them are constant, which one native comparison shows. */
export class LabelSeries implements TextSink {
  runs: LabelRun[] = [];
  count = 0;
  /** False when the text was no JSON array, or too long. */
  valid = false;
  private pieces: Buffer[] = [];
  private size = 0;

  reset(): void {
    this.runs = [];
    this.count = 0;
    this.valid = false;
    this.pieces = [];
    this.size = 0;
  }

  write(bytes: Buffer, start: number, end: number, last: boolean): void {
    if (last && this.size === 0) {
      if (!this.readConstant(bytes, start, end)) this.readAll(bytes, start, end);
      return;
    }
    this.size += end - start;
    if (this.size <= LONGEST) this.pieces.push(Buffer.from(bytes.subarray(start, end)));
    else this.pieces = [];
    if (!last || this.size > LONGEST) return;
    const whole = Buffer.concat(this.pieces);
    this.pieces = [];
    if (!this.readConstant(whole, 0, whole.length)) this.readAll(whole, 0, whole.length);
  }

  /** `[e,e,…,e]`: such a text equals itself when shifted by the length of `e,`. */
  private readConstant(bytes: Buffer, start: number, end: number): boolean {
    if (bytes[start] !== OPEN || bytes[end - 1] !== CLOSE) return false;
    const comma = bytes.indexOf(COMMA, start);
    const first = comma < 0 || comma >= end ? end - 1 : comma;
    const period = first - start;
    const length = end - start - 2;
    if ((length + 1) % period !== 0) return false;
    const shifted = bytes.compare(bytes, start + 1, end - 1 - period, start + 1 + period, end - 1);
    if (length > period && shifted !== 0) return false;
    const value = parse(decodeText(bytes, start + 1, first, false));
    if (value === undefined) return false;
    this.count = (length + 1) / period;
    this.runs = [{ from: 0, value }];
    this.valid = true;
    return true;
  }

  private readAll(bytes: Buffer, start: number, end: number): void {
    const values = end - start > LONGEST ? undefined : parse(decodeText(bytes, start, end, false));
    if (!Array.isArray(values)) return;
    let before: unknown;
    for (let at = 0; at < values.length; at++) {
      const value: unknown = values[at];
      if (at === 0 || value !== before) this.runs.push({ from: at, value });
      before = value;
    }
    this.count = values.length;
    this.valid = true;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
