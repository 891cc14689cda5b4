import { LABELS, type StatsType } from '../../model/metric.js';
import type { LabelColumn } from './columns.js';
import { rowsOf, type TimeAxis } from './time-axis.js';

/** A text member with its changes, by row. */
interface Member {
  readonly name: string;
  readonly values: readonly Value[];
  /** The value that comes next. */
  next: number;
  /** Absent as long as there is none. */
  value: string | undefined;
}

interface Value {
  /** The first row that has it; each is later than the one before. */
  readonly from: number;
  readonly value: string;
}

/** The labels of one report, row by row. */
export class ReportLabels {
  /** Row from which on they are others than those that `at` gave last. */
  until = Number.NEGATIVE_INFINITY;
  private readonly members: readonly Member[];

  constructor(columns: readonly LabelColumn[], type: StatsType, axis: TimeAxis) {
    const wanted: readonly string[] = LABELS[type];
    this.members = columns
      .filter(({ name }) => wanted.includes(name))
      .map((column) => ({ name: column.name, values: valuesOf(column, axis), next: 0, value: undefined }));
  }

  /** Those in force at a row, which is no earlier than the one before. */
  at(row: number): Readonly<Record<string, string>> {
    const labels: Record<string, string> = {};
    this.until = Number.POSITIVE_INFINITY;
    for (const member of this.members) {
      const { name, values } = member;
      let next = values[member.next];
      while (next !== undefined && next.from <= row) {
        member.value = next.value;
        next = values[++member.next];
      }
      if (member.value !== undefined) labels[name] = member.value;
      if (next !== undefined) this.until = Math.min(this.until, next.from);
    }
    return labels;
  }
}

function valuesOf(column: LabelColumn, axis: TimeAxis): Value[] {
  const rows = rowsOf(column, column.count, axis);
  const values: Value[] = [];
  let row = 0;
  for (const run of column.runs) {
    if (rows === undefined) row = run.from;
    else while (row < rows.length && (rows[row] ?? -1) < run.from) row++;
    if (rows !== undefined && rows[row] !== run.from) continue;
    if (run.value === null || typeof run.value === 'object') continue;
    values.push({ from: row, value: String(run.value) });
  }
  return values;
}
