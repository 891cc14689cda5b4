/** Ticks that windows may take in later, in one go; a power of two. */
const ROOM = 16;

/** The latest ticks of one subject, only the signals that conditions look at; windows take them in when they are asked. */
export class RecentTicks {
  readonly starts = new Float64Array(ROOM);
  readonly ends = new Float64Array(ROOM);
  /** Row by row, one column for each signal. */
  readonly values: Float64Array;
  size = 0;

  constructor(readonly width: number) {
    this.values = new Float64Array(ROOM * width);
  }

  /** Adds a tick; `indices` tells the place of each column's value. */
  add(start: number, end: number, values: Float64Array, indices: Int32Array): void {
    const row = this.size * this.width;
    for (let column = 0; column < indices.length; column++) {
      this.values[row + column] = values[indices[column] ?? -1] ?? Number.NaN;
    }
    this.starts[this.size] = start;
    this.ends[this.size] = end;
    this.size++;
  }

  get isFull(): boolean {
    return this.size === ROOM;
  }
}
