/**
 * Where in a text a pattern may begin. A regular expression tries every place of a log, and there are a hundred of them:
 * most of the time of redaction would go by looking at places where nothing can be. The patterns stay what decides.
 */
export interface Stretch {
  readonly start: number;
  /** Behind the last place where a match may begin. */
  readonly end: number;
}

/** The stretches of a text, in their order; a match begins in none of the places between them. */
export type PlacesToLook = (text: string) => Iterable<Stretch>;

/** A set of characters as a table by UTF-16 code, so that no character is outside of it. */
function characters(members: string): Uint8Array {
  const table = new Uint8Array(0x10000);
  for (const member of members) table[member.charCodeAt(0)] = 1;
  return table;
}

const DIGITS = '0123456789';
const HEX = `${DIGITS}abcdefABCDEF`;
const ALPHANUMERIC = `${DIGITS}abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ`;
export const OF = {
  hex: characters(HEX),
  hexAndColons: characters(`${HEX}:`),
  hexAndDashes: characters(`${HEX}-`),
  digits: characters(DIGITS),
  digitsAndGaps: characters(`${DIGITS} \u00a0.-`),
  hexAndUnderscores: characters(`${HEX}_`),
  hexAndDots: characters(`${HEX}.`),
  digitsAndDots: characters(`${DIGITS}.`),
  digitsAndUnderscores: characters(`${DIGITS}_`),
  digitsAndDashes: characters(`${DIGITS}-`),
  letterOrDigit: characters(ALPHANUMERIC),
  base64: characters(`${ALPHANUMERIC}+/`),
  anyBase64: characters(`${ALPHANUMERIC}+/_-`),
  wordOrDash: characters(`${ALPHANUMERIC}_-`),
  escapedBase64: characters(`${ALPHANUMERIC}+/\\`),
} as const;

interface RunOptions {
  /** A match may begin so many characters before the run. */
  readonly before?: number;
  /** So many of the run's characters may begin a match: one, where a match begins behind none of them. */
  readonly first?: number;
  /** False for a run in which no match begins, whatever its length. */
  readonly accept?: (text: string, start: number, end: number) => boolean;
}

/** Runs of at least `least` characters out of a table. Only one character in `least` is looked at where there is none. */
export function runs(
  table: Uint8Array,
  least: number,
  { before = 0, first = Number.POSITIVE_INFINITY, accept }: RunOptions = {},
): PlacesToLook {
  return lastAnswer((text) => {
    const found: Stretch[] = [];
    for (let start = nextRun(text, table, least, 0); start >= 0; ) {
      const end = endOfRun(text, table, start + least);
      if (accept?.(text, start, end) ?? true)
        found.push({ start: Math.max(0, start - before), end: Math.min(end, start + first) });
      start = nextRun(text, table, least, end + 1);
    }
    return found;
  });
}

/**
 * Runs as `runs` finds them that have at least `count` of a separator. They are looked for by the separator, which is
 * for characters that stand seldom in a log: a hyphen, an underscore.
 */
export function runsWith(
  separator: string,
  count: number,
  table: Uint8Array,
  least: number,
  { before = 0, first = Number.POSITIVE_INFINITY }: Pick<RunOptions, 'before' | 'first'> = {},
): PlacesToLook {
  const enough = holding(separator, count);
  return lastAnswer((text) => {
    const found: Stretch[] = [];
    for (let at = text.indexOf(separator); at >= 0; ) {
      let start = at;
      while (start > 0 && table[text.charCodeAt(start - 1)] === 1) start--;
      const end = endOfRun(text, table, at);
      if (end - start >= least && enough(text, at, end))
        found.push({ start: Math.max(0, start - before), end: Math.min(end, start + first) });
      at = text.indexOf(separator, end);
    }
    return found;
  });
}

/** Several patterns look in the same places, and most of them change nothing of the text. */
function lastAnswer(where: (text: string) => readonly Stretch[]): PlacesToLook {
  let last: string | undefined;
  let answer: readonly Stretch[] = [];
  return (text) => {
    if (text !== last) {
      answer = where(text);
      last = text;
    }
    return answer;
  };
}

/** Where the first run of at least `least` characters begins that lies at `from` or behind it; -1 without one. */
function nextRun(text: string, table: Uint8Array, least: number, from: number): number {
  const { length } = text;
  let first = from;
  let last = from + least - 1;
  while (last < length) {
    let at = last;
    while (at >= first && table[text.charCodeAt(at)] === 1) at--;
    if (at < first) return first;
    first = at + 1;
    last = at + least;
  }
  return -1;
}

function endOfRun(text: string, table: Uint8Array, from: number): number {
  let end = from;
  while (end < text.length && table[text.charCodeAt(end)] === 1) end++;
  return end;
}

/** For `accept`: the run has at least so many of a character. */
export function holding(character: string, least: number): (text: string, start: number, end: number) => boolean {
  const code = character.charCodeAt(0);
  return (text, start, end) => {
    let count = 0;
    for (let at = start; at < end && count < least; at++) if (text.charCodeAt(at) === code) count++;
    return count >= least;
  };
}

/** Places that stand at most `before` characters before one of the texts. */
export function near(literals: readonly string[], before = 0): PlacesToLook {
  return (text) => {
    const found: Stretch[] = [];
    for (const literal of literals) {
      for (let at = text.indexOf(literal); at >= 0; at = text.indexOf(literal, at + 1)) {
        found.push({ start: Math.max(0, at - before), end: at + 1 });
      }
    }
    return literals.length === 1 ? found : found.sort((a, b) => a.start - b.start);
  };
}

/** Everywhere. */
export const anywhere: PlacesToLook = (text) => [{ start: 0, end: text.length }];

/**
 * What `text.replace(pattern, answer)` gives, if a match can begin only where `where` says.
 * @param pattern with the flag `g`, and no match may be empty
 */
export function replaceWhere(
  text: string,
  pattern: RegExp,
  where: PlacesToLook,
  answer: (match: RegExpExecArray) => string,
): string {
  const sticky = stickyOf(pattern);
  let output = '';
  let done = 0;
  let at = 0;
  for (const { start, end } of where(text)) {
    if (start > at) at = start;
    while (at < end) {
      // Place by place where there are few; through a long stretch the expression finds its way faster.
      const search = end - at > FEW ? pattern : sticky;
      search.lastIndex = at;
      const match = search.exec(text);
      if (match === null) {
        at = search === pattern ? text.length : at + 1;
        continue;
      }
      output += text.slice(done, match.index) + answer(match);
      done = match.index + match[0].length;
      at = done;
    }
  }
  return done === 0 ? text : output + text.slice(done);
}

const FEW = 256;

const stickies = new WeakMap<RegExp, RegExp>();

/** The pattern for one place: it fits there or not at all. */
function stickyOf(pattern: RegExp): RegExp {
  const known = stickies.get(pattern);
  if (known !== undefined) return known;
  const sticky = new RegExp(pattern.source, pattern.flags.replace('g', 'y'));
  stickies.set(pattern, sticky);
  return sticky;
}
