const LINE_FEED = 0x0a;

/** Line numbers of places in a buffer that is refilled: each byte is looked at once, by the native search. */
export class LineCounter {
  private line = 1;
  private next = -1;
  private from = 0;

  /** Line (1-based) of position `at`, which must not be before the last one asked for. `to` ends the filled part. */
  lineAt(bytes: Buffer, at: number, to: number): number {
    while (this.from <= at) {
      if (this.next < this.from) {
        const hit = bytes.indexOf(LINE_FEED, this.from);
        this.next = hit < 0 || hit >= to ? to : hit;
      }
      if (this.next >= at || this.next >= to) break;
      this.line++;
      this.from = this.next + 1;
    }
    return this.line;
  }

  /** Call before bytes `0…to` of the buffer are given up: the next stretch begins at position 0. */
  leave(bytes: Buffer, to: number, filled: number): void {
    this.lineAt(bytes, to, filled);
    this.from = 0;
    this.next = -1;
  }
}
