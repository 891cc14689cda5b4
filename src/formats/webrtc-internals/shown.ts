import type { MediaKind } from '../../model/call.js';
import type { Location } from '../../model/event.js';
import type { StatsType } from '../../model/metric.js';
import type { StatsObject } from '../../model/sample.js';
import type { ColumnReadings } from './column-readings.js';

/** Its readings are given by `read`. */
const NO_VALUES: Readonly<Record<string, number>> = {};
const NO_LABELS: Readonly<Record<string, string>> = {};

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

  constructor(
    readonly id: string,
    readonly type: StatsType,
    readonly kind: MediaKind | undefined,
    readonly ssrc: string | undefined,
    readonly series: ReadonlyMap<string, Location>,
    private readonly columns: ColumnReadings,
    readonly position: Position,
  ) {}

  get time(): number {
    return this.position.time;
  }

  get places(): readonly number[] {
    return this.columns.places;
  }

  get steady(): readonly number[] {
    return this.columns.steady;
  }

  read(into: Float64Array, whole: boolean): void {
    this.columns.read(this.position.row, into, whole);
  }
}
