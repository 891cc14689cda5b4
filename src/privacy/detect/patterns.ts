import type { SecretPattern } from '../../model/secret.js';
import type { Detector } from './detector.js';

/** Longest line that is looked at: the rest of a longer one is left to the other detectors. */
const LONGEST_LINE = 16 * 1024;

/** A detector for what the definitions of formats know of secrets in their logs. */
export function patternDetector(patterns: readonly SecretPattern[]): Detector {
  // Several patterns need the same text.
  const literals = [...new Set(patterns.flatMap(({ contains }) => contains))];
  return (text, claims) => {
    const present = literals.filter((literal) => text.includes(literal));
    if (present.length === 0) return text;
    const wanted = patterns.filter(({ contains }) => contains.some((literal) => present.includes(literal)));
    let output = '';
    let done = 0;
    const lines = new LineFinder(text, present);
    for (let start = lines.next(0); start >= 0; ) {
      const newline = text.indexOf('\n', start);
      const end = newline < 0 ? text.length : newline;
      const line = wanted.reduce(
        (answer, { kind, pattern, contains }) => {
          if (answer.length > LONGEST_LINE || !contains.some((literal) => answer.includes(literal))) return answer;
          return replaceGroup(answer, pattern, (value) => claims.claim(kind, value));
        },
        text.slice(start, end),
      );
      output += text.slice(done, start) + line;
      done = end;
      start = newline < 0 ? -1 : lines.next(newline + 1);
    }
    return output + text.slice(done);
  };
}

/** Finds, from the beginning to the end of a text, the lines that hold one of some literals. */
class LineFinder {
  /** Of each literal the place where it stands next, as far as it has been looked for; the text's length for none. */
  readonly #places: { readonly literal: string; next: number }[];

  constructor(
    private readonly text: string,
    literals: readonly string[],
  ) {
    this.#places = literals.map((literal) => ({ literal, next: -1 }));
  }

  /** Where the first such line begins that ends behind `from`; -1 without one. */
  next(from: number): number {
    let first = this.text.length;
    for (const place of this.#places) {
      if (place.next < from) {
        const at = this.text.indexOf(place.literal, from);
        place.next = at < 0 ? this.text.length : at;
      }
      if (place.next < first) first = place.next;
    }
    return first === this.text.length ? -1 : Math.max(from, this.text.lastIndexOf('\n', first - 1) + 1);
  }
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
