import type { TextSink } from '../../json/document.js';

/** Bytes gathered before they are handed on. A choice: small beside a series, large beside a call. */
const PIECE = 8 * 1024;

/**
 * `values` as a real JSON array. Chrome writes the array as text within a string, and the series are read from that text;
 * tools that rewrite dumps (jq, scripts that parse and save) leave an array. Its tokens are turned back into the text.
 */
export class ArrayValues {
  private readonly bytes = Buffer.allocUnsafe(PIECE);
  private length = 0;
  private depth = 0;
  private sink: TextSink | undefined;
  /** The next token is not the first of its container, and no member name stands before it. */
  private separate = false;

  /** The outermost array begins; without a sink it is passed over. */
  begin(sink: TextSink | undefined): void {
    this.sink = sink;
    this.length = 0;
    this.depth = 0;
    this.separate = false;
  }

  enter(container: 'object' | 'array'): void {
    this.item(container === 'array' ? '[' : '{');
    this.separate = false;
    this.depth++;
  }

  /** @returns true when the outermost array has ended. */
  leave(container: 'object' | 'array'): boolean {
    this.put(container === 'array' ? ']' : '}');
    this.separate = true;
    this.depth--;
    if (this.depth > 0) return false;
    this.sink?.write(this.bytes, 0, this.length, true);
    this.sink = undefined;
    return true;
  }

  key(name: string): void {
    this.item(`${JSON.stringify(name)}:`);
    this.separate = false;
  }

  /** A number or literal, as written. */
  plain(text: string): void {
    this.item(text);
  }

  text(value: string): void {
    this.item(JSON.stringify(value));
  }

  private item(text: string): void {
    if (this.separate) this.put(',');
    this.separate = true;
    this.put(text);
  }

  /** Within the dump's string every quote and backslash of the array would be escaped. */
  private put(text: string): void {
    if (this.sink === undefined) return;
    const escaped = /["\\]/.test(text) ? JSON.stringify(text).slice(1, -1) : text;
    const size = Buffer.byteLength(escaped);
    if (this.length + size > PIECE) {
      this.sink.write(this.bytes, 0, this.length, false);
      this.length = 0;
    }
    // Names and texts are cut far below the size of a piece.
    this.length += this.bytes.write(escaped, this.length);
  }
}
