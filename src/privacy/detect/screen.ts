import { codesOf } from '../../input/text-codes.js';
import type { Stretch } from '../stretches.js';
import { MARK, Marks, SHOWN } from './marks.js';
import { OF } from './places-to-look.js';
import { TextFinder, WORD } from './text-finder.js';

/** What texts tell: a line that holds one may hold what is looked for. */
export interface Sight {
  /** Texts of which one stands in everything that is found; one that ends in `END_OF_NAME` is the end of a
   * name, before a colon or an equals sign. Any case of letters, any underscores and hyphens within. */
  readonly needs: readonly string[];
  /**
   * False where the needed text that ends at the place is not followed (or preceded) by what would be found: whatever is found in a text has a
   * place where this says true. Nothing looks at a text for which it never does, unless the text has been changed.
   */
  readonly confirm?: ((text: string, end: number) => boolean) | undefined;
  /** What a line is marked with. */
  readonly mark: number;
}

/** A stretch of a line, and the gated detectors that may find something in it. */
export interface Piece {
  /** Within the line's text. */
  readonly start: number;
  readonly end: number;
  /** Places of sights, twice, and one more where the sight is not confirmed. */
  readonly sights: readonly number[];
}

/** A line in which something may be found. */
export interface SuspectLine {
  /** Within the whole text. */
  readonly start: number;
  readonly end: number;
  /** What stages have made of it so far; marks (see `MARK`) and pieces are those of this text. */
  text: string;
  marks: number;
  pieces: readonly Piece[];
  /** Something was found in it, or depends on the lines around it. */
  told: boolean;
}

/** Sights of a piece, of which some are confirmed. */
interface SightSet {
  readonly found: Int32Array;
  readonly confirmed: Int32Array;
  readonly marks: number;
  /** See `Piece.sights`; none where no gated detector is confirmed. */
  readonly sights: readonly number[];
}

/** Lines longer than this are looked at in pieces, cut behind an object or a list. */
const LONG = 2048;
const MOST_SETS = 1000;
const NO_CODES = new Uint16Array(1);
const QUOTE = 0x22;
const CLOSE_BRACKET = 0x5d;
const CLOSE_BRACE = 0x7d;
const COLON = 0x3a;
const EQUALS = 0x3d;
const COMMA_CODE = 0x2c;

/** Classes of characters that are looked at closer. */
const COMMA = SHOWN.length;
const NEWLINE = SHOWN.length + 1;

/**
 * Tells the few lines of a log in which something may be found from the many in which nothing can be, in one pass: by the
 * texts that detectors need, and by runs of characters (see `MARK`). Most lines are never cut out, and no detector sees them.
 */
export class Screen {
  readonly #finder: TextFinder;
  readonly #marks = new Marks();
  /** Sights of the current piece: all, those that are confirmed, and those that need not be. */
  readonly #found: Int32Array;
  readonly #confirmed: Int32Array;
  readonly #sure: Int32Array;
  #pieces: Piece[] = [];
  readonly #sets = new Map<number, SightSet>();
  #text = '';
  #codes: Uint16Array = NO_CODES;

