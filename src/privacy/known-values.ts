import { codesOf } from '../input/text-codes.js';
import { OF } from './detect/places-to-look.js';
import type { Replaced } from './stretches.js';

/**
 * What a value begins to be looked for by: its first run of letters and digits; other scripts character by character.
 * Escapes (`\\n`, `%2F`, the `%c` of a console) come first: their letters are no part of the word that follows.
 */
const WORD = /[A-Za-z0-9]/;
const BACKSLASH = 0x5c;
const PERCENT = 0x25;
/** Lengths of tokens that are told apart. */
const LENGTHS = 64;

/** What a character is for a token, by its code. */
const PASSED = 0;
const IN_WORD = 1;
const ALONE = 2;
const ESCAPE = 3;
const KINDS = new Uint8Array(0x10000).fill(ALONE, 0x80);
for (const [code, member] of OF.letterOrDigit.entries()) if (member === 1) KINDS[code] = IN_WORD;
KINDS[BACKSLASH] = ESCAPE;
KINDS[PERCENT] = ESCAPE;

/** A run of letters and digits in small letters; whatever else a value holds stands between such runs or alone. */
const RUN = /[a-z0-9]+/g;
/** Letters and digits of an escape, as in `\\nroom` and `%2froom`, are no part of the word behind them. */
const LONGEST_ESCAPE = 2;

interface Known {
  readonly value: string;
  readonly lower: string;
  readonly pseudonym: string;
  /** Where the first token stands in the value. */
  readonly lead: number;
}

/**
 * Values that are replaced wherever they stand on their own, in any case of letters, and also as a URL or a JSON text
 * spells them. A text is read once, whatever the number of values: each of its words is looked up.
 */
export class KnownValues {
  readonly #byToken = new Map<string, Known[]>();
  readonly #values = new Map<string, string>();
  /**
   * Of first characters (modulo 128) and lengths of tokens that values begin with, a set of what follows there, by the
   * last five bits of its code: most tokens of the same length are followed by something else.
   */
  readonly #followers = new Int32Array(128 * LENGTHS);
  /** Values by the longest word in each, '' for those without; and 1 for first characters and lengths of these words. */
  readonly #byLongest = new Map<string, Set<string>>();
  readonly #longest = new Uint8Array(128 * LENGTHS);

  add(value: string, pseudonym: string): void {
    this.#values.set(value, pseudonym);
    const longest = longestWord(value);
    const alike = this.#byLongest.get(longest);
    if (alike !== undefined) alike.add(value);
    else this.#byLongest.set(longest, new Set([value]));
    this.#longest[beginning(longest.charCodeAt(0), longest.length)] = 1;
    for (const spelling of spellings(value)) {
      const first = firstToken(spelling);
      if (first === undefined) continue;
      const known = { value: spelling, lower: spelling.toLowerCase(), pseudonym, lead: first.lead };
      const follower = followerOf(spelling, first);
      for (const code of [first.token, first.token.toUpperCase()].map((token) => token.charCodeAt(0))) {
        const place = beginning(code, first.token.length);
        this.#followers[place] = (this.#followers[place] ?? 0) | follower;
      }
      const others = this.#byToken.get(first.token);
      if (others === undefined) this.#byToken.set(first.token, [known]);
      // The longest first: a value may be the beginning of another.
      else others.splice(insertAt(others, spelling.length), 0, known);
    }
  }

  delete(value: string): void {
    if (!this.#values.delete(value)) return;
    this.#byLongest.get(longestWord(value))?.delete(value);
    const gone = new Set(spellings(value));
    for (const [token, known] of this.#byToken) {
      this.#byToken.set(
        token,
        known.filter((one) => !gone.has(one.value)),
      );
    }
  }

  get size(): number {
    return this.#values.size;
  }

  /** The values as they were added. */
  values(): Iterable<string> {
    return this.#values.keys();
  }

