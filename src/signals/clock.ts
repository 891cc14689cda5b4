/** Steps in which logs print times, ms, coarsest first. */
const STEPS = [1000, 100, 10];

/**
 * Finds the resolution of a log's clock from the times seen so far: the coarsest step of which all are multiples. With
 * few times it errs on the coarse side, which only makes claims about short spans more careful.
 */
export class ResolutionGuess {
  readonly #fits = STEPS.map(() => true);

  see(time: number): void {
    STEPS.forEach((step, index) => {
      if (time % step !== 0) this.#fits[index] = false;
    });
  }

  /** ms */
  get value(): number {
    return STEPS[this.#fits.indexOf(true)] ?? 1;
  }
}
