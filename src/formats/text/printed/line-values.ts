import { codesOf } from '../../../input/text-codes.js';
import { PrintedNames } from './names.js';
import { PrintedValue } from './value.js';

/** Names of what tells objects of one kind apart: users, and the streams of standard statistics. */
const USER_NAMES = ['uid', 'userId', 'remoteUid', 'ssrc'];
/** A key such as `"777":` or `777=` that ends at a bracket. */
const KEY_BEFORE = /(\d{1,20})(?:\\?["'])?\s{0,4}(?:[:=]|=>)\s{0,4}$/;
const KEY_LENGTH = 40;
/** Visible ASCII that no key ends with. */
const NO_KEY = /[^:=>\s\u0080-\uffff]/;
const MOST_SPACES = 4;
/** Within strings of JSON or CSV quotes are escaped, once for each string around them, or doubled. */
const MOST_QUOTES = 2;
const MOST_BACKSLASHES = 3;

const SPACE = 32;
const QUOTE = 34;
const APOSTROPHE = 39;
const BACKSLASH = 92;

const OTHER = 0;
const OPENING = 1;
const CLOSING = 2;
const KIND = new Uint8Array(128);
for (const character of '{([') KIND[character.charCodeAt(0)] = OPENING;
for (const character of '})]') KIND[character.charCodeAt(0)] = CLOSING;
for (const character of ':=') KIND[character.charCodeAt(0)] = 3;

/** In place of a value or a group that there is none of. */
export const NONE = -1;
const NOBODY = '';

/** The names that a `LineValues` looks for, those of users among them. */
export function printedNames(wanted: readonly string[]): PrintedNames {
  return new PrintedNames([...new Set([...USER_NAMES, ...wanted])]);
}

/**
 * The numbers that stand behind wanted names in a text (`name: 5`, `"name":5`, `name=5`, also in JSON within a JSON
 * string), and the brackets between which they stand. What stands directly between a pair of brackets is a group; group 0
 * is what stands between none. Brackets need not close: a text may be cut. A text is read in one pass. Groups and values are
 * places in lists, which are used again for the next text.
 */
export class LineValues {
  groups = 0;
  /** Of each group its first value; of each value the next one of its group, which has another name. */
  readonly first: number[] = [];
  readonly next: number[] = [];
  /** Of each value the place of its name in the list of names, and its number. */
  readonly names: number[] = [];
  readonly numbers: number[] = [];

  private text = '';
  private count = 0;
  /** Of each group its last value, the group around it, and where its bracket and its user id stand. */
  private readonly last: number[] = [];
  private readonly parents: number[] = [];
  private readonly brackets: number[] = [];
  private readonly userFrom: number[] = [];
  private readonly userTo: number[] = [];
  /** The users that somebody has asked for. */
  private readonly users: (string | undefined)[] = [];
  private readonly value = new PrintedValue();

  constructor(private readonly wanted: PrintedNames) {}

  /** True when it is this text that has been read. */
  isOf(text: string): boolean {
    return this.text === text;
  }

  read(text: string): void {
    this.text = text;
    this.groups = 0;
    this.count = 0;
    let group = this.open(NONE, NONE);
    const codes = codesOf(text);
    const { length } = text;
    for (let at = 0; at < length; at++) {
      const code = codes[at] ?? 0;
      const kind = code < 128 ? (KIND[code] ?? OTHER) : OTHER;
      if (kind === OTHER) continue;
      if (kind === OPENING) group = this.open(group, at);
      else if (kind === CLOSING) group = Math.max(this.parents[group] ?? NONE, 0);
      else this.named(codes, at, group);
    }
  }

  /** Id of the user that a group is about: the key before its bracket, or a member of it, or that of what it lies in. */
  userOf(group: number): string | undefined {
    const { parents, users } = this;
    let user: string | undefined;
    let at = group;
    for (; user === undefined && at !== NONE; at = parents[at] ?? NONE) user = users[at] ?? this.ownUser(at);
    // Kept for all groups on the way: a text of brackets within brackets would be climbed from each of them.
    for (let inner = group; inner !== at; inner = parents[inner] ?? NONE) users[inner] = user ?? NOBODY;
    return user === NOBODY ? undefined : user;
  }

  private open(parent: number, bracket: number): number {
    const group = this.groups++;
    this.parents[group] = parent;
    this.brackets[group] = bracket;
    this.first[group] = NONE;
    this.last[group] = NONE;
    this.userFrom[group] = NONE;
    this.users[group] = undefined;
    return group;
  }

  /** Takes what stands on both sides of the colon or equals sign at `at`, if that is a wanted name and a value. */
  private named(codes: Uint16Array, at: number, group: number): void {
    const name = this.wanted.endingAt(codes, endBefore(codes, at));
    if (name < 0 || !this.value.take(this.text, codes, startBehind(codes, at + 1))) return;
    const { from, to, number } = this.value;
    // The first one counts: what follows may be the same name of something else.
    if (name < USER_NAMES.length && this.userFrom[group] === NONE) {
      this.userFrom[group] = from;
      this.userTo[group] = to;
    }
    if (!Number.isNaN(number) && !this.has(group, name)) this.add(group, name, number);
  }

  private has(group: number, name: number): boolean {
    let value = this.first[group] ?? NONE;
    while (value !== NONE && this.names[value] !== name) value = this.next[value] ?? NONE;
    return value !== NONE;
  }

  private add(group: number, name: number, number: number): void {
    const value = this.count++;
    this.names[value] = name;
    this.numbers[value] = number;
    this.next[value] = NONE;
    const last = this.last[group] ?? NONE;
    if (last === NONE) this.first[group] = value;
    else this.next[last] = value;
    this.last[group] = value;
  }

  private ownUser(group: number): string | undefined {
    const { text } = this;
    const from = this.userFrom[group] ?? NONE;
    return (
      keyBefore(text, this.brackets[group] ?? NONE) ??
      (from === NONE ? undefined : text.slice(from, this.userTo[group]))
    );
  }
}

/** Where the quotes and blanks begin that stand before `at`. */
function endBefore(codes: Uint16Array, at: number): number {
  let end = at;
  for (let n = 0; n < MOST_SPACES && end > 0 && isSpace(codes[end - 1] ?? 0); n++) end--;
  for (let n = 0; n < MOST_QUOTES && end > 0 && isQuote(codes[end - 1] ?? 0); n++) {
    end--;
    for (let m = 0; m < MOST_BACKSLASHES && end > 0 && codes[end - 1] === BACKSLASH; m++) end--;
  }
  return end;
}

/** Where the blanks and quotes end that begin at `from`. */
function startBehind(codes: Uint16Array, from: number): number {
  let start = from;
  for (let n = 0; n < MOST_SPACES && isSpace(codes[start] ?? 0); n++) start++;
  for (let n = 0; n < MOST_QUOTES; n++) {
    let quote = start;
    while (quote - start < MOST_BACKSLASHES && codes[quote] === BACKSLASH) quote++;
    if (!isQuote(codes[quote] ?? 0)) break;
    start = quote + 1;
  }
  return start;
}

function isQuote(code: number): boolean {
  return code === QUOTE || code === APOSTROPHE;
}

function isSpace(code: number): boolean {
  if (code === SPACE || (code >= 9 && code <= 13)) return true;
  return code >= 160 && /\s/.test(String.fromCharCode(code));
}

/** The number in a key such as `"777":` before the bracket at `at`. */
function keyBefore(text: string, at: number): string | undefined {
  // Most brackets of a text are no values of a key.
  let last = at - 1;
  while (last >= 0 && text.charCodeAt(last) <= SPACE) last--;
  if (last < 0 || NO_KEY.test(text.charAt(last))) return undefined;
  return KEY_BEFORE.exec(text.slice(Math.max(0, at - KEY_LENGTH), at))?.[1];
}
