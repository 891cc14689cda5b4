import type { Location } from '../../../model/event.js';

/** Longest joined record, in characters. */
const LONGEST = 64 * 1024;
const QUOTE = 34;
const BACKSLASH = 92;
const OPEN: ReadonlySet<number> = new Set([...'{[('].map((c) => c.charCodeAt(0)));
const CLOSE: ReadonlySet<number> = new Set([...'}])'].map((c) => c.charCodeAt(0)));

/** A line that may be part of a longer record. */
export interface HeldLine {
  readonly text: string;
  /** Messages whose literals it holds. */
  readonly hits: readonly number[];
  readonly at: Location;
}

/** Lines that make one record. */
export interface Joined extends HeldLine {
  readonly lines: number;
}

/**
 * Joins the lines of a record: an object printed over several lines, or lines that go on where a message ends. When
 * the brackets do not balance within the limit, the lines are what they looked like: records of their own.
 */
export class LineJoiner {
  private held: HeldLine[] = [];
  private parts: string[] = [];
  private size = 0;
  private depth = 0;

  constructor(private readonly limit: number) {}

  /** True while a record is being put together. */
  get isOpen(): boolean {
    return this.held.length > 0;
  }

  /** True while a bracket of the record is open. */
  get isNested(): boolean {
    return this.depth > 0;
  }

  begin(line: HeldLine): void {
    this.held = [line];
    this.parts = [line.text];
    this.size = line.text.length;
    this.depth = depthOf(line.text);
  }

  /**
   * Adds a line; `inner` is its text without what carried it.
   * @returns false when the record has grown too long: the lines are to be read one by one
   */
  add(line: HeldLine, inner: string): boolean {
    this.held.push(line);
    this.parts.push(inner.trim());
    this.size += inner.length;
    this.depth += depthOf(inner);
    return this.held.length < this.limit && this.size < LONGEST;
  }

  /** The record as one line. */
  take(): Joined {
    const joined = { text: this.parts.join(' '), hits: this.held.flatMap(({ hits }) => hits), lines: this.held.length };
    const at = this.held[0]?.at ?? { source: '', line: 0, offset: 0 };
    this.reset();
    return { ...joined, at };
  }

  /** The lines as they were. */
  release(): readonly HeldLine[] {
    const { held } = this;
    this.reset();
    return held;
  }

  private reset(): void {
    this.held = [];
    this.parts = [];
    this.size = 0;
    this.depth = 0;
  }
}

/** True when the last byte of a line opens a bracket. */
export function opensBracket(buffer: Buffer, start: number, end: number): boolean {
  return end > start && OPEN.has(buffer[end - 1] ?? 0);
}

/** How many more brackets a text opens than it closes, without those between double quotes. */
function depthOf(text: string): number {
  let depth = 0;
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === BACKSLASH && quoted) i++;
    else if (code === QUOTE) quoted = !quoted;
    else if (quoted) continue;
    else if (OPEN.has(code)) depth++;
    else if (CLOSE.has(code)) depth--;
  }
  return depth;
}
