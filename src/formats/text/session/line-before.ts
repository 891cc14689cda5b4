/** Times stand at the start of a line. */
const KEPT = 160;
const NOTHING = Buffer.alloc(0);
const BLANK = 32;
const TAB = 9;
const INSIDE = Uint8Array.from('{}[]"\'', (c) => c.charCodeAt(0));
/** A line that begins with one of these is within an object when it is no longer than this. */
const SHORT = 12;

/**
 * Keeps the start of the last line that was skipped. An object that an application prints over several lines has no time
 * of its own: the line before it has, and says nothing else that is looked for.
 */
export class LineBefore {
  /** Where it stands: in the run of lines that is being looked through, or copied out of it. */
  private buffer: Buffer = NOTHING;
  private start = 0;
  private end = 0;
  private readonly copy = Buffer.alloc(KEPT);

  keep(buffer: Buffer, start: number, end: number): void {
    const first = buffer[start] ?? BLANK;
    // Lines within objects have no time; a bracket begins times too, when more follows.
    if (first === BLANK || first === TAB || (end - start < SHORT && INSIDE.includes(first))) return;
    this.buffer = buffer;
    this.start = start;
    this.end = Math.min(end, start + KEPT);
  }

  /** The run that the line stands in is about to be overwritten. */
  settle(): void {
    if (this.buffer === this.copy || this.end === this.start) return;
    this.end = this.buffer.copy(this.copy, 0, this.start, this.end);
    this.start = 0;
    this.buffer = this.copy;
  }

  /** A later line has told the time. */
  clear(): void {
    this.buffer = NOTHING;
    this.end = this.start;
  }

  /** The start of the line, once; undefined when there is none, or it has been taken. */
  take(): string | undefined {
    if (this.end === this.start) return undefined;
    const text = this.buffer.toString('utf8', this.start, this.end);
    this.clear();
    return text;
  }
}
