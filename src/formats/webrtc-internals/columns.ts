import type { Location } from '../../model/event.js';
import type { LabelRun } from './label-series.js';
import { halved, type PointPool, type Points, type Series } from './point-pool.js';
import type { ReportType } from './series-key.js';

/** A series of numbers. Value k is element `first + k · step` of the series, which had `count` elements. */
export interface Column {
  readonly name: string;
  /** Epoch ms of the first and last element. */
  readonly start: number;
  readonly end: number;
  readonly count: number;
  first: number;
  step: number;
  readonly points: Points;
  readonly at: Location;
}

/** The times of a report, one for each row. */
export interface TimeColumn extends Column {
  readonly points: Times;
}

/** Epoch ms. */
export type Times = Points & { readonly numbers: Float64Array };

/** A series of texts, by its changes. */
export interface LabelColumn {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly count: number;
  readonly first: 0;
  readonly step: 1;
  readonly runs: readonly LabelRun[];
}

/** One stats object of a connection with its whole history. */
export interface Report {
  readonly id: string;
  type: ReportType;
  timestamps: TimeColumn | undefined;
  readonly columns: Column[];
  /** Where the columns stand, by name. */
  readonly series: Map<string, Location>;
  readonly labels: LabelColumn[];
  readonly at: Location;
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
  /** The time stamps that were kept, by version (see `PollTimes`). */
  private readonly times = new Map<number, Times>();

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
    const report: Report = { id, type, timestamps: undefined, columns: [], series: new Map(), labels: [], at };
    this.reports.set(id, report);
    return report;
  }

  /** Time stamps with this version that were kept before: those of another report that was taken at the same times. */
  knownTimes(version: number): Times | undefined {
    return this.times.get(version);
  }

  /** A copy of the time stamps of a report. */
  keepTimes({ values, length, isConstant }: Series, version: number): Times {
    const times = this.pool.keepFloats(values, length);
    if (isConstant) times.numbers.fill(values[0] ?? Number.NaN);
    // What a hole at the beginning is filled with is each report's own affair.
    if (Number.isFinite(values[0])) this.times.set(version, times);
    return times;
  }

  /** Texts count by their changes: nearly all are constant. */
  addLabel(report: Report, label: LabelColumn): void {
    this.labelRuns += label.runs.length;
    if (this.labelRuns <= this.budget / 8) report.labels.push(label);
    else this.thinned = true;
  }

  add(report: Report, column: Column): void {
    addColumn(report, column);
    this.count(column);
  }

  addTimes(report: Report, column: TimeColumn): void {
    report.timestamps = column;
    this.count(column);
  }

  private count({ step, points }: Column): void {
    if (step > 1) this.thinned = true;
    this.points += points.length;
    while (this.points > this.budget && this.halve()) this.thinned = true;
  }

  private halve(): boolean {
    const before = this.points;
    this.points = 0;
    for (const report of this.reports.values()) {
      for (const column of report.columns) this.points += halve(column);
      if (report.timestamps !== undefined) this.points += halve(report.timestamps);
    }
    this.pool.halve();
    // What comes is not halved: it has times of its own.
    this.times.clear();
    return this.points < before;
  }
}

export function addColumn(report: Report, column: Column): void {
  report.columns.push(column);
  report.series.set(column.name, column.at);
}

/** Says of a column which points will be left; returns how many. */
function halve(column: Column): number {
  const { skip, left } = halved(column.points.length);
  column.first += skip * column.step;
  column.step *= 2;
  return left;
}
