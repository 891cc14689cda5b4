import type { MediaKind } from '../../model/call.js';
import type { Location } from '../../model/event.js';
import type { StatsType } from '../../model/metric.js';
import type { StatsObject } from '../../model/sample.js';

/** Its readings are in `readings`. */
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

/** Columns of one report, read row by row into one array. */
export class ColumnReadings {
  /** Of the row that was read last, by place; NaN where the row has none. */
  readonly #values: Float64Array;
  /** Nearly all columns: reading from the buffer itself saves a look at each column's own array for every reading. */
  readonly #slabs: Slab[] = [];
  readonly #others: PlacedColumn[] = [];
  /** Every row gives each column's place a value or NaN, and no two columns share a place: nothing is left of the row before. */
  readonly #isDense: boolean;

  /** @param size number of metrics of the report type that are read */
  constructor(size: number, columns: readonly PlacedColumn[]) {
    this.#values = new Float64Array(size).fill(Number.NaN);
    this.#isDense = new Set(columns.map(({ place }) => place)).size === columns.length;
    for (const column of columns) {
      if (this.#isDense && column.rows === undefined) this.#addToSlab(column);
      else this.#others.push(column);
    }
  }

  at(row: number): Float64Array {
    const values = this.#values;
    if (!this.#isDense) values.fill(Number.NaN);
    for (const { numbers, places, starts } of this.#slabs) {
      for (let k = 0; k < places.length; k++) {
        values[places[k] ?? -1] = numbers[(starts[k] ?? 0) + row] ?? Number.NaN;
      }
    }
    for (const { place, data, rows } of this.#others) {
      const index = rows === undefined ? row : (rows[row] ?? -1);
      const value = index < 0 ? Number.NaN : (data[index] ?? Number.NaN);
      // Of two series of one name, that one counts which has a value.
      if (this.#isDense || !Number.isNaN(value)) values[place] = value;
    }
    return values;
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

/** The object that is handed over for a report, poll after poll. Its readings are put together when they are asked for. */
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

  /** Valid until the object shows another row. */
  get readings(): Float64Array {
    return this.#columns.at(this.position.row);
  }
}
