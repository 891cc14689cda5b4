import type { TimeSpan } from '../model/call.js';

/** Spans by time, to find those around a moment without looking at all of them: a call may have thousands. */
export class TimeIndex<T extends TimeSpan> {
  /** By start; what starts together stays in the order in which it was given. */
  readonly #items: readonly T[];
  /** The latest end of the items up to each place: it only grows, so it can be searched as well. */
  readonly #latestEnds: readonly number[];

  constructor(items: readonly T[]) {
    this.#items = items.toSorted((a, b) => a.start - b.start);
    let latest = Number.NEGATIVE_INFINITY;
    this.#latestEnds = this.#items.map(({ end }) => {
      latest = Math.max(latest, end);
      return latest;
    });
  }

  /** The items that have a moment in common with the span, in the order of their starts. */
  around({ start, end }: TimeSpan): T[] {
    const first = firstPlace(this.#items.length, (place) => (this.#latestEnds[place] ?? 0) >= start);
    const behind = firstPlace(this.#items.length, (place) => (this.#items[place]?.start ?? 0) > end);
    return this.#items.slice(first, behind).filter((item) => item.end >= start);
  }
}

/** The first place for which the condition holds, of a list for which it holds from there on; `length` when for none. */
function firstPlace(length: number, holds: (place: number) => boolean): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
