/**
 * Finds which of many literals stand in a range of bytes: Wu-Manber with blocks of two bytes. All literals are compared
 * by a window of the length of the shortest one; a table tells for the two bytes at the window's end how far the window
 * may move without missing a literal, so that most bytes are never looked at.
 */
export class LiteralScanner {
  private readonly window: number;
  private readonly shifts: Uint8Array;
  private readonly buckets = new Map<number, Entry[]>();

  /** @param literals texts with the owners to report; none may be empty or shorter than two bytes. */
  constructor(literals: ReadonlyMap<string, readonly number[]>) {
    const entries = [...literals].map(([text, owners]) => ({ bytes: Buffer.from(text), owners }));
    this.window = Math.min(MAX_WINDOW, ...entries.map((entry) => entry.bytes.length));
    this.shifts = new Uint8Array(0x10000).fill(this.window - 1);
    for (const entry of entries) this.add(entry.bytes, entry.owners);
  }

  /** Adds the owners of all literals in `bytes[start, end)` to `hits` and tells whether there were any. */
  scan(bytes: Buffer, start: number, end: number, hits: Set<number>): boolean {
    const shifts = this.shifts;
    let found = false;
    let at = start + this.window - 1;
    while (at < end) {
      const block = ((bytes[at - 1] ?? 0) << 8) | (bytes[at] ?? 0);
      const shift = shifts[block] ?? 1;
      if (shift > 0) {
        at += shift;
        continue;
      }
      if (this.verify(block, bytes, at, start, end, hits)) found = true;
      at++;
    }
    return found;
  }

  private verify(block: number, bytes: Buffer, at: number, start: number, end: number, hits: Set<number>): boolean {
    let found = false;
    for (const entry of this.buckets.get(block) ?? []) {
      // The window is the literal's tail: tails differ more often than heads ("ChannelProxy::on…").
      const from = at + 1 - entry.bytes.length;
      if (from < start || at >= end || !matchesAt(bytes, from, entry.bytes)) continue;
      for (const owner of entry.owners) hits.add(owner);
      found = true;
    }
    return found;
  }

  private add(literal: Buffer, owners: readonly number[]): void {
    const tail = literal.length - this.window;
    for (let i = 1; i < this.window; i++) {
      const block = ((literal[tail + i - 1] ?? 0) << 8) | (literal[tail + i] ?? 0);
      this.shifts[block] = Math.min(this.shifts[block] ?? 0, this.window - 1 - i);
    }
    const last = ((literal.at(-2) ?? 0) << 8) | (literal.at(-1) ?? 0);
    const bucket = this.buckets.get(last) ?? [];
    bucket.push({ bytes: literal, owners });
    this.buckets.set(last, bucket);
  }
}

interface Entry {
  readonly bytes: Buffer;
  readonly owners: readonly number[];
}

/** Longer windows gain little and fill the table with more blocks of shift 0. */
const MAX_WINDOW = 12;

function matchesAt(bytes: Buffer, from: number, literal: Buffer): boolean {
  for (let i = 0; i < literal.length; i++) if (bytes[from + i] !== literal[i]) return false;
  return true;
}
