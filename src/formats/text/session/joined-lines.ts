import type { Location } from '../../../model/event.js';
import type { Multiline } from '../compile/compile-format.js';
import type { Grammar } from '../compile/grammar.js';
import { parseLine } from '../parse.js';
import { type HeldLine, LineJoiner, opensBracket } from './line-joiner.js';

/** Takes a record: its text, the owners of the literals in it (ascending), where it begins, and of how many lines it is. */
export type TakeRecord = (text: string, hits: readonly number[], at: Location, lines: number) => void;

/** Decides which lines make one record, in formats whose records may go over several. */
export class JoinedLines {
  private readonly joiner: LineJoiner;

  constructor(
    private readonly multiline: Multiline,
    private readonly grammar: Grammar,
    private readonly take: TakeRecord,
  ) {
    this.joiner = new LineJoiner(multiline.lines);
  }

  /** True while a record is being put together. */
  get isOpen(): boolean {
    return this.joiner.isOpen;
  }

  /** True when a line may begin a longer record though it holds no literal. */
  mayBegin(buffer: Buffer, start: number, end: number): boolean {
    return this.multiline.brackets && opensBracket(buffer, start, end);
  }

  /** True when a line may be part of a longer record. */
  mayJoin(buffer: Buffer, start: number, end: number, wanted: boolean): boolean {
    if (this.joiner.isOpen || (wanted && this.multiline.continues !== undefined)) return true;
    return this.mayBegin(buffer, start, end);
  }

  add(line: HeldLine): void {
    const { joiner } = this;
    const { continues, brackets } = this.multiline;
    if (joiner.isOpen) {
      const [parsed] = parseLine(this.grammar, line.text);
      const inner = parsed?.message ?? line.text;
      const isNew = parsed?.record === true && parsed.time !== undefined;
      if (!isNew && (joiner.isNested || continues?.test(inner) === true)) {
        if (!joiner.add(line, inner)) this.release();
        else if (!joiner.isNested && continues === undefined) this.end();
        return;
      }
      this.end();
    }
    joiner.begin(line);
    const mayGoOn = (brackets && joiner.isNested) || (continues !== undefined && line.hits.length > 0);
    if (!mayGoOn) this.end();
  }

  /** Nothing more belongs to the record that is open. */
  end(): void {
    if (!this.joiner.isOpen) return;
    if (this.joiner.isNested) {
      this.release();
      return;
    }
    const { text, hits, at, lines } = this.joiner.take();
    this.take(text, [...new Set(hits)].sort(byNumber), at, lines);
  }

  private release(): void {
    for (const { text, hits, at } of this.joiner.release()) this.take(text, hits, at, 1);
  }
}

function byNumber(a: number, b: number): number {
  return a - b;
}