  constructor(private readonly sights: readonly Sight[]) {
    this.#finder = new TextFinder(
      sights.map(({ needs }) => needs),
      `${SHOWN},\n`,
    );
    const { words } = this.#finder;
    this.#found = new Int32Array(words);
    this.#confirmed = new Int32Array(words);
    this.#sure = new Int32Array(words);
    for (const [at, { confirm }] of sights.entries()) {
      const word = Math.floor(at / WORD);
      if (confirm === undefined) this.#sure[word] = (this.#sure[word] ?? 0) | (1 << (at % WORD));
    }
  }

  /**
   * The lines in which something may be found, in order.
   * @param within whole lines beside which nothing need be looked for
   */
  suspects(text: string, within: readonly Stretch[] = [{ start: 0, end: text.length }]): SuspectLine[] {
    const lines: SuspectLine[] = [];
    if (within.length === 0) return lines;
    this.#text = text;
    this.#codes = codesOf(text);
    this.#marks.begin();
    for (const { start, end } of within) this.#passOverLines(start, end, lines);
    this.#text = '';
    this.#codes = NO_CODES;
    return lines;
  }

  #passOverLines(from: number, to: number, lines: SuspectLine[]): void {
    for (let start = from; start < to; ) {
      const end = this.#passOver(start, to);
      const marks = this.#marks.found;
      if (marks !== 0) {
        lines.push({ start, end, text: this.#text.slice(start, end), marks, pieces: this.#pieces, told: false });
        if (this.#pieces.length > 0) this.#pieces = [];
      }
      start = end;
    }
  }

  /** Gathers marks and pieces of the line that begins at the place; answers where it ends. */
  #passOver(start: number, length: number): number {
    const codes = this.#codes;
    const marks = this.#marks;
    const { classes, next, firstEnd, firstAnywhere } = this.#finder;
    marks.found = 0;
    this.#begin();
    let piece = start;
    let state = 0;
    let at = start;
    for (; at < length; at++) {
      const kind = classes[codes[at] ?? 0] ?? 0;
      if (kind <= NEWLINE) {
        if (kind < COMMA) marks.meet(kind, codes, at);
        else if (kind === NEWLINE) {
          at++;
          break;
        }
      }
      state = next[state + kind] ?? 0;
      // Most names that end here do not: their word goes on.
      if (state >= firstEnd && (state >= firstAnywhere || OF.letterOrDigit[codes[at + 1] ?? 0] !== 1))
        this.#note(state, at + 1);
      if (kind === COMMA && at - piece > LONG && isBehindObject(codes, at)) {
        this.#end(start, piece, at + 1);
        piece = at + 1;
        state = 0;
      }
    }
    this.#end(start, piece, at);
    marks.meetRuns(codes, start, at);
    return at;
  }

  /** A piece begins. */
  #begin(): void {
    const { always, words } = this.#finder;
    for (let word = 0; word < words; word++) {
      this.#found[word] = always[word] ?? 0;
      this.#confirmed[word] = always[word] ?? 0;
    }
  }

  /** A piece of the line that began at `line` is over. */
  #end(line: number, start: number, end: number): void {
    const { words } = this.#finder;
    let any = 0;
    for (let word = 0; word < words; word++) any |= this.#confirmed[word] ?? 0;
    if (any === 0) {
      for (let word = 0; word < words; word++) any |= this.#found[word] ?? 0;
      if (any !== 0) this.#begin();
      return;
    }
    const { marks, sights } = this.#setNow();
    this.#marks.found |= marks;
    if (sights.length > 0) this.#pieces.push({ start: start - line, end: end - line, sights });
    this.#begin();
  }

  /** What the sights of the piece come to: thousands of lines have the same, and each set of them is made once. */
  #setNow(): SightSet {
    let hash = 0;
    for (let word = 0; word < this.#finder.words; word++)
      hash = Math.imul(Math.imul(hash ^ (this.#found[word] ?? 0), 31) ^ (this.#confirmed[word] ?? 0), 0x9e3779b1);
    const known = this.#sets.get(hash);
    if (known !== undefined && same(known.found, this.#found) && same(known.confirmed, this.#confirmed)) return known;
    const made = this.#makeSet();
    if (this.#sets.size < MOST_SETS) this.#sets.set(hash, made);
    return made;
  }

  #makeSet(): SightSet {
    const gated: number[] = [];
    let marks = 0;
    for (const [word, found] of this.#found.entries()) {
      // The lowest of the set first, which is the order of the detectors.
      for (let set = found; set !== 0; set &= set - 1) {
        const bit = set & -set;
        const at = word * WORD + 31 - Math.clz32(bit);
        const mark = this.sights[at]?.mark ?? 0;
        const confirmed = ((this.#confirmed[word] ?? 0) & bit) !== 0;
        if (confirmed) marks |= mark;
        if (mark === MARK.gate) gated.push(2 * at + (confirmed ? 0 : 1));
      }
    }
    const sights = (marks & MARK.gate) === 0 ? [] : gated;
    return { found: this.#found.slice(), confirmed: this.#confirmed.slice(), marks, sights };
  }

  /** Adds those that need a text which ends in a state. */
  #note(state: number, end: number): void {
    const { anywhere, atEnd, words, classCount } = this.#finder;
    const first = (state / classCount) * words;
    let names = -1;
    for (let word = 0; word < words; word++) {
      let met = anywhere[first + word] ?? 0;
      const ends = atEnd[first + word] ?? 0;
      if (ends !== 0) {
        if (names < 0) names = endsName(this.#text, this.#codes, end) ? 1 : 0;
        if (names === 1) met |= ends;
      }
      if (met === 0) continue;
      this.#found[word] = (this.#found[word] ?? 0) | met;
      this.#confirm(word, met & ~(this.#confirmed[word] ?? 0), end);
    }
  }

  #confirm(word: number, met: number, end: number): void {
    let confirmed = met & (this.#sure[word] ?? 0);
    for (let set = met & ~confirmed; set !== 0; set &= set - 1) {
      const bit = set & -set;
      const { confirm } = this.sights[word * WORD + 31 - Math.clz32(bit)] ?? {};
      if (confirm?.(this.#text, end) === true) confirmed |= bit;
    }
    this.#confirmed[word] = (this.#confirmed[word] ?? 0) | confirmed;
  }
}

/** What stands between a name and its value: perhaps a quote, perhaps blanks, a colon or an equals sign. */
const SEPARATOR = /\\{0,15}["']?\s{0,3}[:=：]/y;

function endsName(text: string, codes: Uint16Array, at: number): boolean {
  const code = codes[at] ?? 0;
  if (code === COLON || code === EQUALS) return true;
  if (OF.letterOrDigit[code] === 1 || code === COMMA_CODE) return false;
  SEPARATOR.lastIndex = at;
  return SEPARATOR.test(text);
}

function same(one: Int32Array, other: Int32Array): boolean {
  for (let at = 0; at < one.length; at++) if (one[at] !== other[at]) return false;
  return true;
}

/** `},`, `],` or `]",`. */
function isBehindObject(codes: Uint16Array, comma: number): boolean {
  const before = codes[comma - 1];
  const closing = before === QUOTE ? codes[comma - 2] : before;
  return closing === CLOSE_BRACE || closing === CLOSE_BRACKET;
}
