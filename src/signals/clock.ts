/** Steps in which logs print times, ms, coarsest first. */
const STEPS = [1000, 100, 10];

/**
 * Finds the resolution of a log's clock from the times seen so far: the coarsest step of which all are multiples. With
 * few times it errs on the coarse side, which only makes claims about short spans more careful. Records of a log without
 * any clock all have the time 0: nothing can be told apart.
 */
export class ResolutionGuess {
  #step = 0;
  #hasClock = false;

  see(time: number): void {
    this.note(time);
    // Each step is a multiple of the next: what does not fit one may still fit those that follow.
    while (this.#step < STEPS.length && time % (STEPS[this.#step] ?? 1) !== 0) this.#step += 1;
  }

  /** The log has times, whatever their steps say: statistics come when the client polls. */
  note(time: number): void {
    this.#hasClock ||= time !== 0;
  }

  /** ms; infinite without a clock. */
  get value(): number {
    if (!this.#hasClock) return Number.POSITIVE_INFINITY;
    return STEPS[this.#step] ?? 1;
  }
}
