import { detectAll } from './detect/all.js';
import type { Kind } from './kinds.js';
import { spellings, standsAlone } from './known-values.js';
import { isPseudonym } from './pseudonyms.js';
import type { Claims, Vault } from './vault.js';

/** A value that was redacted somewhere and still stands in an output. `offset` counts UTF-16 units; −1 when unknown. */
export interface Leak {
  readonly kind: Kind;
  readonly original: string;
  readonly offset: number;
}

/**
 * Words such as `standup` or `one-to-one`: what a room is called may as well be a word of the report itself. Texts of a
 * log have them replaced everywhere; the check holds them for a value where they are all that is quoted.
 */
const PLAIN_WORDS = /^\p{L}\p{Ll}*(?:[ /_-]\p{L}\p{Ll}*)*$/u;

/**
 * What of the redacted values still stands in an output. Values that cannot be taken for anything else are looked for
 * everywhere, by plain comparison; short ones (a user called 2) only where the output says what they are.
 */
export function findLeaks(output: string, vault: Vault): readonly Leak[] {
  const leaks = new Map<string, Leak>();
  const lower = output.toLowerCase();
  const many = vault.everywhere.size > FEW;
  const words = many ? wordsOf(lower) : undefined;
  for (const original of vault.everywhere.values()) {
    if ((words !== undefined && !mayStandIn(original, words)) || vault.ownWords.has(original.toLowerCase())) continue;
    const find = PLAIN_WORDS.test(original) ? placeInQuotes : placeOf;
    const offset = Math.max(...spellings(original).map((spelling) => find(spelling.toLowerCase(), lower)));
    const entry = vault.find(original);
    if (offset >= 0 && entry !== undefined) leaks.set(original, { kind: entry.kind, original, offset });
  }
  const note = (original: string): string => {
    const entry = isPseudonym(original) ? undefined : vault.find(original);
    if (entry !== undefined && !leaks.has(original)) leaks.set(original, { kind: entry.kind, original, offset: -1 });
    return original;
  };
  const probe: Claims = { claim: (_kind, value) => note(value), claimAddress: (_address, spelling) => note(spelling) };
  detectAll(output, probe);
  return [...leaks.values()];
}

/** So many values are sooner looked for one by one than by the words of the text. */
const FEW = 32;
/** A run of letters and digits of ASCII; whatever else a value holds stands between such runs or alone. */
const RUN = /[a-z0-9]+/g;
/** Letters and digits of an escape, as in `\\nroom` and `%2froom`, are no part of the word behind them. */
const LONGEST_ESCAPE = 2;

/** The words of a text in small letters, also without what may be the end of an escape before them. */
function wordsOf(lower: string): ReadonlySet<string> {
  const words = new Set<string>();
  for (const { 0: word, index } of lower.matchAll(RUN)) {
    words.add(word);
    const before = lower[index - 1];
    if (before !== '\\' && before !== '%') continue;
    for (let length = 1; length <= LONGEST_ESCAPE; length++) words.add(word.slice(length));
  }
  return words;
}

/** False when a value, however it is spelled, cannot stand in a text that has these words: its longest word is missing. */
function mayStandIn(value: string, words: ReadonlySet<string>): boolean {
  // A URL and a JSON text spell what is no letter or digit in their own way, and leave words as they are.
  const runs = value.toLowerCase().match(RUN);
  if (runs === null) return true;
  const longest = runs.reduce((one, other) => (other.length > one.length ? other : one));
  return words.has(longest);
}

function placeInQuotes(value: string, output: string): number {
  return Math.max(...['"', "'", '`'].map((quote) => output.indexOf(quote + value + quote)));
}

function placeOf(value: string, output: string): number {
  for (let at = output.indexOf(value); at >= 0; at = output.indexOf(value, at + 1)) {
    if (standsAlone(output, at, at + value.length)) return at;
  }
  return -1;
}
