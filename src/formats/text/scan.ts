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

/** Expression that finds brackets and `name: number`, also in JSON within a JSON string (`\"name\":`). */
export function scanPattern(names: readonly string[]): RegExp {
  const name = `(?<name>${[...names, ...USER_NAMES].join('|')})`;
  const value = `(?:(?<number>-?\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d{1,3})?)|(?<word>[\\w-]{1,64}))`;
  return new RegExp(`[{}()[\\]]|\\b${name}(?:\\\\?["'])?\\s{0,4}[:=]\\s{0,4}(?:\\\\?["'])?${value}`, 'g');
}

interface Group {
  readonly parent: Group | undefined;
  uid: string | undefined;
  readonly numbers: Map<string, string>;
}

/** What a line says of each object on it. A line that was cut has brackets that never close: they are not needed. */
export function scanLine(line: string, scan: Scan): Scanned[] {
  const groups = groupsOf(line, scan.pattern);
  const byWord = scan.orLine.some((word) => line.includes(word));
  const found: Scanned[] = [];
  for (const group of groups) {
    if (!byWord && scan.needs.size > 0 && ![...group.numbers.keys()].some((name) => scan.needs.has(name))) continue;
    const values: Record<string, number> = {};
    for (const [name, text] of group.numbers) {
      const entry = scan.metrics.get(name);
      const value = entry?.convert(text);
      if (entry && typeof value === 'number' && Number.isFinite(value)) values[entry.metric] ??= value;
    }
    if (Object.keys(values).length > 0) found.push({ uid: userOf(group), values });
  }
  return found;
}

function groupsOf(line: string, pattern: RegExp): Group[] {
  let current: Group = { parent: undefined, uid: undefined, numbers: new Map() };
  const groups = [current];
  for (const match of line.matchAll(pattern)) {
    const { name, number, word } = match.groups ?? {};
    if (name === undefined) {
      if ('{(['.includes(match[0])) {
        const before = line.slice(Math.max(0, match.index - KEY_LENGTH), match.index);
        current = { parent: current, uid: KEY_BEFORE.exec(before)?.[1], numbers: new Map() };
        groups.push(current);
      } else current = current.parent ?? current;
      continue;
    }
    // The first one counts: what follows may be the same name of something else.
    if (USER_NAMES.includes(name)) current.uid ??= number ?? word;
    if (number !== undefined && !current.numbers.has(name)) current.numbers.set(name, number);
  }
  return groups;
}

function userOf(group: Group): string | undefined {
  for (let one: Group | undefined = group; one; one = one.parent) if (one.uid !== undefined) return one.uid;
  return undefined;
}
