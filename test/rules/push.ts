import { RecentTicks } from '../../src/rules/recent-ticks.js';
import type { Window } from '../../src/rules/window.js';

/** Adds one tick to a window; NaN = the value is not known. */
export function push(window: Window, start: number, end: number, value: number): void {
  const recent = new RecentTicks(1);
  const row = recent.add(start, end);
  recent.values[row] = value;
  window.pushFrom(recent, 0, 0);
}
