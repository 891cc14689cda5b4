/** Times stand at the start of a line. */
const KEPT = 160;
const BLANK = 32;
const TAB = 9;
const SPACES: ReadonlySet<number> = new Set([BLANK, TAB]);
const INSIDE: ReadonlySet<number> = new Set([...'{}[]"\''].map((c) => c.charCodeAt(0)));

/**
 * Keeps the start of the last line that was skipped. An object that an application prints over several lines has no time
 * of its own: the line before it has, and says nothing else that is looked for.
 */
export class LineBefore {
  private readonly bytes = Buffer.alloc(KEPT);
  private length = 0;

  keep(buffer: Buffer, start: number, end: number): void {
    const first = buffer[start] ?? BLANK;
    // Lines within objects have no time; a bracket begins times too, when more follows.
    if (SPACES.has(first) || (INSIDE.has(first) && end - start < 12)) return;
    this.length = buffer.copy(this.bytes, 0, start, Math.min(end, start + KEPT));
  }

  /** A later line has told the time. */
  clear(): void {
    this.length = 0;
  }

  /** The start of the line, once; undefined when there is none, or it has been taken. */
  take(): string | undefined {
    if (this.length === 0) return undefined;
    const text = this.bytes.toString('utf8', 0, this.length);
    this.length = 0;
    return text;
  }
}
