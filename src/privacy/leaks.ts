import type { Detector } from './detect/detector.js';
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
 * @param detect finds values by what the output says of them
 */
export function findLeaks(output: string, vault: Vault, detect: Detector): readonly Leak[] {
  const leaks = new Map<string, Leak>();
  const lower = output.toLowerCase();
  const possible = vault.everywhere.mayStandIn(lower);
  for (const original of possible.size === 0 ? [] : vault.everywhere.values()) {
    if (!possible.has(original) || vault.ownWords.has(original.toLowerCase())) continue;
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
  detect(output, probe);
  return [...leaks.values()];
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
