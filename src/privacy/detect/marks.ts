import { mayBeText, SAMPLE } from './base64.js';
import { OF } from './places-to-look.js';

/**
 * What a line may hold, by the characters in it: each stage of the detection looks at lines with certain marks only. A
 * line in which the stage finds something has its mark, whatever else has it as well.
 */
export const MARK = {
  /** Texts that gated detectors need. */
  gate: 1,
  /** What the patterns of formats need. */
  own: 1 << 1,
  /** Texts that stand before the name of a user in a path. */
  homes: 1 << 2,
  /** Short names of latitude and longitude. */
  coordinates: 1 << 3,
  /** `%2F`, `\u0040`, `&quot;`. */
  urlEscape: 1 << 4,
  jsonEscape: 1 << 5,
  entity: 1 << 6,
  /** A run of base64 that may be text; one that may be a line of a certificate; 32 hexadecimal digits or more. */
  base64: 1 << 7,
  longHex: 1 << 8,
  /** 17 or 18 digits that are no decimals. */
  manyDigits: 1 << 9,
  /** Three, four and four digits between equal blanks, dots or hyphens, as of a mobile number. */
  grouped: 1 << 10,
  /** One to three digits between dots, twice; four hexadecimal digits between two dots. */
  octets: 1 << 11,
  hexWords: 1 << 12,
  /** Hexadecimal digits between five colons; six colons, or two beside each other, in a run that may be IPv6. */
  hexColons: 1 << 13,
  ipv6: 1 << 14,
  /** As `octets`, by hyphens; hexadecimal digits between five hyphens; between seven. */
  octetsDashed: 1 << 15,
  hexDashes: 1 << 16,
  ipv6Dashed: 1 << 17,
  /** The same by underscores. */
  octetsUnderscored: 1 << 18,
  hexUnderscores: 1 << 19,
  /** `RM_`, `PA_`. */
  prefix: 1 << 20,
  /** `in-addr`. */
  reversed: 1 << 21,
  longLine: 1 << 22,
} as const;

/** Characters that `Marks.meet` is shown, by the places in this text. */
export const SHOWN = '_-.: \u00a0%\\&';
const DASH = 1;
const DOT = 2;
const COLON = 3;
const BLANK = 4;
const PERCENT = 6;
const BACKSLASH = 7;

/** More hexadecimal digits than these stand between no two separators of an address. */
const MOST_BETWEEN = 4;
/** Longer ago than any separator that counts. */
const NEVER = -1000;
const SHORTEST_IPV6 = 6;
const LONG_RUN = SAMPLE;
const CERTIFICATE_LINE = 60;
const MOST_DIGITS = 18;
const DOT_CODE = 0x2e;

/** Gathers the marks of a line from its separators, each of which is shown to it in order, and from its long runs. */
export class Marks {
  /** Of the current line. */
  found = 0;
  /** By separator: its last place, and how many times in a row a few digits stood between two. */
  readonly #last = new Int32Array(SHOWN.length);
  readonly #digitGaps = new Int32Array(SHOWN.length);
  readonly #hexGaps = new Int32Array(SHOWN.length);

  /** A text begins. Lines need no beginning: a line break is no digit. */
  begin(): void {
    this.#last.fill(NEVER);
  }

