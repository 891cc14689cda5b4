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
  /** What came in pieces, used again for every series: buffers of their own would wait for the garbage collector. */
  private gathered = Buffer.alloc(0);
  private size = 0;

  reset(): void {
    this.runs = [];
    this.count = 0;
    this.valid = false;
    this.size = 0;
  }

  write(bytes: Buffer, start: number, end: number, last: boolean): void {
    if (last && this.size === 0) {
      if (!this.readConstant(bytes, start, end)) this.readAll(bytes, start, end);
      return;
    }
    this.gather(bytes, start, end);
    if (!last || this.size > LONGEST) return;
    if (!this.readConstant(this.gathered, 0, this.size)) this.readAll(this.gathered, 0, this.size);
  }

  /** Of a text that is too long only the size is of interest. */
  private gather(bytes: Buffer, start: number, end: number): void {
    const before = this.size;
    this.size += end - start;
    if (this.size > LONGEST) return;
    if (this.size > this.gathered.length) {
      const larger = Buffer.allocUnsafeSlow(Math.min(LONGEST, Math.max(this.size, 2 * this.gathered.length)));
      this.gathered.copy(larger, 0, 0, before);
      this.gathered = larger;
    }
    bytes.copy(this.gathered, before, start, end);
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
