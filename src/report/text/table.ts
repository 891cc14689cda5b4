import CliTable from 'cli-table3';
import { displayWidth } from './width.js';
import { cut, wrap } from './wrap.js';

export type Paint = (text: string) => string;

export interface Cell {
  readonly text: string;
  readonly paint?: Paint;
  /** Columns by which further lines of the cell are indented. */
  readonly hang?: number;
}

const GAP = 2;
/** A cell shows about so many lines of a longer text. */
const TALLEST = 6;
const NARROWEST = 8;
/** The last column holds the longest texts: it stays at least this wide as long as others can give way too. */
const LAST_READABLE = 22;

/** No frame: columns stand apart by spaces, so that a narrow terminal and a text file read alike. */
const NO_FRAME = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '',
};

/** Lines of a table without a frame, at most `width` columns wide; cells are broken into lines where they must. */
export function table(head: readonly Cell[], rows: readonly (readonly Cell[])[], width: number): readonly string[] {
  const widths = fitColumns(head, rows, width);
  const out = new CliTable({
    chars: NO_FRAME,
    colWidths: widths.map((columns) => columns + GAP),
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': GAP },
  });
  // Each line is a row of its own: cli-table3 takes quadratic time over cells of many lines.
  for (const row of [head, ...rows]) out.push(...rowLines(row, widths));
  return out
    .toString()
    .split('\n')
    .map((line) => line.trimEnd());
}

function rowLines(row: readonly Cell[], widths: readonly number[]): string[][] {
  const cells = row.map((cell, column) => cellLines(cell, widths[column] ?? 1));
  const height = Math.max(...cells.map((lines) => lines.length));
  return Array.from({ length: height }, (_, index) => cells.map((lines) => lines[index] ?? ''));
}

function cellLines({ text, paint = (line) => line, hang = 0 }: Cell, width: number): readonly string[] {
  const short = cut(text, TALLEST * (width - hang));
  const whole = wrap(short, width);
  const lines = whole.length === 1 || hang === 0 ? whole : wrap(short, width - hang);
  return lines.map((line, index) => ' '.repeat(index === 0 ? 0 : hang) + paint(line));
}

/** The width of each column: as wide as its contents; the last one gives way first, then the widest. */
function fitColumns(head: readonly Cell[], rows: readonly (readonly Cell[])[], width: number): number[] {
  const widths = head.map((_, column) =>
    Math.max(1, ...[head, ...rows].map((row) => displayWidth(row[column]?.text ?? ''))),
  );
  const total = (): number => widths.reduce((sum, columns) => sum + columns, 0) + GAP * (widths.length - 1);
  while (total() > width) {
    const last = widths.at(-1) ?? 0;
    const widest = Math.max(...widths);
    if (widest <= NARROWEST) break;
    if (last > LAST_READABLE) widths[widths.length - 1] = last - 1;
    else widths[widths.lastIndexOf(widest)] = widest - 1;
  }
  return widths;
}
