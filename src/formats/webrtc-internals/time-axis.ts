import type { Column, LabelColumn, Report, TimeColumn } from './columns.js';

/** When the elements of a report's series were taken. Row r is element `first + r · step` of `count`. */
export interface TimeAxis {
  /** Epoch ms, never falling. */
  readonly times: Float64Array;
  readonly first: number;
  readonly step: number;
  readonly count: number;
}

/**
 * The times of one report: its own `timestamp` series where there is one, else those of a report with the same extent,
 * else equal steps between the start and end of its longest series.
 */
export function axisOf(report: Report, others: ReadonlyMap<string, TimeAxis>): TimeAxis | undefined {
  if (report.timestamps !== undefined) return fromTimestamps(report.timestamps);
  const longest = longestSeries(report);
  if (longest === undefined || longest.count === 0 || !Number.isFinite(longest.start)) return undefined;
  return others.get(extentOf(longest)) ?? interpolated(longest);
}

/** Same start, end and number of elements: taken together. */
export function extentOf(series: { start: number; end: number; count: number }): string {
  return `${series.start} ${series.end} ${series.count}`;
}

function fromTimestamps(column: TimeColumn): TimeAxis {
  const times = column.points.numbers;
  let latest = Number.NEGATIVE_INFINITY;
  for (let r = 0; r < times.length; r++) {
    // A clock set back, or a hole: no earlier than the one before.
    const time = times[r] ?? Number.NaN;
    if (time >= latest) latest = time;
    times[r] = latest === Number.NEGATIVE_INFINITY ? column.start : latest;
  }
  return { times, first: column.first, step: column.step, count: column.count };
}

function longestSeries(report: Report): Column | LabelColumn | undefined {
  let longest: Column | LabelColumn | undefined;
  for (const column of [...report.columns, ...report.labels]) {
    if (longest === undefined || column.count > longest.count) longest = column;
  }
  return longest;
}

function interpolated(series: Column | LabelColumn): TimeAxis {
  const { first, step } = series;
  const length = 'points' in series ? series.points.length : series.count;
  const gap = series.count > 1 ? Math.max(0, series.end - series.start) / (series.count - 1) : 0;
  const times = Float64Array.from({ length }, (_, r) => series.start + (first + r * step) * gap);
  return { times, first, step, count: series.count };
}

/**
 * For each row of the axis the index in a series, or -1. A series that is shorter than its report began later, ended
 * earlier or has holes in unknown places; its own start and end say which, and points between are spread evenly.
 */
export function rowsOf(
  series: Pick<Column, 'start' | 'end' | 'count' | 'first' | 'step'>,
  length: number,
  axis: TimeAxis,
): Int32Array | undefined {
  const same = series.count === axis.count && series.first === axis.first && series.step === axis.step;
  if (same && length === axis.times.length) return undefined;
  const rows = new Int32Array(axis.times.length).fill(-1);
  const last = axis.times.length - 1;
  if (series.count === axis.count) {
    for (let k = 0; k < length; k++) {
      const row = Math.round((series.first + k * series.step - axis.first) / axis.step);
      if (row >= 0 && row <= last) rows[row] = k;
    }
    return rows;
  }
  const from = rowAt(axis.times, series.start);
  const to = Math.max(from, rowAt(axis.times, series.end));
  for (let k = 0; k < length; k++) {
    const part = series.count > 1 ? (series.first + k * series.step) / (series.count - 1) : 0;
    rows[from + Math.round(part * (to - from))] = k;
  }
  return rows;
}

/** The row whose time is nearest to `time`; series extents are whole ms, cut off. */
function rowAt(times: Float64Array, time: number): number {
  let low = 0;
  let high = times.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] ?? 0) >= time) high = middle;
    else low = middle + 1;
  }
  const before = times[low - 1];
  return before !== undefined && time - before < (times[low] ?? 0) - time ? low - 1 : low;
}

/** The poll times of a connection: all times of its axes, those within half a usual interval taken as one. */
export function pollTimes(axes: readonly TimeAxis[]): Float64Array {
  const different = new Map<string, Float64Array>();
  for (const { times } of axes)
    different.set(`${times.length} ${times[0]} ${times[times.length >> 1]} ${times.at(-1)}`, times);
  let total = 0;
  let longest: Float64Array = new Float64Array(0);
  for (const times of different.values()) {
    total += times.length;
    if (times.length > longest.length) longest = times;
  }
  return spaced([...different.values()].map(rising), total, usualInterval(longest) / 2);
}

/** Times that rise: leading holes may be filled with a later time than the first one. */
function rising(times: Float64Array): Float64Array {
  for (let r = 1; r < times.length; r++) if (!((times[r] ?? 0) >= (times[r - 1] ?? 0))) return times.slice().sort();
  return times;
}

/**
 * The times of all lists in order, without those that lie no more than `near` behind the one before that stays. Each list
 * rises: going through them side by side takes a tenth of the time of sorting them together.
 *
 * @param total number of times
 */
function spaced(lists: readonly Float64Array[], total: number, near: number): Float64Array {
  const kept = new Float64Array(total);
  const next = new Int32Array(lists.length);
  let count = 0;
  let latest = Number.NEGATIVE_INFINITY;
  for (;;) {
    let earliest = Number.POSITIVE_INFINITY;
    for (let k = 0; k < lists.length; k++) {
      const times = lists[k] ?? kept;
      let r = next[k] ?? 0;
      while (r < times.length && !isLater(times[r] ?? Number.NaN, latest, near)) r++;
      next[k] = r;
      if (r < times.length) earliest = Math.min(earliest, times[r] ?? Number.NaN);
    }
    if (earliest === Number.POSITIVE_INFINITY) return kept.slice(0, count);
    kept[count++] = earliest;
    latest = earliest;
  }
}

function isLater(time: number, latest: number, near: number): boolean {
  return Number.isFinite(time) && !(time - latest <= near);
}

function usualInterval(times: Float64Array): number {
  const gaps = new Float64Array(Math.max(0, times.length - 1));
  let count = 0;
  for (let r = 1; r < times.length; r++) {
    const gap = (times[r] ?? 0) - (times[r - 1] ?? 0);
    if (gap > 0) gaps[count++] = gap;
  }
  // Without an interval nothing can be told apart: Chrome polls once a second.
  return count === 0 ? 1000 : (gaps.subarray(0, count).sort()[count >> 1] ?? 1000);
}
