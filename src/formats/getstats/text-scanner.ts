import { CompactText, isSpaced } from '../../json/compact.js';
import { Attempts } from '../stats/scan/attempts.js';
import type { Report } from './envelope.js';
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
  /** Where statistics come object by object, or in a form that nobody knows, all attempts are in vain. */
  readonly #attempts = new Attempts();
  readonly #spacedAttempts = new Attempts();

  /**
   * False when the text has to be parsed.
   * @param around name of the connection whose report it is, unless its envelope tells another
   * @param isOpen something else may follow the report
   */
  scan(bytes: Buffer, start: number, end: number, around: string | undefined, isOpen: boolean): boolean {
    if (!this.#attempts.next()) return false;
    const isRead = isSpaced(bytes, start, end)
      ? this.#spacedAttempts.next() && this.#scanSpaced(bytes, start, end, around, isOpen)
      : this.#scanCompact(bytes, start, end, around, isOpen);
    if (isRead) this.#attempts.succeeded();
    return isRead;
  }

  /** Makes the objects of a text known that had to be parsed, if it holds one report. */
  learn([only, another]: readonly Report[]): void {
    const isReport = only !== undefined && (only.entries.length > 1 || only.time !== undefined);
    if (isReport && another === undefined) this.line.learn(only);
    else this.#attempts.failed();
  }

  #scanCompact(bytes: Buffer, start: number, end: number, around: string | undefined, isOpen: boolean): boolean {
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
    if (isRead) this.#spacedAttempts.succeeded();
    else this.#spacedAttempts.failed();
    return isRead;
  }
}

function isBlank(bytes: Buffer, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (bytes[at] !== SPACE) return false;
  return true;
}
