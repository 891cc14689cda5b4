/** Rows that a subject begins with: in many logs most subjects live for a few ticks only. */
const FIRST_ROOM = 16;
/**
 * Most rows: statistics come every second or two, and most windows are of 5 to 30 s. Half of the rows are what a window
 * may lag behind without taking anything in.
 */
const ROOM = 64;
const NOTHING = new Float64Array(0);

/** The latest ticks of one subject, only the signals that conditions look at; windows take them in when they are asked. */
export class RecentTicks {
  starts = NOTHING;
  ends = NOTHING;
  /** Row by row, one column for each signal. */
  values = NOTHING;
  size = 0;
  /** Latest end of a tick, also of those that are no longer here. */
  latestEnd = Number.NEGATIVE_INFINITY;
  /** Whether each tick so far ended no earlier than the one before. */
  isOrdered = true;

  constructor(readonly width: number) {}

  /** True when the next tick has no room, and more is not given. */
  get isFull(): boolean {
    return this.size === ROOM;
  }

  /** Begins a row and returns the place of its first value: the values are up to the caller. */
  add(start: number, end: number): number {
    if (this.size === this.starts.length) this.#grow();
    if (end < this.latestEnd) this.isOrdered = false;
    else this.latestEnd = end;
    this.starts[this.size] = start;
    this.ends[this.size] = end;
    return this.size++ * this.width;
  }

  /** Makes room by dropping the oldest rows. */
  drop(rows: number): void {
    this.starts.copyWithin(0, rows, this.size);
    this.ends.copyWithin(0, rows, this.size);
    this.values.copyWithin(0, rows * this.width, this.size * this.width);
    this.size -= rows;
  }

  /** Gives the room back. */
  release(): void {
    this.size = 0;
    this.starts = NOTHING;
    this.ends = NOTHING;
    this.values = NOTHING;
  }

  #grow(): void {
    const room = Math.min(ROOM, Math.max(FIRST_ROOM, this.starts.length * 2));
    this.starts = enlarged(this.starts, room);
    this.ends = enlarged(this.ends, room);
    this.values = enlarged(this.values, room * this.width);
  }
}

function enlarged(before: Float64Array<ArrayBuffer>, length: number): Float64Array<ArrayBuffer> {
  const after = new Float64Array(length);
  after.set(before);
  return after;
}
