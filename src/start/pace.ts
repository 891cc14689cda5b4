import type { Phase } from '../model/phase.js';
import { BASELINE_BYTES, BASELINE_MS, LONG_RUN_MS, type Tuning } from './engine.js';

/** Tunes the engine to what a run does, and to how long it takes. */
export class Pace {
  #timers: readonly NodeJS.Timeout[] = [];

  constructor(private readonly tuning: Tuning) {
    this.#tuneInTime();
  }

  readonly phase = (phase: Phase): void => {
    if (phase.name === 'read') {
      this.tuning.tuneForLastSteps();
      return;
    }
    // Threads would refuse the compiled code of chunks, which belongs to the flags as they are: with it, two threads took 5 % less
    // CPU time for four dumps of 55 MB.
    for (const timer of this.#timers) clearTimeout(timer);
    if (phase.name === 'starting-threads') return;
    this.#tuneInTime();
    if (phase.largest === 0 || phase.largest >= BASELINE_BYTES) this.tuning.tuneForBaseline();
    // When the first megabytes are read: what ran before then is not what will. At once, 55 MB took 5 % longer.
    setImmediate(this.tuning.tuneForSize, phase.largest);
  };

  #tuneInTime(): void {
    const { tuneForBaseline, tuneForLongRun } = this.tuning;
    this.#timers = [setTimeout(tuneForBaseline, BASELINE_MS), setTimeout(tuneForLongRun, LONG_RUN_MS)];
    for (const timer of this.#timers) timer.unref();
  }
}
