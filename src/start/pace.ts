import type { Phase } from '../model/phase.js';
import { LONG_RUN_MS, tuneForLastSteps, tuneForLongRun, tuneForSize } from './engine.js';

/** Tunes the engine to what a run does, and to how long it takes. */
export class Pace {
  #timer = inALongRun();

  readonly phase = (phase: Phase): void => {
    if (phase.name === 'read') {
      tuneForLastSteps();
    } else if (phase.name === 'starting-threads') {
      // Threads would refuse the compiled code of chunks, and compile them for 0.1 s each: it belongs to the flags as they are.
      clearTimeout(this.#timer);
    } else if (phase.largest === undefined) {
      this.#timer = inALongRun();
    } else {
      // Not at once, for the same reason: the chunk that reads the log is loaded first.
      setImmediate(tuneForSize, phase.largest);
    }
  };
}

function inALongRun(): NodeJS.Timeout {
  return setTimeout(tuneForLongRun, LONG_RUN_MS).unref();
}
