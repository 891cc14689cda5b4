import { type Cell, type Paint, table } from './table.js';
import { wrap } from './wrap.js';

const same: Paint = (text) => text;

/** Collects the lines of a text report; no line is wider than `width` columns. */
export class Page {
  readonly #lines: string[] = [];

  constructor(
    readonly width: number,
    private readonly heading: Paint,
  ) {}

  /** A text after `indent` columns; its further lines begin `hanging` columns later, under the text of a list entry. */
  text(text: string, indent = 0, hanging = 0, paint: Paint = same): void {
    const [first = '', ...rest] = wrap(text, this.width - indent - hanging);
    this.#lines.push(' '.repeat(indent) + paint(first));
    for (const line of rest) this.#lines.push(' '.repeat(indent + hanging) + paint(line));
  }

  /** A list entry: a mark, then the text, broken beside the mark. */
  item(mark: string, text: string, indent = 0, paint: Paint = same, paintMark: Paint = paint): void {
    const start = indent + mark.length + 1;
    wrap(text, this.width - start).forEach((line, index) => {
      const before = index === 0 ? `${' '.repeat(indent)}${paintMark(mark)} ` : ' '.repeat(start);
      this.#lines.push(before + paint(line));
    });
  }

  /** A heading with an empty line before it. */
  section(title: string): void {
    this.#lines.push('', this.heading(title));
  }

  table(head: readonly Cell[], rows: readonly (readonly Cell[])[]): void {
    this.#lines.push(...table(head, rows, this.width));
  }

  toString(): string {
    return `${this.#lines.join('\n')}\n`;
  }
}
