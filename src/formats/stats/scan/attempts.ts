/** So many reports in a row may fail: those in which a call changes hold objects that are not known yet. */
const FAILURES_IN_A_ROW = 8;
const LONGEST_REST = 1_024;

/**
 * When to try the scanner. Logs that it cannot read (statistics before the W3C form) would pay for
 * every attempt in vain: after a few failures it is tried less and less often.
 */
export class Attempts {
  #failures = 0;
  #rest = 0;

  /** True when it is worth a try. */
  next(): boolean {
    if (this.#rest === 0) return true;
    this.#rest -= 1;
    return false;
  }

  failed(): void {
    this.#failures += 1;
    const beyond = this.#failures - FAILURES_IN_A_ROW;
    if (beyond > 0) this.#rest = Math.min(LONGEST_REST, 2 ** beyond);
  }

  succeeded(): void {
    this.#failures = 0;
  }
}
