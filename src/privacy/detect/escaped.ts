import { codesOf } from '../../input/text-codes.js';
import { mayBeText, SAMPLE } from './base64.js';
import type { Detector } from './detector.js';
import { OF, replaceWhere, runs } from './places-to-look.js';

/** One way in which a text spells characters. */
interface Spelling {
  /** Finds an escape; with the flag `g`. */
  readonly escapes: RegExp;
  /** Characters that end what is looked at together. */
  readonly ends: RegExp;
  decode(stretch: string): string;
  encode(plain: string): string;
}

/** So much around an escape is looked at together, up to the next place where a value may end. */
const BEFORE = 1024;
const AFTER = 4096;
const MOST_AFTER = 64 * 1024;
const BETWEEN_VALUES = /[\s,{}[\]]/;

/**
 * Looks at texts as they are meant that spell their characters in another way. A stretch in which nothing is found
 * stays as it is spelled.
 */
function rereading(detect: Detector, { escapes, ends, decode, encode }: Spelling): Detector {
  return (text, claims) => {
    let output = '';
    let done = 0;
    escapes.lastIndex = 0;
    for (let match = escapes.exec(text); match !== null; match = escapes.exec(text)) {
      const start = startOf(text, match.index, done, ends);
      const end = endOf(text, escapes.lastIndex, ends);
      const plain = decode(text.slice(start, end));
      const answer = detect(plain, claims);
      output += text.slice(done, start) + (answer === plain ? text.slice(start, end) : encode(answer));
      done = end;
      escapes.lastIndex = end;
    }
    return done === 0 ? text : output + text.slice(done);
  };
}

function startOf(text: string, from: number, least: number, ends: RegExp): number {
  let start = from;
  while (start > least && !ends.test(text[start - 1] ?? '')) {
    if (from - start > BEFORE && BETWEEN_VALUES.test(text[start - 1] ?? '')) break;
    start--;
  }
  return start;
}

function endOf(text: string, from: number, ends: RegExp): number {
  let end = from;
  while (end < text.length && end - from < MOST_AFTER && !ends.test(text[end] ?? '')) {
    if (end - from > AFTER && BETWEEN_VALUES.test(text[end] ?? '')) break;
    end++;
  }
  return end;
}

const CODE = /(\\+)(?:u([0-9A-Fa-f]{4})|x([2-7][0-9A-Fa-f])|\/)/g;
const SURROGATE = /^d[89a-f]/i;

/** `\u0040` of JSON in whatever depth, `\x40` of JavaScript, and slashes that are escaped. Line breaks and halves of characters stay escaped. */
const JSON_ESCAPES: Spelling = {
  escapes: /\\u(?!d[89a-f]|00[01])[0-9A-Fa-f]{4}|\\x(?:2[1-9A-F]|[3-7][0-9A-F])|\\\//gi,
  ends: /[\r\n]/,
  decode: (stretch) =>
    stretch.replace(CODE, (found: string, slashes: string, four: string | undefined, two: string | undefined) => {
      if (four === undefined && two === undefined) return '/';
      const code = Number.parseInt(four ?? two ?? '', 16);
      if (code < 0x20 || code === 0x7f || (four !== undefined && SURROGATE.test(four))) return found;
      const character = String.fromCharCode(code);
      // The quote of a text that lies so deep has one backslash less than twice as many.
      return character === '"' || character === '\\' ? '\\'.repeat(2 * slashes.length - 1) + character : character;
    }),
  // What was escaped needs no escape where it is not a quote, a backslash or a control character.
  encode: (plain) => plain,
};

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['quot', '"'],
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['apos', "'"],
  ['nbsp', '\u00a0'],
]);
const ENTITY = /&(?:(quot|amp|lt|gt|apos|nbsp)|#(\d{2,5})|#x([0-9a-f]{2,4}));/gi;

/** `&quot;` of pages that were saved. */
const HTML_ENTITIES: Spelling = {
  escapes: /&(?:quot|amp|lt|gt|apos|nbsp|#\d{2,5}|#x[0-9a-f]{2,4});/gi,
  ends: /[<>\r\n]/,
  decode: (stretch) =>
    stretch.replace(ENTITY, (found: string, name: string | undefined, decimal?: string, hex?: string) => {
      if (name !== undefined) return ENTITIES.get(name.toLowerCase()) ?? found;
      const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
      return code < 0x20 || code > 0xffff ? found : String.fromCharCode(code);
    }),
  encode: (plain) =>
    plain.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
};

/** Looks at texts with escapes of JSON as they are meant. */
export const jsonEscapesDetector = (detect: Detector): Detector => rereading(detect, JSON_ESCAPES);

/** Looks at texts with entities of HTML as they are meant. */
export const entitiesDetector = (detect: Detector): Detector => rereading(detect, HTML_ENTITIES);

const BASE64_PLACES = runs(OF.anyBase64, SAMPLE, { first: 1 });
const BASE64 = /(?<![A-Za-z0-9+/_=-])[A-Za-z0-9+/_-]{32,65536}={0,2}/g;
const NO_TEXT = /[^\t\n\r -~\u00a0-\ud7ff\ue000-\ufffc]/;

/** Texts in base64 that hold something to redact are replaced as a whole: nobody reads them, and they may hold anything. */
export function base64Detector(detect: Detector): Detector {
  return (text, claims) =>
    replaceWhere(text, BASE64, BASE64_PLACES, ([found]) => {
      if (!mayBeText(codesOf(found.slice(0, SAMPLE)), 0)) return found;
      const plain = Buffer.from(found, 'base64').toString('utf8');
      if (NO_TEXT.test(plain) || !/[^\w+/=-]/.test(plain)) return found;
      return detect(plain, claims) === plain ? found : claims.claim('token', found);
    });
}
