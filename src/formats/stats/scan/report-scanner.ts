import type { KnownReport } from './known-report.js';
import { ReportFollower } from './report-follower.js';
import { ReportWalker } from './report-walker.js';
import { ValueReader } from './value-reader.js';

/**
 * Reads a report from its bytes into the objects that are known from the connection's reports before: where it is a
 * complete one, by comparing it with the text of the last one (`ReportFollower`), otherwise, or where more than values
 * changed, member by member (`ReportWalker`).
 *
 * What is new or unusual (an object that was not there before, a text where a number belongs, blanks between tokens,
 * damage) makes `scan` return false, and nothing of the line counts: the caller has it parsed and normalised, and makes
 * the objects known.
 */
export class ReportScanner {
  readonly #values = new ValueReader();
  readonly cursor = this.#values.cursor;
  readonly #walker = new ReportWalker(this.#values);
  readonly #follower = new ReportFollower(this.#values);
  /** Number of objects in the report that was scanned last: the first of `KnownReport.present`. */
  length = 0;
  /** Something stood beside the objects that is none. */
  hasOthers = false;
  #mayHaveNewTexts = false;

  /**
   * Reads the report at the cursor. To be followed by `accept` or `reject` once it is known whether the rest of the line
   * is sound.
   *
   * @param partial what is not mentioned stands as it stood; otherwise it is absent
   * @returns false when it cannot be read here, and has been rejected
   */
  scan(known: KnownReport, partial: boolean): boolean {
    if (!this.#follow(known) && !this.#walk(known, partial)) {
      this.length = this.#walker.length;
      this.reject(known, partial);
      return false;
    }
    return true;
  }

  /** The report counts. */
  accept(known: KnownReport, partial: boolean): void {
    const { present } = known;
    if (partial) {
      for (let k = 0; k < this.length; k += 1) {
        const object = present[k];
        if (object?.atReportTime === true) object.timestamp = this.#walker.timestamp;
      }
    }
    if (this.#mayHaveNewTexts) known.settle();
  }

  /** The report does not count. If it is a partial one, all objects stand as they stood before it. */
  reject(known: KnownReport, partial: boolean): void {
    if (partial) for (let k = 0; k < this.length; k += 1) known.present[k]?.restore();
    known.last.clear();
    this.length = 0;
  }

  #follow(known: KnownReport): boolean {
    if (known.last.length === 0) return false;
    const { cursor } = this;
    const start = cursor.at;
    this.#values.sawNewText = false;
    if (!this.#follower.follow(known)) {
      cursor.at = start;
      known.repetitions.failed();
      return false;
    }
    known.repetitions.succeeded();
    this.length = known.present.length;
    this.hasOthers = false;
    this.#mayHaveNewTexts = this.#values.sawNewText;
    return true;
  }

  #walk(known: KnownReport, partial: boolean): boolean {
    known.last.clear();
    const isKept = !partial && known.repetitions.next();
    if (!this.#walker.walk(known, partial, isKept)) return false;
    this.length = this.#walker.length;
    this.hasOthers = this.#walker.hasOthers;
    this.#mayHaveNewTexts = true;
    return true;
  }
}
