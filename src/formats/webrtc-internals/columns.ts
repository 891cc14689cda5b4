import type { Location } from '../../model/event.js';
import type { LabelRun } from './label-series.js';
import type { PointPool } from './point-pool.js';
import type { ReportType } from './series-key.js';

/** A series of numbers. Value k is element `first + k · step` of the series, which had `count` elements. */
export interface Column {
  readonly name: string;
  /** Epoch ms of the first and last element. */
  readonly start: number;
  readonly end: number;
  readonly count: number;
  readonly first: number;
  readonly step: number;
  readonly data: Float64Array;
  readonly at: Location;
}

/** A series of texts, by its changes. */
export interface LabelColumn {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly count: number;
  readonly runs: readonly LabelRun[];
}

/** One stats object of a connection with its whole history. */
export interface Report {
  readonly id: string;
  type: ReportType;
  timestamps: Column | undefined;
  columns: Column[];
  labels: LabelColumn[];
  at: Location;
}

/** Most reports of one connection; large meetings have a few thousand. */
const MOST_REPORTS = 20_000;

/** The stats of one connection, held until the connection ends because the dump stores them series by series. */
export class ReportStore {
  readonly reports = new Map<string, Report>();
  /** True once points had to be given up. */
  thinned = false;
  private points = 0;
  private labelRuns = 0;
  /** The time stamps that were kept last, and their version (see `PollTimes`). */
  private times: Float64Array = new Float64Array(0);
  private timesVersion = Number.NaN;

  /** @param budget most numbers held; beyond it every second point of every series is given up.
   * @param pool where the caller keeps the data of its columns; released when points are given up. */
  constructor(
    private readonly budget: number,
    readonly pool: PointPool,
  ) {}

  /** The report with this id; undefined when the connection holds more than a call can have. */
  report(id: string, type: ReportType, at: Location): Report | undefined {
    const known = this.reports.get(id);
    if (known !== undefined) return known;
    if (this.reports.size >= MOST_REPORTS) {
      this.thinned = true;
      return undefined;
    }
    const report: Report = { id, type, timestamps: undefined, columns: [], labels: [], at };
    this.reports.set(id, report);
    return report;
  }

  /** A copy of the time stamps of a report; one for all reports that were taken at the same times. */
  keepTimes(times: Float64Array, version: number): Float64Array {
    // What a hole at the beginning is filled with is each report's own affair.
    if (version === this.timesVersion && Number.isFinite(times[0])) return this.times;
    this.times = this.pool.keep(times);
    this.timesVersion = version;
    return this.times;
  }

  /** Texts count by their changes: nearly all are constant. */
  addLabel(report: Report, label: LabelColumn): void {
    this.labelRuns += label.runs.length;
    if (this.labelRuns <= this.budget / 8) report.labels.push(label);
    else this.thinned = true;
  }

  add(report: Report, column: Column): void {
    if (column.step > 1) this.thinned = true;
    if (column.name === 'timestamp') report.timestamps = column;
    else report.columns.push(column);
    this.points += column.data.length;
    while (this.points > this.budget && this.halve()) this.thinned = true;
  }

  private halve(): boolean {
    const before = this.points;
    this.points = 0;
    const halved = (column: Column): Column => {
      const smaller = everySecond(column);
      this.points += smaller.data.length;
      return smaller;
    };
    for (const report of this.reports.values()) {
      report.columns = report.columns.map(halved);
      if (report.timestamps !== undefined) report.timestamps = halved(report.timestamps);
    }
    // What is left stands in arrays of its own.
    this.pool.release();
    this.timesVersion = Number.NaN;
    return this.points < before;
  }
}

/** Keeps the last point: the series of a connection usually end together, so their remaining points stay paired. */
function everySecond(column: Column): Column {
  const { data } = column;
  const length = Math.ceil(data.length / 2);
  const skip = data.length - 1 - (length - 1) * 2;
  const kept = new Float64Array(Math.max(0, length));
  for (let k = 0; k < length; k++) kept[k] = data[skip + 2 * k] ?? Number.NaN;
  return { ...column, data: kept, first: column.first + Math.max(0, skip) * column.step, step: column.step * 2 };
}
