import { CompactText, isSpaced } from '../../json/compact.js';
import { Attempts } from '../stats/scan/attempts.js';
import { LineScanner } from './line-scanner.js';

const SPACE = 32;

/**
 * Reads reports from their bytes as `LineScanner` does, also where blanks stand between the tokens: to leave these out takes
 * less than to parse the report.
 */
export class TextScanner {
  /** After `scan`, what has been read. */
  readonly line = new LineScanner();
  /** After `scan`, where the report ends, and the line ends in it. */
  end = 0;
  lineEnds = 0;
  readonly #compact = new CompactText();
  readonly #attempts = new Attempts();

  /**
   * False when the text has to be parsed.
   * @param around name of the connection whose report it is, unless its envelope tells another
   * @param isOpen something else may follow the report
   */
  scan(bytes: Buffer, start: number, end: number, around: string | undefined, isOpen: boolean): boolean {
    if (isSpaced(bytes, start, end))
      return this.#attempts.next() && this.#scanSpaced(bytes, start, end, around, isOpen);
    if (!this.line.scan(bytes, start, end, around, isOpen)) return false;
    this.end = this.line.end;
    this.lineEnds = 0;
    return true;
  }

  #scanSpaced(bytes: Buffer, start: number, end: number, around: string | undefined, isOpen: boolean): boolean {
    const compact = this.#compact;
    this.end = compact.take(bytes, start, end);
    this.lineEnds = compact.lineEnds;
    const isWhole = this.end >= 0 && (isOpen || isBlank(bytes, this.end, end));
    const isRead = isWhole && this.line.scan(compact.bytes, 0, compact.length, around);
    if (isRead) this.#attempts.succeeded();
    else this.#attempts.failed();
    return isRead;
  }
}

function isBlank(bytes: Buffer, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (bytes[at] !== SPACE) return false;
  return true;
}
