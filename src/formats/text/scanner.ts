/** Takes the owners of the literals that a range of bytes holds; a `Set<number>` is one. */
export interface OwnerSink {
  add(owner: number): unknown;
}

/**
 * Finds which of many literals stand in a range of bytes: Wu-Manber with blocks of three bytes. All literals are
 * compared by a window of the length of the shortest one; a table tells for the three bytes at the window's end how far
 * the window may move without missing a literal, so that most bytes are never looked at. Blocks of two bytes stop at
 * every "on" and "er" of a text: with the 79 literals of the largest definition they scan 450 MB a CPU second, blocks of
 * three 730.
 */
export class LiteralScanner {
  private readonly window: number;
  private readonly shifts: Uint8Array;
  /** For the hash of a block the first entry whose window ends with it; −1 where there is none. */
  private readonly heads: Int32Array;
  private readonly entries: readonly Entry[];

  /** @param literals texts with the owners to report; none may be empty or shorter than three bytes. */
  constructor(literals: ReadonlyMap<string, readonly number[]>) {
    const texts = [...literals].map(([text, owners]) => ({ bytes: Buffer.from(text), owners }));
    this.window = Math.min(MAX_WINDOW, ...texts.map((entry) => entry.bytes.length));
    this.shifts = new Uint8Array(BLOCKS).fill(this.window - BLOCK + 1);
    this.heads = new Int32Array(BLOCKS).fill(-1);
    this.entries = texts.map(({ bytes, owners }, i) => ({ bytes, owners, next: this.enter(bytes, i) }));
  }

  /**
   * Adds the owners of all literals in `bytes[start, end)` that end at or behind `from` to `hits`, and tells whether
   * there were any.
   */
  scan(bytes: Buffer, start: number, end: number, hits: OwnerSink, from = 0): boolean {
    let found = false;
    for (let at = this.next(bytes, start, end, from); at < end; at = this.next(bytes, start, end, at + 1)) {
      for (let i = this.heads[hash(bytes, at)] ?? -1; i >= 0; ) {
        const entry = this.entries[i];
        if (!entry) break;
        if (endsAt(bytes, start, at, entry.bytes)) for (const owner of entry.owners) hits.add(owner);
        i = entry.next;
      }
      found = true;
    }
    return found;
  }

  /**
   * The place of the last byte of the first literal that ends at or behind `from`; `end` when there is none. Literals
   * begin at `start` at the earliest.
   */
  next(bytes: Buffer, start: number, end: number, from = 0): number {
    const { shifts } = this;
    let at = Math.max(start + this.window - 1, from);
    while (at < end) {
      const block = hash(bytes, at);
      const shift = shifts[block] ?? 1;
      if (shift > 0) at += shift;
      else if (this.holds(block, bytes, start, at)) return at;
      else at++;
    }
    return end;
  }

  /** True when one of the literals whose windows have this block ends at `at`. */
  private holds(block: number, bytes: Buffer, start: number, at: number): boolean {
    for (let i = this.heads[block] ?? -1; i >= 0; ) {
      const entry = this.entries[i];
      if (!entry) return false;
      if (endsAt(bytes, start, at, entry.bytes)) return true;
      i = entry.next;
    }
    return false;
  }

  /** Notes the blocks of a literal's window; returns the entry that has its last block already. */
  private enter(literal: Buffer, index: number): number {
    // The window is the literal's tail: tails differ more often than heads ("ChannelProxy::on…").
    const first = literal.length - this.window;
    for (let i = BLOCK - 1; i < this.window; i++) {
      const block = hash(literal, first + i);
      this.shifts[block] = Math.min(this.shifts[block] ?? 0, this.window - 1 - i);
    }
    const last = hash(literal, literal.length - 1);
    const next = this.heads[last] ?? -1;
    this.heads[last] = index;
    return next;
  }
}

interface Entry {
  readonly bytes: Buffer;
  readonly owners: readonly number[];
  /** Another entry whose window ends with the same block; −1 at the end. */
  readonly next: number;
}

const BLOCK = 3;
/** Entries of the tables: a power of two. Some hundred blocks are taken, so that few of them meet. */
const BLOCKS = 1 << 14;
/** Longer windows gain little. */
const MAX_WINDOW = 20;

/** Of the three bytes that end at `at`. */
function hash(bytes: Buffer, at: number): number {
  return (((bytes[at - 2] ?? 0) << 10) ^ ((bytes[at - 1] ?? 0) << 5) ^ (bytes[at] ?? 0)) & (BLOCKS - 1);
}

function endsAt(bytes: Buffer, start: number, at: number, literal: Buffer): boolean {
  const from = at + 1 - literal.length;
  if (from < start) return false;
  for (let i = literal.length - 1; i >= 0; i--) if (bytes[from + i] !== literal[i]) return false;
  return true;
}
