import type { SecretPattern } from '../../model/secret.js';
import type { Detector } from './detector.js';

/** Longest line that is looked at: the rest of a longer one is left to the other detectors. */
const LONGEST_LINE = 16 * 1024;

/** A detector for what the definitions of formats know of secrets in their logs. */
export function patternDetector(patterns: readonly SecretPattern[]): Detector {
  return (text, claims) => {
    const wanted = patterns.filter(({ contains }) => contains.some((literal) => text.includes(literal)));
    if (wanted.length === 0) return text;
    return text
      .split('\n')
      .map((line) =>
        wanted.reduce((output, { kind, pattern, contains }) => {
          if (output.length > LONGEST_LINE || !contains.some((literal) => output.includes(literal))) return output;
          return replaceGroup(output, pattern, (value) => claims.claim(kind, value));
        }, line),
      )
      .join('\n');
  };
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
