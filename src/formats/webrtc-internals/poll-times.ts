import type { TextSink } from '../../json/document.js';
import { NumberSeries } from '../../json/numbers.js';

/** Longest text that is kept for comparison: Chrome's 1000 time stamps take 18 KB. */
const KEPT = 64 * 1024;

/**
 * Reads `timestamp` series. All objects of one report carry the same time, so that most of these series repeat the one
 * before (18 of 24 in a recorded call), and their 16 digits make them the dearest of all to convert (45 to 77 ns a point):
 * a text that was converted last is compared and not converted again.
 */
export class PollTimes implements TextSink {
  readonly numbers: NumberSeries;
  /** Another number whenever another text was converted: the same one means the same times. */
  version = 0;
  readonly #text = Buffer.allocUnsafe(KEPT);
  #length = -1;
  #begun = false;

  /** @param limit see `NumberSeries` */
  constructor(limit: number) {
    this.numbers = new NumberSeries(limit);
  }

  /** Another series begins. What was read is still there until its text comes. */
  reset(): void {
    this.#begun = false;
  }

  write(bytes: Buffer, start: number, end: number, last: boolean): void {
    const isWhole = last && !this.#begun;
    if (isWhole && this.#length === end - start && bytes.compare(this.#text, 0, this.#length, start, end) === 0) {
      this.#begun = true;
      return;
    }
    if (!this.#begun) {
      this.#begun = true;
      this.#length = -1;
      this.version += 1;
      this.numbers.reset();
    }
    this.numbers.write(bytes, start, end, last);
    if (isWhole && end - start <= KEPT && this.numbers.complete) {
      this.#length = bytes.copy(this.#text, 0, start, end);
    }
  }

  /** No text came since `reset`: nothing was read. */
  get isEmpty(): boolean {
    return !this.#begun;
  }
}
