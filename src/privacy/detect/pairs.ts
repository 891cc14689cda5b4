import type { Kind } from '../kinds.js';
import { type Detector, saysNothing } from './detector.js';
import { CHINESE_NAMES } from './find-names.js';
import { type GatedDetector, gated } from './gate.js';
import { isVague, kindOfName } from './key-names.js';
import { noWord } from './looks.js';
import type { Sight } from './screen.js';
import { END_OF_NAME } from './text-finder.js';

/** Whatever stands behind their names is one. */
const SURE: ReadonlySet<Kind> = new Set<Kind>(['secret', 'token', 'ice-pwd']);
/** What `\s` fits, without the line break that ends what is looked at. */
const BLANKS =
  '\t\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff';
const QUOTE = '\\\\{0,15}["\']';
const NAME = `([A-Za-z_][\\w-]{1,40}|${CHINESE_NAMES})`;
const VALUE = '([^"\'\\\\\\r\\n]{3,4096})';

/** `["Cookie","sid=…"]`, `("password", "…")`: nothing else stands within the brackets, so it is no list of names. */
const TUPLE = new RegExp(`([[(]\\s?${QUOTE}${NAME}${QUOTE}\\s?,\\s?${QUOTE})${VALUE}(?=${QUOTE}\\s?[\\])])`, 'g');
/** `{"key":"password","value":"…"}`. */
const MEMBERS = new RegExp(
  `(${QUOTE}(?:key|name|field|header|k)${QUOTE}\\s?:\\s?${QUOTE}${NAME}${QUOTE}\\s?,\\s?` +
    `${QUOTE}(?:value|val|v|content)${QUOTE}\\s?:\\s?(?:${QUOTE})?)${VALUE}(?=${QUOTE}|[,}])`,
  'g',
);
/** `setToken("…")`: a function that takes nothing else. */
const CALL = new RegExp(`(\\b(?:set|renew|update|use|with)${NAME}\\(\\s?${QUOTE})${VALUE}(?=${QUOTE}\\s?\\))`, 'gi');
/** `用户【ann】`, `密码为“…”`. */
const CHINESE = new RegExp(
  `((${CHINESE_NAMES})(?:为|是|叫)?\\s?[“‘「『【])([^”’」』】\\r\\n]{1,128})(?=[”’」』】])`,
  'g',
);
/** `密码为 …`, `昵称为…的用户`. */
const CHINESE_IS = new RegExp(`((${CHINESE_NAMES})为\\s?)(?![空无未])([^\\s，。；、“”"'的,;]{2,64})`, 'g');

/** Cookies that a shell is given; what of them looks like a session would be replaced alone otherwise. */
const SHELL_COOKIES = /(\bcurl [^\r\n]{0,256}?(?:-b|--cookie) ["'])([^"'\r\n]{4,2048})/g;

/** Values beside a name that says what they are, without colon or equals sign between them. */
export const pairDetectors: readonly GatedDetector[] = [
  gated(SHELL_COOKIES, (text, claims) =>
    text.replace(SHELL_COOKIES, (_found, before: string, value: string) => before + claims.claim('secret', value)),
  ),
  // Two names side by side may as well be a list of names.
  named(
    TUPLE,
    opened('([', '"\'\\'),
    (kind, value) => SURE.has(kind) || noWord(value) || /\P{ASCII}/u.test(value),
    (text, end) => opensTuple(text, end - 2) || opensTuple(text, end - 3),
  ),
  named(
    MEMBERS,
    ['value', 'val', 'content', '"v', "'v", '\\v'].map((name) => name + END_OF_NAME),
  ),
  named(CALL, opened('(', '"\'\\')),
  named(CHINESE),
  named(CHINESE_IS),
];

/** A bracket and a quote, with a blank of any sort between them or none. */
function opened(brackets: string, quotes: string): readonly string[] {
  return [...brackets].flatMap((bracket) =>
    [...quotes].flatMap((quote) => ['', ...BLANKS].map((blank) => bracket + blank + quote)),
  );
}

/** The beginning of `TUPLE` where a list of many names shows that it is none: the bracket closes behind the second text. */
const OPENS_TUPLE = new RegExp(TUPLE.source, 'y');

function opensTuple(text: string, at: number): boolean {
  OPENS_TUPLE.lastIndex = at;
  return at >= 0 && OPENS_TUPLE.test(text);
}

function named(
  pattern: RegExp,
  needs?: readonly string[],
  sure: (kind: Kind, value: string) => boolean = () => true,
  confirm?: Sight['confirm'],
): GatedDetector {
  const detect: Detector = (text, claims) =>
    text.replace(pattern, (found: string, before: string, name: string, value: string) => {
      const kind = kindOfName(name);
      if (kind === undefined || isVague(name) || saysNothing(value) || !sure(kind, value)) return found;
      return before + claims.claim(kind, value);
    });
  return gated(pattern, detect, needs, confirm);
}
