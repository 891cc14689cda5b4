import CliTable from 'cli-table3';
import { displayWidth } from './width.js';
import { wrap } from './wrap.js';

export type Paint = (text: string) => string;

export interface Cell {
  readonly text: string;
  readonly paint?: Paint;
}

const GAP = 2;
const NARROWEST = 8;

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
  for (const row of [head, ...rows]) {
    out.push(
      row.map(({ text, paint = (line) => line }, column) =>
        wrap(text, widths[column] ?? 1)
          .map(paint)
          .join('\n'),
      ),
    );
  }
  return out
    .toString()
    .split('\n')
    .map((line) => line.trimEnd());
}

/** The width of each column: as wide as its contents, the widest ones narrowed until the table fits. */
function fitColumns(head: readonly Cell[], rows: readonly (readonly Cell[])[], width: number): number[] {
  const widths = head.map((_, column) =>
    Math.max(1, ...[head, ...rows].map((row) => displayWidth(row[column]?.text ?? ''))),
  );
  const total = (): number => widths.reduce((sum, columns) => sum + columns, 0) + GAP * (widths.length - 1);
  while (total() > width) {
    const widest = Math.max(...widths);
    if (widest <= NARROWEST) break;
    widths[widths.indexOf(widest)] = widest - 1;
  }
  return widths;
}
