import type { TextSink } from '../../json/document.js';
import { NumberSeries } from '../../json/numbers.js';

/** Longest text that is kept for comparison: Chrome's 1000 time stamps take 18 KB. */
const LONGEST = 128 * 1024;
/** Texts that are kept: the times of what the far end reports stand between those of the polls. */
const MOST_TEXTS = 8;

/** A text that was converted. */
interface Known {
  bytes: Buffer;
  length: number;
  version: number;
  count: number;
  step: number;
}

/**
 * Reads `timestamp` series. All objects of one report carry the same time, so that most of these series repeat one of those
 * before (18 of 24 in a recorded call), and their 16 digits make them the dearest of all to convert (45 to 77 ns a point):
 * a text that was converted lately is compared and not converted again.
 */
export class PollTimes implements TextSink {
  /** Another number whenever another text was read: the same one means the same times. */
  version = 0;
  /** Elements of the text. */
  count = 0;
  /** Time k is element k · step. */
  step = 1;
  /** The text was an array of numbers, and not an empty one. */
  isRead = false;
  readonly #numbers: NumberSeries;
  /** Version of what the numbers are. */
  #converted = 0;
  #versions = 0;
  readonly #texts: Known[] = [];
  /** Place of the text that was kept first: the next one takes it. */
  #oldest = 0;
  #begun = false;

  /** @param limit see `NumberSeries` */
  constructor(limit: number) {
    this.#numbers = new NumberSeries(limit);
  }

  /** Another series begins. */
  reset(): void {
    this.#begun = false;
    this.isRead = false;
  }

  write(bytes: Buffer, start: number, end: number, last: boolean): void {
    const isWhole = last && !this.#begun;
    if (isWhole && this.#isKnown(bytes, start, end)) return;
    if (!this.#begun) {
      this.#begun = true;
      this.version = ++this.#versions;
      this.#converted = this.version;
      this.#numbers.reset();
    }
    this.#numbers.write(bytes, start, end, last);
    if (!last) return;
    this.isRead = this.#numbers.isRead;
    this.count = this.#numbers.count;
    this.step = this.#numbers.step;
    if (isWhole && this.isRead) this.#know(bytes, start, end);
  }

  /** The times of the text that was read last, valid until the next one comes. */
  values(): NumberSeries {
    const numbers = this.#numbers;
    if (this.#converted === this.version) return numbers;
    const known = this.#texts.find(({ version }) => version === this.version);
    numbers.reset();
    if (known !== undefined) numbers.write(known.bytes, 0, known.length, true);
    this.#converted = this.version;
    return numbers;
  }

  #isKnown(bytes: Buffer, start: number, end: number): boolean {
    for (const { bytes: known, length, version, count, step } of this.#texts) {
      if (length !== end - start || bytes.compare(known, 0, length, start, end) !== 0) continue;
      this.version = version;
      this.count = count;
      this.step = step;
      this.isRead = true;
      return true;
    }
    return false;
  }

  #know(bytes: Buffer, start: number, end: number): void {
    const length = end - start;
    if (length > LONGEST) return;
    const { version, count, step } = this;
    const oldest = this.#texts[this.#oldest];
    const room = oldest !== undefined && oldest.bytes.length >= length ? oldest.bytes : Buffer.allocUnsafeSlow(length);
    bytes.copy(room, 0, start, end);
    this.#texts[this.#oldest] = { bytes: room, length, version, count, step };
    this.#oldest = (this.#oldest + 1) % MOST_TEXTS;
  }
}