  /**
   * The values that may stand in a text, however they are spelled: their longest word does.
   * @param lower the text in small letters
   */
  mayStandIn(lower: string): ReadonlySet<string> {
    const found = new Set(this.#byLongest.get(''));
    const codes = codesOf(lower);
    for (let at = 0; at < lower.length; at++) {
      if (KINDS[codes[at] ?? 0] !== IN_WORD) continue;
      const start = at;
      while (KINDS[codes[at] ?? 0] === IN_WORD) at++;
      this.#addWith(codes, start, at, lower, found);
      if (KINDS[codes[start - 1] ?? 0] !== ESCAPE) continue;
      for (let length = 1; length <= LONGEST_ESCAPE; length++) this.#addWith(codes, start + length, at, lower, found);
    }
    return found;
  }

  /** Adds the values whose longest word stands between the places. */
  #addWith(codes: Uint16Array, start: number, end: number, lower: string, found: Set<string>): void {
    if (start >= end || this.#longest[beginning(codes[start] ?? 0, end - start)] !== 1) return;
    for (const value of this.#byLongest.get(lower.slice(start, end)) ?? []) found.add(value);
  }

  /**
   * The text with every known value replaced.
   * @param replaced takes the parts that were
   */
  replace(text: string, replaced?: Replaced[]): string {
    if (this.#byToken.size === 0) return text;
    const codes = codesOf(text);
    const { length } = text;
    let output = '';
    let done = 0;
    for (let at = 0; at < length; ) {
      const end = endOfToken(codes, at);
      // Most tokens are no value's first: by its character, its length and what follows it is known before it is cut out.
      const followers = end === at ? 0 : (this.#followers[beginning(codes[at] ?? 0, end - at)] ?? 0);
      if ((followers & (1 << (codes[end] ?? 0))) === 0) {
        at = Math.max(end, at + 1);
        continue;
      }
      const candidates = this.#byToken.get(text.slice(at, end).toLowerCase());
      const known = candidates?.find((one) => standsAt(text, at - one.lead, one, done));
      if (known === undefined) {
        at = end;
        continue;
      }
      const start = at - known.lead;
      output += text.slice(done, start) + known.pseudonym;
      done = start + known.value.length;
      replaced?.push({ start, end: done, length: known.pseudonym.length });
      at = done;
    }
    return done === 0 ? text : output + text.slice(done);
  }
}

const beginning = (code: number, length: number): number => (code & 127) * LENGTHS + Math.min(length, LENGTHS - 1);

function firstToken(value: string): { token: string; lead: number } | undefined {
  const codes = codesOf(value);
  for (let at = 0; at < value.length; at++) {
    const end = endOfToken(codes, at);
    if (end > at) return { token: value.slice(at, end).toLowerCase(), lead: at };
  }
  return undefined;
}

const ANY = -1;

/** What follows the first token in a value, as a set: anything where the value ends, or another case may stand there. */
function followerOf(value: string, { token, lead }: { token: string; lead: number }): number {
  const code = value.charCodeAt(lead + token.length);
  return Number.isNaN(code) || code > 0x7f || /[A-Za-z]/.test(String.fromCharCode(code)) ? ANY : 1 << code;
}

/** The end of the token that begins at the place; the place itself when none does. */
function endOfToken(codes: Uint16Array, start: number): number {
  const kind = KINDS[codes[start] ?? 0];
  if (kind === PASSED) return start;
  if (kind === ESCAPE) return start + escapeLength(codes, start);
  let end = start + 1;
  // A character beyond the first 65,536 has two units.
  if (kind === ALONE) return isPair(codes[start] ?? 0, codes[end] ?? 0) ? end + 1 : end;
  while (KINDS[codes[end] ?? 0] === IN_WORD) end++;
  return end;
}

const isPair = (first: number, second: number): boolean => (first & 0xfc00) === 0xd800 && (second & 0xfc00) === 0xdc00;

/** The length of `\\n`, `\\r`, `\\t`, `%2F` or `%c`, if it begins at the place; 0 for none. */
function escapeLength(codes: Uint16Array, at: number): number {
  const next = codes[at + 1] ?? 0;
  if (codes[at] === BACKSLASH) return next === 0x6e || next === 0x72 || next === 0x74 ? 2 : 0;
  if (OF.hex[next] === 1 && OF.hex[codes[at + 2] ?? 0] === 1) return 3;
  return next === 0x63 ? 2 : 0;
}

/** Control characters, halves of characters; and the sign of Kelvin, whose small letter is a plain k. */
const SPELLED_IN_LETTERS = /[\p{Cc}\p{Cs}\u212a]/u;

/**
 * The longest word of a value in small letters. A URL and a JSON text spell what is no letter or digit in their own way,
 * and leave words as they are; but the escape of a control character or of half a character ends in letters.
 */
function longestWord(value: string): string {
  if (SPELLED_IN_LETTERS.test(value)) return '';
  const runs = value.toLowerCase().match(RUN) ?? [''];
  return runs.reduce((one, other) => (other.length > one.length ? other : one));
}

function insertAt(known: readonly Known[], length: number): number {
  const place = known.findIndex(({ value }) => value.length <= length);
  return place < 0 ? known.length : place;
}

/** The value as it stands in plain text, in a URL, and in a JSON text within a JSON text. */
export function spellings(value: string): readonly string[] {
  const json = JSON.stringify(value).slice(1, -1);
  return [...new Set([value, encoded(value), json, JSON.stringify(json).slice(1, -1)])];
}

function encoded(value: string): string {
  try {
    return encodeURIComponent(value);
  } catch {
    // Half a surrogate pair has no place in a URL.
    return value;
  }
}

/** True when the text has the value at `start`, not before `from`, and not as a part of a longer word or number. */
function standsAt(text: string, start: number, { value, lower }: Known, from: number): boolean {
  if (start < from) return false;
  const found = text.slice(start, start + value.length);
  return (found === value || found.toLowerCase() === lower) && standsAlone(text, start, start + value.length);
}

/** True when a value between the two places is not a part of a longer word, nor of a decimal number. */
export function standsAlone(text: string, start: number, end: number): boolean {
  const [before = '', after = ''] = [text[start - 1], text[end]];
  const [first = '', last = ''] = [text[start], text[end - 1]];
  if (WORD.test(first) && WORD.test(before) && !escapeBefore(text, start)) return false;
  if (WORD.test(last) && WORD.test(after)) return false;
  if (!/^\d+$/.test(text.slice(start, end))) return true;
  return !(before === '.' && /\d/.test(text[start - 2] ?? '')) && !(after === '.' && /\d/.test(text[end + 1] ?? ''));
}

/** True after `\n`, `\r`, `\t` or `%2F` as a text spells them: their letters are no part of the word that follows. */
function escapeBefore(text: string, start: number): boolean {
  return /(?:\\[nrt]|%[0-9A-Fa-f]{2}|%c)$/.test(text.slice(Math.max(0, start - 3), start));
}
