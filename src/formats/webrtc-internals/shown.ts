import type { MediaKind } from '../../model/call.js';
import type { Location } from '../../model/event.js';
import type { StatsType } from '../../model/metric.js';
import type { StatsObject } from '../../model/sample.js';

/** Its readings are in `readings`. */
const NO_VALUES: Readonly<Record<string, number>> = {};
const NO_LABELS: Readonly<Record<string, string>> = {};

/** Columns of one report, read row by row into one array. */
export class ColumnReadings {
  /** Of the row that was read last, by place; NaN where the row has none. */
  readonly #values: Float64Array;
  readonly #places: number[] = [];
  readonly #data: Float64Array[] = [];
  /** Index in the data for each row of the axis; null = the row itself. */
  readonly #rows: (Int32Array | null)[] = [];
  /** Every row gives each column's place a value or NaN, and no two columns share a place: nothing is left of the row before. */
  #isDense = true;

  /** @param size number of metrics of the report type */
  constructor(size: number) {
    this.#values = new Float64Array(size).fill(Number.NaN);
  }

  add(place: number, data: Float64Array, rows: Int32Array | undefined): void {
    if (this.#places.includes(place)) this.#isDense = false;
    this.#places.push(place);
    this.#data.push(data);
    this.#rows.push(rows ?? null);
  }

  at(row: number): Float64Array {
    const values = this.#values;
    if (!this.#isDense) values.fill(Number.NaN);
    for (let column = 0; column < this.#places.length; column++) {
      const rows = this.#rows[column] ?? null;
      const index = rows === null ? row : (rows[row] ?? -1);
      const value = index < 0 ? Number.NaN : (this.#data[column]?.[index] ?? Number.NaN);
      // Of two series of one name, that one counts which has a value.
      if (this.#isDense || !Number.isNaN(value)) values[this.#places[column] ?? -1] = value;
    }
    return values;
  }
}

/** The object that is handed over for a report, poll after poll. Its readings are put together when they are asked for. */
export class Shown implements StatsObject {
  row = 0;
  time: number | undefined;
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
  ) {
    this.#columns = columns;
  }

  /** Valid until the object shows another row. */
  get readings(): Float64Array {
    return this.#columns.at(this.row);
  }
}
