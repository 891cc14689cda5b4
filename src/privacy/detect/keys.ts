import type { Kind } from '../kinds.js';
import type { Claims } from '../vault.js';
import { type Detector, saysNothing } from './detector.js';
import { nextName } from './find-names.js';
import { kindOfName } from './key-names.js';

/** Between the items of a list: `["ann","bob"]`. */
const COMMA = /\s?,\s?/y;
/** Quotes as deep in texts within texts as they come: `"`, `\"`, `\\\"`. */
const OPENER = /\\{0,15}["']/y;
/** What may stand between a name and its value: `{"exact": "…"}` of constraints, the brackets of a list. */
const WRAPPER = /(?:\{\s?\\{0,15}["']?(?:exact|ideal)\\{0,15}["']?\s?:\s?|\[\s?)+/y;
/** What a sentence goes on with where no value stands: `getDeviceId: failed to …`. */
const PROSE =
  /^(?:failed|failure|success|succeeded|error|invalid|expired|changed|timeout|is|was|not|no|to|for|the|and|with)$/i;
const SCHEME = /(?:Bearer|Basic|Digest|Token)\s+/iy;
const WORD = /[^\s,;&"'\\<>()[\]{}|]+/y;
/** Labels and names of people hold spaces. */
const PHRASE = /[^\r\n,;&"'\\<>()[\]{}|]+/y;
/** A telephone number with its blanks. */
const NUMBER = /\+?[\d(][\d ()/.-]{4,24}\d/y;
const UUID = /^\{?[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\}?/;
const LONGEST_VALUE = 8192;

/** Values behind a name that says what they are, in JSON of any depth, in `name=value`, `name: value` and headers. */
export const detectKeys: Detector = (text, claims) => {
  let output = '';
  let done = 0;
  let next = 0;
  for (let found = nextName(text, next); found !== undefined; found = nextName(text, next)) {
    const { name, start: at } = found;
    next = found.end;
    const kind = kindOfName(name);
    if (kind === undefined) continue;
    const value = valueAt(text, next, kind);
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

interface Value {
  readonly start: number;
  readonly end: number;
  readonly opener: string;
}

/** Where the value at the place begins and ends; undefined where an object, a list of objects or nothing stands. */
function valueAt(text: string, from: number, kind: Kind): Value | undefined {
  const unwrapped = sticky(WRAPPER, text, from);
  const opener = openerAt(text, unwrapped);
  const inside = sticky(SCHEME, text, unwrapped + opener.length);
  if (opener !== '') return { start: inside, end: closing(text, unwrapped + opener.length, opener), opener };
  const pattern = kind === 'device' || kind === 'name' ? PHRASE : WORD;
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
  for (let at = text.indexOf(opener, from); at >= 0 && at < limit; at = text.indexOf(opener, at + 1)) {
    // One more backslash before it: a quote within the value.
    if (text[at - 1] !== '\\') return at;
  }
  return limit;
}

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
  if ((kind === 'network-name' || kind === 'session') && /^-?\d{1,5}$/.test(value)) return false;
  if ((kind === 'token' || kind === 'secret') && /^-?\d{1,3}$/.test(value)) return false;
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
