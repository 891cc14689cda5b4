const QUOTE = 0x22;
const COMMA = 0x2c;
const OPEN_BRACKET = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_BRACKET = 0x5d;

/** Bytes looked at one by one before the native search is called, which costs about as much as that. */
const PROBE = 64;
/**
 * Bytes that must repeat before the end of a repetition is looked for: a search through the whole buffer, in vain, for
 * each of many short strings would take seconds a megabyte. Texts that are shorter are looked at as fast.
 */
const SURELY_REPEATED = 2048;
/**
 * Where escaped quotes stand closer than this, the bytes behind are looked at four at a time, which takes less than a native
 * search: each time four times as many, until they stand farther apart (certificates).
 */
const NEAR = 96;
/** A byte of each kind in each of the four bytes of a word, and the bits below the highest of each byte. */
const QUOTES = 0x22222222;
const BACKSLASHES = 0x5c5c5c5c;
const LOW_BITS = 0x7f7f7f7f;

/** Finds the closing quotes of JSON strings in a buffer that is refilled. */
export class QuoteSearch {
  private readonly view: DataView;

  constructor(private readonly bytes: Buffer) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /**
   * The closing quote of a string.
   *
   * @param from first byte to look at; never the second byte of an escape.
   * @returns position of the closing quote, or `-1 - p` when none lies before `to`: the search can go on at p, which is
   *   `to + 1` when the bytes end within an escape.
   */
  find(from: number, to: number): number {
    const { bytes } = this;
    // The text of an array is seldom short, most others are.
    if (bytes[from] === OPEN_BRACKET && from < to) {
      const end = endOfRepetition(bytes, from, to);
      return end === undefined ? this.seek(from, to) : end;
    }
    return this.endOfString(from, to);
  }

  /**
   * As `find`, where what has been looked at need not be kept: the search always goes on at the end of the bytes (a repetition
   * is compared as a whole).
   */
  endOfString(from: number, to: number): number {
    const probed = Math.min(to, from + PROBE);
    const at = walk(this.bytes, from, probed);
    return at < probed ? at : this.seek(at, to);
  }

  /** As `find`, for a string of which a part has been looked at: natively where quotes are far apart. */
  seek(from: number, to: number): number {
    const { bytes } = this;
    let at = from;
    let near = PROBE;
    while (at < to) {
      const hit = bytes.indexOf(QUOTE, at);
      const end = hit < 0 || hit > to ? to : hit;
      if (!isEscaped(bytes, at, end)) return end < to ? end : -1 - to;
      const isNear = end - at < NEAR;
      at = end + 1;
      if (!isNear) {
        near = PROBE;
        continue;
      }
      const probed = Math.min(to, at + near);
      at = this.stride(at, probed);
      if (at < probed) return at;
      near *= 4;
    }
    return -1 - at;
  }

  /**
   * As `walk`, four bytes at a time: a quarter of the time where a text is full of escaped quotes. A quote behind a single
   * backslash is escaped, and not looked at.
   */
  private stride(from: number, to: number): number {
    const { bytes, view } = this;
    let at = from;
    // Which bytes of the word before are backslashes: the highest bit of each.
    let before = 0;
    for (; at + 4 <= to; at += 4) {
      const word = view.getInt32(at, true);
      const backslashes = zeroBytes(word ^ BACKSLASHES);
      const one = (backslashes << 8) | (before >>> 24);
      const two = (backslashes << 16) | (before >>> 16);
      before = backslashes;
      let open = zeroBytes(word ^ QUOTES) & (~one | two);
      while (open !== 0) {
        const lowest = open & -open;
        const quote = at + ((31 - Math.clz32(lowest)) >>> 3);
        if (!isEscaped(bytes, from, quote)) return quote;
        open ^= lowest;
      }
    }
    return walk(bytes, isEscaped(bytes, from, at) ? at + 1 : at, to);
  }
}

/** The highest bit of each byte of the word that is 0. */
function zeroBytes(word: number): number {
  return ~(((word & LOW_BITS) + LOW_BITS) | word | LOW_BITS);
}

/** The first quote that no backslash stands for; `to` or, when that is the second byte of an escape, `to + 1` if there is none. */
function walk(bytes: Buffer, from: number, to: number): number {
  let at = from;
  while (at < to) {
    const byte = bytes[at];
    if (byte === QUOTE) return at;
    at += byte === BACKSLASH ? 2 : 1;
  }
  return at;
}

/** An odd run of backslashes before `at` escapes it. `from` is no second byte of an escape. */
function isEscaped(bytes: Buffer, from: number, at: number): boolean {
  let run = at;
  while (run > from && bytes[run - 1] === BACKSLASH) run--;
  return (at - run) % 2 === 1;
}

/**
 * The end of `[e,e,…,e]`, where e is a text in escaped quotes: half the bytes of a dump are such series (ids, certificates,
 * states). Where the text equals itself when shifted by the length of `e,`, no quote in it can be another than those of
 * the first element, which has been looked at: one native comparison in place of a look at each byte.
 *
 * @returns undefined when the text is another; as `closingQuote` otherwise.
 */
function endOfRepetition(bytes: Buffer, from: number, to: number): number | undefined {
  const first = from + 1;
  const comma = endOfElement(bytes, first, to);
  if (comma < 0) return undefined;
  const period = comma + 1 - first;
  const sure = first + SURELY_REPEATED;
  if (sure + period > to || bytes.compare(bytes, first, sure, first + period, sure + period) !== 0) return undefined;
  const close = bytes.indexOf(CLOSE_BRACKET, comma);
  // Cut, as it seems: the bytes that are missing will show whether it is a repetition.
  if (close < 0 || close + 1 >= to) return -1 - from;
  if (bytes[close + 1] !== QUOTE || (close + 1 - first) % period !== 0) return undefined;
  return bytes.compare(bytes, first, close - period, first + period, close) === 0 ? close + 1 : undefined;
}

/** The comma behind the text in escaped quotes that begins at `from`; −1 when there is no such text. */
function endOfElement(bytes: Buffer, from: number, to: number): number {
  if (from + 2 > to || bytes[from] !== BACKSLASH || bytes[from + 1] !== QUOTE) return -1;
  let at = from + 2;
  while (at + 2 < to) {
    const byte = bytes[at];
    if (byte === QUOTE) return -1;
    if (byte === BACKSLASH) {
      if (bytes[at + 1] === QUOTE && bytes[at + 2] === COMMA) return at + 2;
      at += 2;
    } else at += 1;
  }
  return -1;
}
