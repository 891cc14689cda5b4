import type { WindowPlan } from './plan.js';
import type { RecentTicks } from './recent-ticks.js';
import { isHeld, SPAN_OF_POINT, Window } from './window.js';

/** For windows of signals that have never been known. */
const EMPTY = new Window(0, false);

/**
 * The windows of one subject. A window takes ticks in only when a condition asks for it: most rules rest most of the time,
 * and taking every tick into every window took a third of the time of all rules. What lies outside a window when it is
 * asked again is not taken in at all.
 */
export class Windows {
  readonly #windows: (Window | undefined)[];
  /** By window: the rows of the recent ticks that it has taken in, or will never need. */
  readonly #taken: Int32Array;
  /** Latest end of the ticks that windows not made yet have missed. */
  #missed = 0;

  constructor(
    private readonly plans: readonly WindowPlan[],
    private readonly recent: RecentTicks,
    /** By column: 0 = never known. */
    private readonly seen: Uint8Array,
  ) {
    this.#windows = plans.map(() => undefined);
    this.#taken = new Int32Array(plans.length);
  }

  /** The window at a place of the plan, up to and including the latest tick. */
  at(place: number): Window {
    const from = this.#taken[place] ?? 0;
    const known = this.#windows[place];
    if (known !== undefined && from === this.recent.size) return known;
    const plan = this.plans[place];
    if (plan === undefined) throw new Error(`There is no window ${place}.`);
    if (this.seen[plan.column] === 0) return EMPTY;
    const window = known ?? this.#make(place, plan);
    if (from < this.recent.size) this.#takeIn(window, plan, place, from);
    return window;
  }

  /** Makes room in the recent ticks. Windows that still need the oldest of them take them in. */
  makeRoom(): void {
    const { recent } = this;
    const half = recent.size >> 1;
    for (let place = 0; place < this.plans.length; place++) {
      const plan = this.plans[place];
      if (plan === undefined) continue;
      const from = this.#taken[place] ?? 0;
      if (from < half && this.seen[plan.column] !== 0) {
        const first = this.#firstNeeded(plan, from);
        if (first >= half) {
          this.#taken[place] = first;
          // Nothing of what it holds is within it any more: its room is given back until it is asked again.
          this.#windows[place] = undefined;
        } else this.#takeIn(this.#windows[place] ?? this.#make(place, plan), plan, place, from);
      }
      this.#taken[place] = Math.max(0, (this.#taken[place] ?? 0) - half);
    }
    for (let row = 0; row < half; row++) this.#missed = Math.max(this.#missed, recent.ends[row] ?? 0);
    recent.drop(half);
  }

  /** Forgets all ticks. */
  clear(): void {
    for (const window of this.#windows) {
      window?.clear();
      window?.pass(this.recent.latestEnd);
    }
    this.#missed = this.recent.latestEnd;
    this.recent.size = 0;
    this.#taken.fill(0);
  }

  /** Forgets all ticks and gives their room back. */
  release(): void {
    this.clear();
    this.recent.release();
    this.#windows.fill(undefined);
  }

  #make(place: number, { signal, over }: WindowPlan): Window {
    const window = new Window(over, isHeld(signal));
    window.pass(this.#missed);
    this.#windows[place] = window;
    return window;
  }

  #takeIn(window: Window, plan: WindowPlan, place: number, from: number): void {
    const { recent } = this;
    const first = recent.size - from > 1 ? this.#firstNeeded(plan, from) : from;
    window.pushFrom(recent, plan.column, first, plan.beyond);
    this.#taken[place] = recent.size;
  }

  /**
   * The first row that a window has to be given, `from` or later, to hold the same as if it were given all of them: those
   * before lie outside it. It is a known value that makes a point of its own, whatever the window held before.
   */
  #firstNeeded({ column, over }: WindowPlan, from: number): number {
    const { ends, values, width, size, latestEnd, isOrdered } = this.recent;
    if (!isOrdered) return from;
    const outside = latestEnd - over;
    let row = size - 1;
    while (row > from && (ends[row - 1] ?? 0) > outside) row--;
    for (; row > from; row--) {
      const apart = (ends[row] ?? 0) - (ends[row - 1] ?? 0) > over * SPAN_OF_POINT;
      if (apart && !Number.isNaN(values[row * width + column] ?? Number.NaN)) return row;
    }
    return from;
  }
}