  /** The separator of this kind stands at the place. */
  meet(kind: number, codes: Uint16Array, at: number): void {
    if (kind >= PERCENT) {
      this.#meetEscape(kind, codes[at + 1] ?? 0);
      return;
    }
    const gap = at - (this.#last[kind] ?? NEVER) - 1;
    this.#last[kind] = at;
    if (kind >= BLANK) {
      if (gap === 4 && isGrouped(codes, at)) this.found |= MARK.grouped;
      return;
    }
    if (kind <= DASH) this.#meetWithin(kind, codes, at);
    if (gap > MOST_BETWEEN || (gap === 0 && kind !== COLON) || !allIn(OF.hex, codes, at - gap, at)) {
      this.#digitGaps[kind] = 0;
      this.#hexGaps[kind] = 0;
      return;
    }
    const digits = allIn(OF.digits, codes, at - gap, at);
    const digitGaps = digits && gap > 0 && gap < 4 ? (this.#digitGaps[kind] ?? 0) + 1 : 0;
    const hexGaps = (this.#hexGaps[kind] ?? 0) + 1;
    this.#digitGaps[kind] = digitGaps;
    this.#hexGaps[kind] = hexGaps;
    if (digits && gap === 4 && kind !== COLON && isGrouped(codes, at)) this.found |= MARK.grouped;
    if (digitGaps >= 2) this.found |= OCTETS[kind] ?? 0;
    if (hexGaps >= 4) this.found |= HEX_PAIRS[kind] ?? 0;
    if (kind === DOT && gap === 4) this.found |= MARK.hexWords;
    else if (kind === DASH && hexGaps >= 6) this.found |= MARK.ipv6Dashed;
    else if (kind === COLON && (hexGaps >= 5 || (gap === 0 && mayBeIpv6(codes, at)))) this.found |= MARK.ipv6;
  }

  /** What stands right beside a hyphen or an underscore. */
  #meetWithin(kind: number, codes: Uint16Array, at: number): void {
    const before = codes[at - 1] ?? 0;
    if (kind === DASH) {
      if ((before | 0x20) === N && ((codes[at + 1] ?? 0) | 0x20) === A) this.found |= MARK.reversed;
    } else if (before === UPPER_M || before === UPPER_A) {
      if (codes[at - 2] === (before === UPPER_M ? UPPER_R : UPPER_P)) this.found |= MARK.prefix;
    }
  }

  #meetEscape(kind: number, next: number): void {
    if (kind === PERCENT) {
      if (OF.hex[next] === 1) this.found |= MARK.urlEscape;
    } else if (kind === BACKSLASH) {
      if (next === SLASH || (next | 0x20) === U || (next | 0x20) === X) this.found |= MARK.jsonEscape;
    } else if (OF.base64[next] === 1 || next === NUMBER_SIGN) this.found |= MARK.entity;
  }

  /** The marks for long runs between the places, which are those of a line. */
  meetRuns(codes: Uint16Array, start: number, end: number): void {
    for (let run = nextRun(codes, OF.anyBase64, LONG_RUN, start, end); run >= 0; ) {
      const runEnd = endOfRun(codes, OF.anyBase64, run + LONG_RUN, end);
      if (mayBeText(codes, run)) this.found |= MARK.base64;
      if (runEnd - run >= CERTIFICATE_LINE) this.found |= MARK.longLine;
      if (nextRun(codes, OF.hex, LONG_RUN, run, runEnd) >= 0) this.found |= MARK.longHex;
      run = nextRun(codes, OF.anyBase64, LONG_RUN, runEnd, end);
    }
    for (let run = nextRun(codes, OF.digits, MOST_DIGITS - 1, start, end); run >= 0; ) {
      const runEnd = endOfRun(codes, OF.digits, run + MOST_DIGITS - 1, end);
      if (runEnd - run <= MOST_DIGITS && codes[run - 1] !== DOT_CODE) this.found |= MARK.manyDigits;
      run = nextRun(codes, OF.digits, MOST_DIGITS - 1, runEnd, end);
    }
  }
}

/** By separator. */
const OCTETS: readonly number[] = [MARK.octetsUnderscored, MARK.octetsDashed, MARK.octets, 0];
const HEX_PAIRS: readonly number[] = [MARK.hexUnderscores, MARK.hexDashes, 0, MARK.hexColons];

const [A, N, U, X, UPPER_A, UPPER_M, UPPER_P, UPPER_R, SLASH, NUMBER_SIGN] = [...'anuxAMPR/#'].map((character) =>
  character.charCodeAt(0),
);

/** Four digits stand before the separator and behind it, and three before the separator before. */
function isGrouped(codes: Uint16Array, at: number): boolean {
  return (
    allIn(OF.digits, codes, at - 4, at) &&
    allIn(OF.digits, codes, at + 1, at + 5) &&
    allIn(OF.digits, codes, at - 8, at - 5)
  );
}

function allIn(table: Uint8Array, codes: Uint16Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (table[codes[at] ?? 0] !== 1) return false;
  return true;
}

/** The run of digits and colons around a second colon is long enough for an address. */
function mayBeIpv6(codes: Uint16Array, colon: number): boolean {
  let start = colon;
  while (start > 0 && OF.hexAndColons[codes[start - 1] ?? 0] === 1) start--;
  return endOfRun(codes, OF.hexAndColons, colon, codes.length) - start >= SHORTEST_IPV6;
}

/** As in places-to-look.ts, for codes: where a run of at least `least` begins between the places; -1 without one. */
function nextRun(codes: Uint16Array, table: Uint8Array, least: number, from: number, to: number): number {
  let first = from;
  let last = from + least - 1;
  while (last < to) {
    let at = last;
    while (at >= first && table[codes[at] ?? 0] === 1) at--;
    if (at < first) return first;
    first = at + 1;
    last = at + least;
  }
  return -1;
}

function endOfRun(codes: Uint16Array, table: Uint8Array, from: number, to: number): number {
  let end = from;
  while (end < to && table[codes[end] ?? 0] === 1) end++;
  return end;
}
