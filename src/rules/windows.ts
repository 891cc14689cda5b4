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
  /** Those of the subject before, by place, to be used again. */
  readonly #spares: (Window | undefined)[];
  /** By window: the number of the next tick that it has to take in; those before it has, or will never need. */
  readonly #taken: Int32Array;
  /** Latest end of the ticks that windows not made yet have missed. */
  #missed = 0;

  constructor(
    private readonly plans: readonly WindowPlan[],
    private readonly recent: RecentTicks,
    /** By column: 0 = never known. */
    private seen: Uint8Array,
  ) {
    this.#windows = plans.map(() => undefined);
    this.#spares = plans.map(() => undefined);
    this.#taken = new Int32Array(plans.length);
  }

  /** The window at a place of the plan, up to and including the latest tick. */
  at(place: number): Window {
    const known = this.#windows[place];
    if (known !== undefined && this.#taken[place] === this.recent.next) return known;
    const plan = this.plans[place];
    if (plan === undefined) throw new Error(`There is no window ${place}.`);
    if (this.seen[plan.column] === 0) return EMPTY;
    const window = known ?? this.#make(place, plan);
    this.#takeIn(window, plan, place);
    return window;
  }

  /** Makes room in the recent ticks. Windows that still need the oldest of them take them in. */
  makeRoom(): void {
    const { recent, plans, seen } = this;
    const { first, next, ends, mask } = recent;
    const half = (next - first) >> 1;
    for (let place = 0; place < plans.length; place++) {
      const plan = plans[place];
      if (plan === undefined || seen[plan.column] === 0 || (this.#taken[place] ?? 0) >= first + half) continue;
      const needed = this.#firstNeeded(plan, place);
      if (needed >= first + half) {
        this.#taken[place] = needed;
        // Nothing of what it holds is within it any more: its room is given back until it is asked again.
        this.#windows[place] = undefined;
      } else this.#takeIn(this.#windows[place] ?? this.#make(place, plan), plan, place);
    }
    for (let tick = first; tick < first + half; tick++) this.#missed = Math.max(this.#missed, ends[tick & mask] ?? 0);
    recent.drop(half);
  }

  /** Forgets all ticks. */
  clear(): void {
    for (const window of this.#windows) {
      window?.clear();
      window?.pass(this.recent.latestEnd);
    }
    this.#missed = this.recent.latestEnd;
    this.recent.clear();
  }

  /** Makes it as if it were new, for another subject; the recent ticks are reset by whoever has them. */
  reset(seen: Uint8Array): void {
    this.seen = seen;
    this.#missed = 0;
    this.#taken.fill(0);
    for (let place = 0; place < this.#windows.length; place++) {
      const window = this.#windows[place];
      if (window === undefined) continue;
      window.reset();
      this.#spares[place] = window;
      this.#windows[place] = undefined;
    }
  }

  #make(place: number, { signal, over }: WindowPlan): Window {
    const window = this.#spares[place] ?? new Window(over, isHeld(signal));
    this.#spares[place] = undefined;
    window.pass(this.#missed);
    this.#windows[place] = window;
    return window;
  }

  #takeIn(window: Window, plan: WindowPlan, place: number): void {
    const { first, next } = this.recent;
    const isLatestOnly = this.#taken[place] === next - 1 && first < next;
    window.pushFrom(this.recent, plan.column, isLatestOnly ? next - 1 : this.#firstNeeded(plan, place), plan.beyond);
    this.#taken[place] = next;
  }

  /**
   * The first tick that a window has to be given of those it has not taken in, to hold the same as if it were given all of
   * them: those before lie outside it. It is a known value that makes a point of its own, whatever the window held before.
   */
  #firstNeeded({ column, over }: WindowPlan, place: number): number {
    const { first, next, ends, values, width, mask, latestEnd, isOrdered } = this.recent;
    const from = Math.max(first, this.#taken[place] ?? 0);
    const outside = latestEnd - over;
    if (!isOrdered || next - from <= 1 || (ends[from & mask] ?? 0) > outside) return from;
    // The first one that ends within the window, or the last one at all.
    let low = from;
    let high = next - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ends[middle & mask] ?? 0) > outside) high = middle;
      else low = middle + 1;
    }
    for (let tick = low; tick > from; tick--) {
      const row = tick & mask;
      const apart = (ends[row] ?? 0) - (ends[(tick - 1) & mask] ?? 0) > over * SPAN_OF_POINT;
      if (apart && !Number.isNaN(values[row * width + column] ?? Number.NaN)) return tick;
    }
    return from;
  }
}
