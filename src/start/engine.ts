import { setFlagsFromString } from 'node:v8';
import { enlargeYoungGeneration, keepYoungGeneration } from './young-generation.js';

/** Eighteen times the default of Node 20: how much a function runs before it is optimised. */
const SHORT_RUN_BUDGET = 1_200_000;

/**
 * Sets how V8 runs the program. To be called before anything of it is loaded: loading is the first thing that would make
 * the heap grow, and compiled code belongs to the flags under which it was compiled.
 */
export function tuneEngine(): void {
  // Nearly everything lives for one tick. A heap that grows slowly collects it sooner: on Node 20 a dump of 500 MB peaked
  // at 125 instead of 178 MB for 4 % more CPU time, an rtcstats log of 150 MB at 119 instead of 202 MB for up to 30 % more.
  keepYoungGeneration();
  setFlagsFromString('--heap-growing-percent=20');
  // So small a young generation is collected before other threads are awake to help: 100 MB of rtcstats lines took
  // 3 % less CPU time without them, a dump of 100 MB 1 to 2 %.
  setFlagsFromString('--no-parallel-scavenge');
  // The default of Node 20 is 920: what is inlined into a function is compiled again with each that calls it. Dumps and
  // rtcstats logs of 100 to 200 MB took 7 % less CPU time.
  setFlagsFromString('--max-inlined-bytecode-size-cumulative=400');
  // Most of a small log was read before the optimised code was ready: 0.09 of 0.3 s of CPU time for nothing. A log of 30 MB
  // took 12 % less, too, because what is optimised later is optimised for what really happens.
  setInterruptBudget(SHORT_RUN_BUDGET);
  // By default an expression is compiled for the machine when it is used a second time, and what interprets it the first
  // time is improved before: of 65 ms for a small log of text that took 3. In a long text the compiled form is used at once.
  setFlagsFromString('--no-regexp-peephole-optimization');
  setFlagsFromString('--regexp-tier-up-ticks=5');
  // The first round of each loop would be compiled apart from the others. A dump of 55 MB took 6 to 9 % less CPU time
  // without, one of 505 MB 2 %.
  setFlagsFromString('--no-turbo-loop-peeling');
  // Sparkplug, which compiles without optimising, took 4 to 5 of the 66 ms of a small log, for code that had done its work.
  setBaseline(false);
}

/**
 * To be called in each thread before it loads anything: V8 sets a flag back when a thread begins, and then refuses code that
 * was compiled under the others.
 */
export function tuneThread(): void {
  keepYoungGeneration();
}

/** The flags that change while a run goes on, as this thread has set them: V8 does not tell. */
let baseline = true;
let interruptBudget: number | undefined;

/**
 * Compiles under the flags of the start: to these the compiled code of the build belongs, and V8 refuses it under others.
 * In a thread that has tuned nothing they are left as they are.
 */
export function asAtStart<T>(compile: () => T): T {
  if (interruptBudget === undefined) return compile();
  const [before, budget] = [baseline, interruptBudget];
  setBaseline(false);
  setInterruptBudget(SHORT_RUN_BUDGET);
  try {
    return compile();
  } finally {
    setBaseline(before);
    setInterruptBudget(budget);
  }
}

/** A run that lasts this long (ms) is worth baseline code: see BASELINE_BYTES. */
export const BASELINE_MS = 60;
/** As much as takes longer than BASELINE_MS: with 150 kB it took as long with baseline code as without, with 500 kB 5 to 12 % less. */
export const BASELINE_BYTES = 100_000;

/** Lets V8 compile what runs more than a few times, without optimising it. */
function tuneForBaseline(): void {
  setBaseline(true);
}

/**
 * The interrupt budget for a byte of log: with 20 MB of a dump, of Agora text and of rtcstats lines 400,000 was best, with
 * dumps of 55 and 505 MB 67,000 to 130,000 made no difference.
 */
const BUDGET_TIMES_BYTES = 8e12;
const LEAST_BUDGET = 100_000;
/** As much as takes longer than LONG_RUN_MS. */
const LONG_RUN_BYTES = 16_000_000;

/**
 * The more there is to read, the sooner optimised code pays, and V8 knows only for how long a function has run. Dumps of 55
 * and 505 MB took 8 % less CPU time than with `tuneForLongRun` alone, one of 20 MB 10 %.
 * @param bytes about as many as the largest log has: many short ones are read by more kinds of code, of which each runs less
 */
function tuneForSize(bytes: number): void {
  const budget = Math.round(BUDGET_TIMES_BYTES / bytes);
  if (budget < SHORT_RUN_BUDGET) setInterruptBudget(Math.max(LEAST_BUDGET, budget));
  if (bytes >= LONG_RUN_BYTES) enlargeYoungGeneration();
}

/** A run that lasts this long (ms) has a log large enough for optimised code to pay; a small one is over by then. */
export const LONG_RUN_MS = 300;

/** What suits a log whose size nobody knows, which comes through a pipe, and a folder full of short ones. */
const LONG_RUN_BUDGET = 250_000;

/**
 * Spends more for a long run: V8 optimises sooner from now on (a dump of 200 MB took 14 % less CPU time, an rtcstats log
 * of 100 MB 12 %), and the young generation grows.
 */
function tuneForLongRun(): void {
  tuneForBaseline();
  setInterruptBudget(Math.min(interruptBudget ?? LONG_RUN_BUDGET, LONG_RUN_BUDGET));
  enlargeYoungGeneration();
}

/**
 * To be called when the logs have been read: code that only makes the result would often be ready when the result is, too.
 * A dump of 500 MB with 250 findings took 3 to 4 % less CPU time.
 */
function tuneForLastSteps(): void {
  setInterruptBudget(SHORT_RUN_BUDGET);
}

function setBaseline(on: boolean): void {
  if (on !== baseline) setFlagsFromString(on ? '--sparkplug' : '--no-sparkplug');
  baseline = on;
}

/** V8 11 is that of Node 20. Later ones (Node 22 and 24 were tried) have no such flag and complain on the terminal. */
function setInterruptBudget(budget: number): void {
  if (budget === interruptBudget) return;
  interruptBudget = budget;
  if (process.versions.v8.startsWith('11.')) setFlagsFromString(`--interrupt-budget=${budget}`);
}

/** What tunes a run while it goes on. One object, as the flags of a process are one: the bundled program is handed it. */
export const tuning = { tuneForBaseline, tuneForSize, tuneForLongRun, tuneForLastSteps };
export type Tuning = typeof tuning;
