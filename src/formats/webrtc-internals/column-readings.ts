import type { Points } from './point-pool.js';

/** A series of numbers as part of a report. */
export interface PlacedColumn {
  /** Of its metric in the readings. */
  readonly place: number;
  readonly points: Points;
  /** Index in the points for each row of the axis, or -1; undefined = the row itself. */
  readonly rows: Int32Array | undefined;
}

/** Columns of one kind side by side in one buffer (see `PointPool`), one element for each row. */
interface Slab<T> {
  readonly numbers: T;
  readonly places: number[];
  /** Where each column begins. */
  readonly starts: number[];
}

/** Columns of one report, read row by row. */
export class ColumnReadings {
  /** Of all columns. */
  readonly places: readonly number[];
  /** Nearly all columns: reading from the buffer itself saves a look at each column's own array for every reading. */
  readonly #floats: Slab<Float64Array>[] = [];
  readonly #integers: Slab<Int32Array>[] = [];
  /** Of columns whose points are all equal. */
  readonly steady: readonly number[];
  readonly #constants: Float64Array;
  readonly #others: PlacedColumn[] = [];
  /** No two columns share a place: a column without a value at a row says that there is none. */
  readonly #isDense: boolean;

  constructor(columns: readonly PlacedColumn[]) {
    this.places = [...new Set(columns.map(({ place }) => place))];
    this.#isDense = this.places.length === columns.length;
    const constants: PlacedColumn[] = [];
    for (const column of columns) {
      const { points, rows } = column;
      if (!this.#isDense || rows !== undefined) this.#others.push(column);
      else if (points.numbers.length < points.length) constants.push(column);
      else this.#addToSlab(column);
    }
    this.#constants = Float64Array.from(constants, ({ points }) => points.numbers[0] ?? Number.NaN);
    this.steady = constants.map(({ place }) => place);
  }

  /**
   * Writes the readings of a row by place, NaN where it has none. Loops of their own for integers and doubles: of one for
   * both, every access would have to ask which it is.
   *
   * @param whole also the steady ones
   */
  read(row: number, into: Float64Array, whole: boolean): void {
    const integers = this.#integers;
    for (let s = 0; s < integers.length; s++) {
      const slab = integers[s];
      if (slab === undefined) continue;
      const { numbers, places, starts } = slab;
      for (let k = 0; k < places.length; k++) {
        into[places[k] ?? -1] = numbers[(starts[k] ?? 0) + row] ?? Number.NaN;
      }
    }
    const floats = this.#floats;
    for (let s = 0; s < floats.length; s++) {
      const slab = floats[s];
      if (slab === undefined) continue;
      const { numbers, places, starts } = slab;
      for (let k = 0; k < places.length; k++) {
        into[places[k] ?? -1] = numbers[(starts[k] ?? 0) + row] ?? Number.NaN;
      }
    }
    if (whole) this.#readSteady(into);
    if (this.#others.length > 0) this.#readOthers(row, into);
  }

  #readSteady(into: Float64Array): void {
    for (const [k, place] of this.steady.entries()) into[place] = this.#constants[k] ?? Number.NaN;
  }

  #readOthers(row: number, into: Float64Array): void {
    if (!this.#isDense) for (const place of this.places) into[place] = Number.NaN;
    for (const { place, points, rows } of this.#others) {
      const { numbers } = points;
      const index = rows === undefined ? row : (rows[row] ?? -1);
      // Where all points are equal there is one number for all of them.
      const value = index < 0 ? Number.NaN : (numbers[numbers.length === 1 ? 0 : index] ?? Number.NaN);
      // Of two series of one name, that one counts which has a value.
      if (this.#isDense || !Number.isNaN(value)) into[place] = value;
    }
  }

  #addToSlab({ place, points }: PlacedColumn): void {
    const { numbers } = points;
    if (numbers instanceof Int32Array) addTo(this.#integers, place, numbers, (all) => new Int32Array(all));
    else addTo(this.#floats, place, numbers, (all) => new Float64Array(all));
  }
}

function addTo<T extends Float64Array | Int32Array>(
  slabs: Slab<T>[],
  place: number,
  column: T,
  whole: (buffer: ArrayBufferLike) => T,
): void {
  let slab = slabs.find(({ numbers }) => numbers.buffer === column.buffer);
  if (slab === undefined) {
    slab = { numbers: whole(column.buffer), places: [], starts: [] };
    slabs.push(slab);
  }
  slab.places.push(place);
  slab.starts.push(column.byteOffset / column.BYTES_PER_ELEMENT);
}
