import type { OwnerSink } from './scanner.js';

/** A text that is looked for, and what is reported when it is found. */
export interface Literal {
  readonly bytes: Uint8Array;
  readonly owners: readonly number[];
}

/** A gram of a literal. */
interface Entry extends Literal {
  /** Where in the literal the gram begins. */
  readonly offset: number;
  /** Another gram of the same hash; 0 at the end. */
  readonly next: number;
}

const HASH_BITS = 15;
/** 2³² divided by the golden ratio (Knuth's multiplicative hash). */
const MULTIPLIER = 0x9e3779b1;

/** Place in the tables of the bytes of a gram, as one number. */
export function hashOf(gram: number): number {
  return Math.imul(gram, MULTIPLIER) >>> (32 - HASH_BITS);
}

/**
 * Literals by their grams of `size` bytes. A gram of which every `size`th is looked at is met within any run of
 * `2 · size − 1` bytes: of each literal one such run is chosen and all its grams are entered.
 */
export class GramTable {
  /** 1 at the hashes of grams. */
  readonly flags = new Uint8Array(1 << HASH_BITS);
  private readonly heads = new Uint16Array(1 << HASH_BITS);
  private readonly entries: (Entry | undefined)[] = [undefined];

  /** @param sample bytes such as will be looked through; without them the ends of the literals are entered. */
  constructor(
    literals: readonly Literal[],
    private readonly size: 2 | 4,
    sample: Uint8Array | undefined,
  ) {
    const counts = sample && this.count(sample);
    for (const literal of literals) {
      const run = this.rarestRun(literal.bytes, counts);
      for (let i = 0; i < size; i++) this.enter(literal, run + i);
    }
  }

  /**
   * Adds the owners of the literals within `bytes[start, end)` to `hits` that have at the place of one of their grams the
   * one that begins at `at`. Without `hits` the first such literal is enough.
   * @returns whether there is one
   */
  report(bytes: Uint8Array, at: number, start: number, end: number, hits: OwnerSink | undefined): boolean {
    let found = false;
    for (let i = this.heads[hashOf(gramAt(bytes, at, this.size))] ?? 0; i > 0; ) {
      const entry = this.entries[i];
      if (!entry) break;
      if (standsAt(bytes, at - entry.offset, start, end, entry.bytes)) {
        found = true;
        if (hits === undefined) break;
        for (const owner of entry.owners) hits.add(owner);
      }
      i = entry.next;
    }
    return found;
  }

  private enter({ bytes, owners }: Literal, offset: number): void {
    const hash = hashOf(gramAt(bytes, offset, this.size));
    this.flags[hash] = 1;
    this.entries.push({ bytes, owners, offset, next: this.heads[hash] ?? 0 });
    this.heads[hash] = this.entries.length - 1;
  }

  /** How often grams are met in a sample, by their hashes. */
  private count(sample: Uint8Array): Uint32Array {
    const counts = new Uint32Array(1 << HASH_BITS);
    for (let at = 0; at + this.size <= sample.length; at += this.size) {
      const hash = hashOf(gramAt(sample, at, this.size));
      counts[hash] = (counts[hash] ?? 0) + 1;
    }
    return counts;
  }

  /** Where the run begins whose grams are met least; of equal ones the last: literals differ in their ends. */
  private rarestRun(literal: Uint8Array, counts: Uint32Array | undefined): number {
    const last = literal.length - (2 * this.size - 1);
    if (counts === undefined) return last;
    let best = last;
    let least = Number.POSITIVE_INFINITY;
    for (let run = last; run >= 0; run--) {
      let sum = 0;
      for (let i = 0; i < this.size; i++) sum += counts[hashOf(gramAt(literal, run + i, this.size))] ?? 0;
      if (sum >= least) continue;
      least = sum;
      best = run;
    }
    return best;
  }
}

const SCRATCH = new Uint8Array(4);
const AS_WORD = new Int32Array(SCRATCH.buffer);
const AS_HALF = new Uint16Array(SCRATCH.buffer);

/** The gram of two or four bytes that begins at `at`, as the machine reads it. Bytes that do not exist count as 0. */
function gramAt(bytes: Uint8Array, at: number, size: 2 | 4): number {
  for (let i = 0; i < size; i++) SCRATCH[i] = bytes[at + i] ?? 0;
  return (size === 4 ? AS_WORD[0] : AS_HALF[0]) ?? 0;
}

function standsAt(bytes: Uint8Array, from: number, start: number, end: number, literal: Uint8Array): boolean {
  if (from < start || from + literal.length > end) return false;
  for (let i = literal.length - 1; i >= 0; i--) if (bytes[from + i] !== literal[i]) return false;
  return true;
}
