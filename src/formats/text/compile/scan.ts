import type { TemplateValue } from './template.js';

/** How numbers that stand anywhere in a line, each behind its name, become the readings of one or several objects. */
export interface Scan {
  /** Finds brackets, wanted names with their numbers, and user ids. */
  readonly pattern: RegExp;
  readonly metrics: ReadonlyMap<string, { readonly metric: string; readonly convert: (text: string) => TemplateValue }>;
  /** An object counts only with one of these names in it; empty = any wanted name will do. */
  readonly needs: ReadonlySet<string>;
  /** Words on the line that stand in for `needs`. */
  readonly orLine: readonly string[];
}

/** Readings of one object of a line. */
export interface Scanned {
  /** Id of the user that the object is about: a member of it or of what it lies in, or the key before its bracket. */
  readonly uid: string | undefined;
  readonly values: Readonly<Record<string, number>>;
}

/** Names of what tells objects of one kind apart: users, and the streams of standard statistics. */
const USER_NAMES = ['uid', 'userId', 'remoteUid', 'ssrc'];
/** A key such as `"777":` or `777=` that ends at a bracket. */
const KEY_BEFORE = /(\d{1,20})(?:\\?["'])?\s{0,4}(?:[:=]|=>)\s{0,4}$/;
const KEY_LENGTH = 40;
/** Visible ASCII that no key ends with. */
const NO_KEY = /[^:=>\s\u0080-\uffff]/;
const SPACE = 32;

/** Expression that finds brackets and `name: number`, also in JSON within a JSON string (`\"name\":`). */
export function scanPattern(names: readonly string[]): RegExp {
  // The groups are read by number: name, number, word. Named groups cost more than the match.
  const name = `(${[...names, ...USER_NAMES].join('|')})`;
  const value = `(?:(-?\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d{1,3})?)|([\\w-]{1,64}))`;
  // Within strings of JSON or CSV quotes are escaped, once for each string around them, or doubled.
  const quote = `(?:\\\\{0,3}["']){0,2}`;
  return new RegExp(`[{}()[\\]]|\\b${name}${quote}\\s{0,4}[:=]\\s{0,4}${quote}${value}`, 'g');
}

interface Group {
  readonly parent: Group | undefined;
  uid: string | undefined;
  /** Undefined until there is one: most brackets of a line hold none. */
  numbers: Map<string, string> | undefined;
}

/** What a line says of each object on it. A line that was cut has brackets that never close: they are not needed. */
export function scanLine(line: string, scan: Scan): Scanned[] {
  const groups = groupsOf(line, scan.pattern);
  const byWord = scan.needs.size === 0 || scan.orLine.some((word) => line.includes(word));
  const found: Scanned[] = [];
  for (const group of groups) {
    if (!group.numbers || !(byWord || hasOne(group.numbers, scan.needs))) continue;
    const values: Record<string, number> = {};
    let any = false;
    for (const [name, text] of group.numbers) {
      const entry = scan.metrics.get(name);
      const value = entry?.convert(text);
      if (!entry || typeof value !== 'number' || !Number.isFinite(value)) continue;
      values[entry.metric] ??= value;
      any = true;
    }
    if (any) found.push({ uid: userOf(group), values });
  }
  return found;
}

function hasOne(numbers: ReadonlyMap<string, string>, needs: ReadonlySet<string>): boolean {
  for (const name of needs) if (numbers.has(name)) return true;
  return false;
}

function groupsOf(line: string, pattern: RegExp): Group[] {
  let current: Group = { parent: undefined, uid: undefined, numbers: undefined };
  const groups = [current];
  pattern.lastIndex = 0;
  for (let match = pattern.exec(line); match; match = pattern.exec(line)) {
    const [text, name, number, word] = match;
    if (name === undefined) {
      if (text === '{' || text === '(' || text === '[') {
        current = { parent: current, uid: keyBefore(line, match.index), numbers: undefined };
        groups.push(current);
      } else current = current.parent ?? current;
      continue;
    }
    // The first one counts: what follows may be the same name of something else.
    if (USER_NAMES.includes(name)) current.uid ??= number ?? word;
    if (number === undefined) continue;
    current.numbers ??= new Map();
    if (!current.numbers.has(name)) current.numbers.set(name, number);
  }
  return groups;
}

/** The number in a key such as `"777":` before the bracket at `at`. */
function keyBefore(line: string, at: number): string | undefined {
  // Most brackets of a line are no values of a key.
  let last = at - 1;
  while (last >= 0 && line.charCodeAt(last) <= SPACE) last--;
  if (last < 0 || NO_KEY.test(line.charAt(last))) return undefined;
  return KEY_BEFORE.exec(line.slice(Math.max(0, at - KEY_LENGTH), at))?.[1];
}

function userOf(group: Group): string | undefined {
  for (let one: Group | undefined = group; one; one = one.parent) if (one.uid !== undefined) return one.uid;
  return undefined;
}
