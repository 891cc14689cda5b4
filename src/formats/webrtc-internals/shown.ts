import type { MediaKind } from '../../model/call.js';
import type { Location } from '../../model/event.js';
import type { StatsType } from '../../model/metric.js';
import type { StatsObject } from '../../model/sample.js';

/** Its readings are given by `read`. */
const NO_VALUES: Readonly<Record<string, number>> = {};
const NO_LABELS: Readonly<Record<string, string>> = {};

/** A series of numbers as part of a report. */
export interface PlacedColumn {
  /** Of its metric in the readings. */
  readonly place: number;
  readonly data: Float64Array;
  /** Index in the data for each row of the axis, or -1; undefined = the row itself. */
  readonly rows: Int32Array | undefined;
}

/** Columns side by side in one buffer (see `PointPool`), one element for each row. */
interface Slab {
  readonly numbers: Float64Array;
  readonly places: number[];
  /** Where each column begins. */
  readonly starts: number[];
}

/** Columns of one report, read row by row. */
export class ColumnReadings {
  /** Of all columns. */
  readonly places: readonly number[];
  /** Nearly all columns: reading from the buffer itself saves a look at each column's own array for every reading. */
  readonly #slabs: Slab[] = [];
  readonly #others: PlacedColumn[] = [];
  /** No two columns share a place: a column without a value at a row says that there is none. */
  readonly #isDense: boolean;

  constructor(columns: readonly PlacedColumn[]) {
    this.places = [...new Set(columns.map(({ place }) => place))];
    this.#isDense = this.places.length === columns.length;
    for (const column of columns) {
      if (this.#isDense && column.rows === undefined) this.#addToSlab(column);
      else this.#others.push(column);
    }
  }

  /** Writes the readings of a row by place, NaN where it has none. */
  read(row: number, into: Float64Array): void {
    const slabs = this.#slabs;
    for (let s = 0; s < slabs.length; s++) {
      const slab = slabs[s];
      if (slab === undefined) continue;
      const { numbers, places, starts } = slab;
      for (let k = 0; k < places.length; k++) {
        into[places[k] ?? -1] = numbers[(starts[k] ?? 0) + row] ?? Number.NaN;
      }
    }
    if (this.#others.length > 0) this.#readOthers(row, into);
  }

  #readOthers(row: number, into: Float64Array): void {
    if (!this.#isDense) for (const place of this.places) into[place] = Number.NaN;
    for (const { place, data, rows } of this.#others) {
      const index = rows === undefined ? row : (rows[row] ?? -1);
      const value = index < 0 ? Number.NaN : (data[index] ?? Number.NaN);
      // Of two series of one name, that one counts which has a value.
      if (this.#isDense || !Number.isNaN(value)) into[place] = value;
    }
  }

  #addToSlab({ place, data }: PlacedColumn): void {
    let slab = this.#slabs.find(({ numbers }) => numbers.buffer === data.buffer);
    if (slab === undefined) {
      slab = { numbers: new Float64Array(data.buffer), places: [], starts: [] };
      this.#slabs.push(slab);
    }
    slab.places.push(place);
    slab.starts.push(data.byteOffset / data.BYTES_PER_ELEMENT);
  }
}

/** Which row the reports of one pace show. */
export class Position {
  /** −1 = none. */
  row = -1;
  /** Of the row, epoch ms. */
  time = Number.NaN;
  /** Row from which on the labels of some report are others than those shown. */
  labelsUntil = Number.NEGATIVE_INFINITY;
}

/** The object that is handed over for a report, poll after poll. */
export class Shown implements StatsObject {
  labels = NO_LABELS;
  readonly values = NO_VALUES;
  readonly #columns: ColumnReadings;

  constructor(
    readonly id: string,
    readonly type: StatsType,
    readonly kind: MediaKind | undefined,
    readonly ssrc: string | undefined,
    readonly series: ReadonlyMap<string, Location>,
    columns: ColumnReadings,
    readonly position: Position,
  ) {
    this.#columns = columns;
  }

  get time(): number {
    return this.position.time;
  }

  get places(): readonly number[] {
    return this.#columns.places;
  }

  read(into: Float64Array): void {
    this.#columns.read(this.position.row, into);
  }
}
