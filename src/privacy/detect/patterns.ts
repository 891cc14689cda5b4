import type { SecretPattern } from '../../model/secret.js';
import type { Claims } from '../vault.js';
import { MARK } from './marks.js';
import type { Sight } from './screen.js';
import type { Stage } from './stages.js';

/** Longest line that is looked at: the rest of a longer one is left to the other detectors. */
const LONGEST_LINE = 16 * 1024;

/** What a screen looks out for on behalf of the patterns. */
export function patternSight(patterns: readonly SecretPattern[]): readonly Sight[] {
  if (patterns.length === 0) return [];
  return [{ needs: patterns.flatMap(({ contains }) => contains.map(longestAscii)), mark: MARK.own }];
}

/** A screen folds letters, and not all letters beyond ASCII fold back. */
function longestAscii(text: string): string {
  return text.split(/[^ -~]+/).reduce((one, other) => (other.length > one.length ? other : one));
}

/** Finds what the definitions of formats know of secrets in their logs. */
export function patternStages(patterns: readonly SecretPattern[]): readonly Stage[] {
  if (patterns.length === 0) return [];
  return [{ marks: MARK.own, detect: ({ text }, claims) => detectIn(text, patterns, claims) }];
}

function detectIn(text: string, patterns: readonly SecretPattern[], claims: Claims): string {
  const end = text.endsWith('\n') ? text.length - 1 : text.length;
  const line = patterns.reduce(
    (answer, { kind, pattern, contains }) => {
      if (answer.length > LONGEST_LINE || !contains.some((literal) => answer.includes(literal))) return answer;
      return replaceGroup(answer, pattern, (value) => claims.claim(kind, value));
    },
    text.slice(0, end),
  );
  return line + text.slice(end);
}

function replaceGroup(line: string, pattern: RegExp, answer: (value: string) => string): string {
  let output = '';
  let done = 0;
  for (const match of line.matchAll(pattern)) {
    const value = match.groups?.secret;
    const place = match.indices?.groups?.secret;
    if (value === undefined || value === '' || place === undefined) continue;
    output += line.slice(done, place[0]) + answer(value);
    done = place[1];
  }
  return output + line.slice(done);
}
