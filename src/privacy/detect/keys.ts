import type { Kind } from '../kinds.js';
import type { Claims } from '../vault.js';
import { type Detector, saysNothing } from './detector.js';
import { type FoundName, nameThatEnds, nextName } from './find-names.js';
import type { GatedDetector } from './gate.js';
import { isVague, kindOfName, nameEndings } from './key-names.js';
import { namesSomebody } from './looks.js';
import { END_OF_NAME } from './text-finder.js';

/** Between the items of a list: `["ann","bob"]`. */
const COMMA = /\s?,\s?/y;
/** Quotes as deep in texts within texts as they come: `"`, `\"`, `\\\"`. */
const OPENER = /\\{0,15}["']|[“‘「『【]/y;
const CLOSERS: ReadonlyMap<string, string> = new Map(
  [...'“‘「『【'].map((opener, at) => [opener, '”’」』】'[at] ?? '']),
);
/** What may stand between a name and its value: `{"exact": "…"}` of constraints, `{"value": "…"}`, the brackets of a list. */
const WRAPPER = /(?:\{\s?\\{0,15}["']?(?:exact|ideal|value)\\{0,15}["']?\s?:\s?|\[\s?)+/y;
/** What a sentence goes on with where no value stands: `getDeviceId: failed to …`. */
const PROSE =
  /^(?:failed|failure|success|succeeded|error|invalid|expired|changed|timeout|is|was|not|no|to|for|the|and|with)$/i;
const SCHEME = /(?:Bearer|Basic|Digest|Token)\s+/iy;
const WORD = /[^\s,;&"'\\<>()[\]{}|]+/y;
/** Labels and names of people hold spaces. */
const PHRASE = /[^\r\n,;&"'\\<>()[\]{}|]+/y;
/** A header's value is the rest of its line, or of the text that the line is quoted in. */
const HEADER = /[^\r\n"'\\]+/y;
const COOKIE = /^(?:set-)?cookie$/i;
/** A telephone number with its blanks. */
const NUMBER = /\(?\+?[\d(\uff10-\uff19][\d\uff10-\uff19 \u00a0()/.\u2010-\u2015-]{4,24}[\d\uff10-\uff19]/y;
const UUID = /^\{?[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\}?/;
const LONGEST_VALUE = 8192;

/** Values behind a name that says what they are, in JSON of any depth, in `name=value`, `name: value` and headers. */
const detectKeys: Detector = (text, claims) => {
  let output = '';
  let done = 0;
  let next = 0;
  for (let found = nextName(text, next); found !== undefined; found = nextName(text, next)) {
    const { name, start: at } = found;
    next = found.end;
    const kind = kindOf(text, found);
    if (kind === undefined) continue;
    const value = valueAt(text, next, kind, COOKIE.test(name));
    if (value === undefined) continue;
    const original = text.slice(value.start, value.end);
    if (value.opener === '' && PROSE.test(original)) continue;
    if (original.trim() !== '' && isValue(kind, name, original, text.slice(Math.max(0, at - 24), at))) {
      output += text.slice(done, value.start) + answer(kind, original, value.opener, claims);
      done = value.end;
    }
    next = Math.max(next, value.end);
    if (text[value.start - value.opener.length - 1] !== '[') continue;
    // The other items of a list.
    for (let item = nextItem(text, value, kind); item !== undefined; item = nextItem(text, item, kind)) {
      const other = text.slice(item.start, item.end);
      if (isValue(kind, '', other, '')) {
        output += text.slice(done, item.start) + answer(kind, other, item.opener, claims);
        done = item.end;
      }
      next = item.end;
    }
  }
  return done === 0 ? text : output + text.slice(done);
};

/** Names that say nothing without the word before them: `Display Name: …`, `user id = …`. */
const SECOND_WORD = /^(?:id|name|number|no|token|key|secret)$/i;
const SHORTEST_FIRST = 3;
const LONGEST_FIRST = 16;

function kindOf(text: string, found: FoundName): Kind | undefined {
  return kindOfName(found.name) ?? kindOfTwoWords(text, found);
}

function kindOfTwoWords(text: string, { name, start }: FoundName): Kind | undefined {
  if (!SECOND_WORD.test(name)) return undefined;
  if (text.charCodeAt(start - 1) !== SPACE) return undefined;
  const end = start - 1;
  let first = end;
  while (end - first < LONGEST_FIRST && isLetter(text.charCodeAt(first - 1))) first--;
  if (end - first < SHORTEST_FIRST) return undefined;
  const both = text.slice(first, end) + name;
  const kind = kindOfName(both);
  return kind === undefined || isVague(both) ? undefined : kind;
}

const SPACE = 0x20;

function isLetter(code: number): boolean {
  return (code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a;
}

interface Value {
  readonly start: number;
  readonly end: number;
  readonly opener: string;
}

/** Where the value at the place begins and ends; undefined where an object, a list of objects or nothing stands. */
function valueAt(text: string, from: number, kind: Kind, isCookie = false): Value | undefined {
  const unwrapped = sticky(WRAPPER, text, from);
  const opener = openerAt(text, unwrapped);
  const inside = sticky(SCHEME, text, unwrapped + opener.length);
  if (opener !== '') return { start: inside, end: closing(text, unwrapped + opener.length, opener), opener };
  const pattern = isCookie ? HEADER : kind === 'device' || kind === 'name' ? PHRASE : WORD;
  const number = kind === 'phone' ? sticky(NUMBER, text, inside) : inside;
  const end = number > inside ? number : sticky(pattern, text, inside);
  return end === inside ? undefined : { start: inside, end: Math.min(end, inside + LONGEST_VALUE), opener };
}

/** The item of a list that follows another; undefined at its end. */
function nextItem(text: string, { end, opener }: Value, kind: Kind): Value | undefined {
  const from = end + opener.length;
  const next = sticky(COMMA, text, from);
  return next === from ? undefined : valueAt(text, next, kind);
}

function openerAt(text: string, from: number): string {
  return text.slice(from, sticky(OPENER, text, from));
}

/** Where a match at the place ends; the place itself when there is none. */
function sticky(pattern: RegExp, text: string, from: number): number {
  pattern.lastIndex = from;
  return pattern.test(text) ? pattern.lastIndex : from;
}

/** The place of the closing quote; the end of the line for a value that is cut. */
function closing(text: string, from: number, opener: string): number {
  const newline = text.indexOf('\n', from);
  const limit = Math.min(newline < 0 ? text.length : newline, from + LONGEST_VALUE);
  const closer = CLOSERS.get(opener) ?? opener;
  for (let at = text.indexOf(closer, from); at >= 0 && at < limit; at = text.indexOf(closer, at + 1)) {
    // One more backslash before it: a quote within the value.
    if (text[at - 1] !== '\\') return at;
  }
  return limit;
}

/** Short names mean other things as well: what follows has to look like the value. */
const SHAPES: ReadonlyMap<string, RegExp> = new Map([
  // Sequence numbers have this name, too.
  ['sn', /^(?=.*\d)(?=.*[A-Za-z])(?!0x)[\w-]{8,64}$/],
  ['did', /^[\w-]{12,64}$/],
  // Of a language model: a count.
  ['tokens', /^(?=.*[A-Za-z])\S{8,}$/],
  // Not the names of interfaces, nor of kinds of networks.
  ['networkname', /^(?!(?:[a-z]{2,6}\d{0,3}|wi-?fi|cellular|ethernet|mobile|vpn|loopback|[2-5]g|lte|any)$).+$/i],
]);
const KIND_SHAPES: ReadonlyMap<Kind, RegExp> = new Map<Kind, RegExp>([
  ['mac', /^(?:[0-9A-Fa-f]{2}[:_-]?){5}[0-9A-Fa-f]{2}$|^(?:[0-9A-Fa-f]{4}\.){2}[0-9A-Fa-f]{4}$/],
  // As one number; other addresses are known by their look.
  ['public-ip', /^[1-4]?\d{8,9}$/],
  ['phone', /(?:[\d\uff10-\uff19][^\dA-Za-z]{0,3}){6}/],
  ['personal-id', /(?:\d[\s-]?){6}/],
]);

const plainName = (name: string): string => name.toLowerCase().replace(/[_-]/g, '');

/** False for what stands behind such a name and yet is no such value. */
function isValue(kind: Kind, name: string, value: string, before: string): boolean {
  if (saysNothing(value.trim())) return false;
  // Attributes of a source in SDP: its CNAME is made of chance and no channel, its label is a track.
  if (/ssrc:\d+ $/.test(before)) return false;
  if (kind === 'device' && UUID.test(value)) return false;
  // A number of audio channels, the user that has no number yet.
  if (/^channel$/i.test(name) && /^\d{1,2}$/.test(value)) return false;
  if (/^-?\d+$/.test(value) && Number(value) <= 0) return false;
  if (kind === 'uid' && value === '4294967295') return false;
  // A count, not the number of a device.
  if (/^serial(?:no)?$/i.test(name) && /^\d{1,7}$/.test(value)) return false;
  // Who opened a session, on some servers; where it is the session itself, it is long.
  if (/^session$/i.test(name) && value.length < 16) return false;
  if ((kind === 'network-name' || kind === 'session' || kind === 'device-id') && /^-?\d{1,5}$/.test(value))
    return false;
  if ((kind === 'token' || kind === 'secret') && /^-?\d{1,3}$/.test(value)) return false;
  if (isVague(name) && !namesSomebody(value)) return false;
  if (SHAPES.get(plainName(name))?.test(value) === false || KIND_SHAPES.get(kind)?.test(value) === false) return false;
  // Types and descriptions instead of values: `user: User`, `token: string`.
  return !/^(?:string|number|boolean|\w+\(.*)$/.test(value);
}

/** The pseudonym; `http://…` and such behind a name are for other detectors. */
function answer(kind: Kind, original: string, opener: string, claims: Claims): string {
  const trimmed = original.trimEnd();
  return claims.claim(kind, opener === '' ? trimmed : plain(trimmed)) + original.slice(trimmed.length);
}

/** The value that JSON escapes stand for, so that it is the same value wherever it is found. */
function plain(value: string): string {
  if (!value.includes('\\')) return value;
  return value.replace(/\\+u([0-9A-Fa-f]{4})/g, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** See `detectKeys`. */
export const keyDetector: GatedDetector = {
  needs: nameEndings().map((ending) => ending + END_OF_NAME),
  // It ends like one, but does it tell anything? In most logs it does not, for one name of a statistic ends so.
  confirm: (text, end) => {
    const found = nameThatEnds(text, end);
    return found === undefined || kindOf(text, found) !== undefined;
  },
  detect: detectKeys,
};
