/** Rows that a subject begins with: in many logs most subjects live for a few ticks only. */
const FIRST_ROOM = 16;
/**
 * Most rows, a power of two: statistics come every second or two, and most windows are of 5 to 30 s. Half of the rows are
 * what a window may lag behind without taking anything in.
 */
const ROOM = 64;
const NOTHING = new Float64Array(0);

/**
 * The latest ticks of one subject, only the signals that conditions look at; windows take them in when they are asked.
 * Ticks are counted: number n stands in row n & `mask`.
 */
export class RecentTicks {
  starts = NOTHING;
  ends = NOTHING;
  /** Row by row, one column for each signal. */
  values = NOTHING;
  mask = -1;
  /** Number of the oldest tick that is kept. */
  first = 0;
  /** Number of the next tick. */
  next = 0;
  /** Latest end of a tick, also of those that are no longer here. */
  latestEnd = Number.NEGATIVE_INFINITY;
  /** Whether each tick so far ended no earlier than the one before. */
  isOrdered = true;

  constructor(readonly width: number) {}

  /** True when the next tick has no room, and more is not given. */
  get isFull(): boolean {
    return this.next - this.first === ROOM;
  }

  /** Takes the next tick and returns the place of its first value: the values are up to the caller. */
  add(start: number, end: number): number {
    if (this.next - this.first > this.mask) this.#grow();
    if (end < this.latestEnd) this.isOrdered = false;
    else this.latestEnd = end;
    const row = this.next++ & this.mask;
    this.starts[row] = start;
    this.ends[row] = end;
    return row * this.width;
  }

  /** Makes room by dropping the oldest ticks. */
  drop(ticks: number): void {
    this.first += ticks;
  }

  /** Drops all ticks. */
  clear(): void {
    this.first = this.next;
  }

  /** Makes it as if it were new, but for its room. */
  reset(): void {
    this.first = 0;
    this.next = 0;
    this.latestEnd = Number.NEGATIVE_INFINITY;
    this.isOrdered = true;
  }

  #grow(): void {
    const rows = Math.max(FIRST_ROOM, this.starts.length * 2);
    const { starts, ends, values, width, mask } = this;
    this.starts = new Float64Array(rows);
    this.ends = new Float64Array(rows);
    this.values = new Float64Array(rows * width);
    this.mask = rows - 1;
    for (let tick = this.first; tick < this.next; tick++) {
      const [before, after] = [tick & mask, tick & this.mask];
      this.starts[after] = starts[before] ?? 0;
      this.ends[after] = ends[before] ?? 0;
      for (let column = 0; column < width; column++) {
        this.values[after * width + column] = values[before * width + column] ?? Number.NaN;
      }
    }
  }
}
