/** Head of a record in logcat's long form, which stands on a line of its own before the lines of the text. */
const HEAD = /^\[ (?:\d{4}-)?\d\d-\d\d \d\d:\d\d:\d\d\.\d{3,9} .{0,120}[VDIWEFA]\/.{0,100}\]$/;
const ANY_HEAD = /^\[ (?:\d{4}-)?\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}/m;
const BRACKET = 91;
const CLOSING = 93;
const BLANK = 32;

/** Keeps the head of the record that the lines belong to, until the blank line that ends it. */
export class LongHeads {
  private head = '';

  /** True when the bytes of a line look like a head: cheap, because every line of a log is asked. */
  static looksLike(buffer: Buffer, start: number, end: number): boolean {
    return LongHeads.begins(buffer, start) && buffer[end - 1] === CLOSING;
  }

  /** True when a line begins as heads do. */
  static begins(buffer: Buffer, start: number): boolean {
    return buffer[start] === BRACKET && buffer[start + 1] === BLANK;
  }

  /** Takes a line that looks like a head; true when it is one. */
  begin(text: string): boolean {
    if (!HEAD.test(text)) return false;
    this.head = `${text} `;
    return true;
  }

  /** A blank line was read. */
  end(): void {
    this.head = '';
  }

  /** A line with the head that it belongs to. */
  with(text: string): string {
    return this.head === '' ? text : this.head + text;
  }
}

/** Lines with the heads that they belong to, without the heads themselves; the same lines where there are none. */
export function withLongHeads(text: string, lines: readonly string[]): readonly string[] {
  if (!ANY_HEAD.test(text)) return lines;
  const heads = new LongHeads();
  return lines.map((line) => {
    if (line === '') heads.end();
    return heads.begin(line) ? '' : heads.with(line);
  });
}
