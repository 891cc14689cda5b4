/** A stretch of time from `start` up to, but not including, `end`; whole epoch ms. */
export interface Interval {
  readonly start: number;
  readonly end: number;
}

/** Intervals in order of time that neither overlap nor touch, none of them empty. */
export type Disjoint = readonly Interval[];

/** What at least one of the intervals covers. Empty intervals cover nothing. */
export function union(intervals: readonly Interval[]): Disjoint {
  const sorted = intervals.filter(({ start, end }) => start < end).sort((a, b) => a.start - b.start);
  const merged: Interval[] = [];
  for (const next of sorted) {
    const last = merged.at(-1);
    if (last === undefined || next.start > last.end) merged.push(next);
    else if (next.end > last.end) merged[merged.length - 1] = { start: last.start, end: next.end };
  }
  return merged;
}

/** What of `whole` is left when `holes` are taken out. */
export function without(whole: Interval, holes: Disjoint): Disjoint {
  const left: Interval[] = [];
  let start = whole.start;
  for (const hole of overlapping(holes, whole)) {
    if (hole.start > start) left.push({ start, end: hole.start });
    start = hole.end;
  }
  if (start < whole.end) left.push({ start, end: whole.end });
  return left;
}

/** The parts of `one` that the intervals cover. Takes logarithmic time where few of many intervals are met. */
export function within(intervals: Disjoint, one: Interval): Disjoint {
  return overlapping(intervals, one).map(({ start, end }) => ({
    start: Math.max(start, one.start),
    end: Math.min(end, one.end),
  }));
}

/** True when one of the intervals covers the moment. */
export function covers(intervals: Disjoint, moment: number): boolean {
  const found = intervals[firstEndingAfter(intervals, moment)];
  return found !== undefined && found.start <= moment;
}

/** Summed length in ms: exact below 2^53 ms, which is 285 000 years. */
export function totalMs(intervals: Disjoint): number {
  return intervals.reduce((sum, { start, end }) => sum + (end - start), 0);
}

function overlapping(intervals: Disjoint, { start, end }: Interval): readonly Interval[] {
  const found: Interval[] = [];
  if (start >= end) return found;
  for (let index = firstEndingAfter(intervals, start); index < intervals.length; index++) {
    const next = intervals[index];
    if (next === undefined || next.start >= end) break;
    found.push(next);
  }
  return found;
}

function firstEndingAfter(intervals: Disjoint, moment: number): number {
  let low = 0;
  let high = intervals.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((intervals[middle]?.end ?? Number.POSITIVE_INFINITY) > moment) high = middle;
    else low = middle + 1;
  }
  return low;
}
