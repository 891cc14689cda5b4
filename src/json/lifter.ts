const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** Strings of at least this many bytes are taken out of the document. A choice: most member names are shorter. */
const LIFT_FROM = 48;
/** Bytes of a string looked at one by one before the native search takes over. */
const PROBE = 64;

/**
 * Finds the closing quote of a JSON string.
 *
 * @param from first byte to look at; never the second byte of an escape.
 * @returns position of the closing quote, or `-1 - p` when none lies before `to`; the search can go on at p.
 */
function findClosingQuote(bytes: Buffer, from: number, to: number): number {
  const probed = Math.min(to, from + PROBE);
  let at = from;
  while (at < probed) {
    const byte = bytes[at];
    if (byte === QUOTE) return at;
    at += byte === BACKSLASH ? 2 : 1;
  }
  if (at >= to) return -1 - (at > to ? to - 1 : to);
  const hit = bytes.indexOf(QUOTE, at);
  if (hit >= 0 && hit < to && (hit === at || bytes[hit - 1] !== BACKSLASH)) return hit;
  if ((hit < 0 || hit >= to) && bytes[to - 1] !== BACKSLASH) return -1 - to;
  // An escape near the hit: its meaning depends on the whole run of backslashes, so walk.
  while (at < to) {
    const byte = bytes[at];
    if (byte === QUOTE) return at;
    at += byte === BACKSLASH ? 2 : 1;
  }
  return -1 - (at > to ? to - 1 : to);
}

/**
 * Splits stretches of a JSON document into its skeleton (the document with long strings emptied) and the places of all
 * its strings. Only the skeleton has to be tokenized; on dumps whose bytes sit in long strings it is 1–2 % of the whole.
 *
 * Each string of the skeleton, whole or emptied, has one entry in the list, in order, so that the n-th string token of
 * the tokenizer belongs to entry n. No placeholder text is needed that a real string could be mistaken for.
 */
export class StringLifter {
  /** Skeleton of the last stretch: the first `length` bytes. It holds only whole strings. */
  readonly skeleton: Buffer;
  length = 0;
  /** Number of strings found. */
  count = 0;
  /** Opening and closing quote of each string in the buffer it came from. */
  starts = new Int32Array(4096);
  ends = new Int32Array(4096);
  /** End of each string in the skeleton. */
  skeletonEnds = new Int32Array(4096);
  /** 1 = emptied in the skeleton. */
  lifted = new Uint8Array(4096);
  /** Where the search for the end of a cut string goes on; 0 = from its start. */
  private resume = 0;

  /** @param size largest stretch that will be given to `lift`, in bytes. */
  constructor(size: number) {
    // A string of one stretch never grows, and a string that ended elsewhere adds two quotes.
    this.skeleton = Buffer.allocUnsafeSlow(size + 16);
  }

  /** Forgets the last stretch. */
  clear(): void {
    this.length = 0;
    this.count = 0;
  }

  /** Adds the entry of a string that was consumed on its way: it stands empty in the skeleton. */
  addConsumed(): void {
    this.skeleton[this.length++] = QUOTE;
    this.skeleton[this.length++] = QUOTE;
    this.add(-1, -1, 1);
  }

  /**
   * Takes bytes `from` to `to`; outside strings at `from`.
   *
   * @returns `to`, or the opening quote of a string that does not end before `to`. Call again with `from` at that quote
   *   once more bytes follow it (`moved` tells by how much the bytes were shifted meanwhile).
   */
  lift(bytes: Buffer, from: number, to: number): number {
    const skeleton = this.skeleton;
    let length = this.length;
    let at = from;
    while (at < to) {
      const byte = bytes[at] ?? 0;
      if (byte !== QUOTE) {
        skeleton[length++] = byte;
        at++;
        continue;
      }
      const search = this.resume > at ? this.resume : at + 1;
      this.resume = 0;
      const end = findClosingQuote(bytes, search, to);
      if (end < 0) {
        this.resume = -1 - end;
        this.length = length;
        return at;
      }
      const long = end - at > LIFT_FROM;
      if (long) {
        skeleton[length++] = QUOTE;
        skeleton[length++] = QUOTE;
      } else {
        for (let i = at; i <= end; i++) skeleton[length++] = bytes[i] ?? 0;
      }
      this.length = length;
      this.add(at, end, long ? 1 : 0);
      at = end + 1;
    }
    this.length = length;
    return to;
  }

  /** The bytes of the cut string were moved by `distance` towards the front of the buffer. */
  moved(distance: number): void {
    if (this.resume > 0) this.resume -= distance;
  }

  /** The cut string is consumed otherwise: its search does not go on here. */
  abandon(): void {
    this.resume = 0;
  }

  /** Position in the buffer of a place in the skeleton. `from` is where the stretch began. */
  positionOf(place: number, from: number): number {
    let entry = this.count - 1;
    while (entry >= 0 && (this.skeletonEnds[entry] ?? 0) > place) entry--;
    if (entry < 0) return from + place;
    return (this.ends[entry] ?? 0) + 1 + place - (this.skeletonEnds[entry] ?? 0);
  }

  private add(start: number, end: number, lifted: number): void {
    if (this.count === this.starts.length) this.grow();
    this.starts[this.count] = start;
    this.ends[this.count] = end;
    this.lifted[this.count] = lifted;
    this.skeletonEnds[this.count] = this.length;
    this.count++;
  }

  private grow(): void {
    const larger = (old: Int32Array): Int32Array<ArrayBuffer> => {
      const grown = new Int32Array(old.length * 2);
      grown.set(old);
      return grown;
    };
    this.starts = larger(this.starts);
    this.ends = larger(this.ends);
    this.skeletonEnds = larger(this.skeletonEnds);
    const lifted = new Uint8Array(this.lifted.length * 2);
    lifted.set(this.lifted);
    this.lifted = lifted;
  }
}
