import { isPseudonym } from '../pseudonyms.js';
import type { Detector } from './detector.js';
import { type GatedDetector, gated } from './gate.js';
import { MARK } from './marks.js';
import { OF, replaceWhere, runs } from './places-to-look.js';
import type { Stage } from './stages.js';

const LOCAL_PART = /[\w.+%\u00c0-\u024f-]/;
const LABEL = '[A-Za-z0-9\\u00c0-\\u024f-]{1,63}';
const DOMAIN = new RegExp(
  `^(?:${LABEL}(?:\\.${LABEL}){0,5}\\.[A-Za-z]{2,24}(?![\\w-])|\\[(?:\\d{1,3}\\.){3}\\d{1,3}\\])`,
);
const LONGEST_LOCAL_PART = 64;

/** E-mail addresses, and the like of them: the ids of XMPP rooms and users. */
export const detectEmails: Detector = (text, claims) => {
  let output = '';
  let done = 0;
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    let start = at;
    while (start > done && at - start < LONGEST_LOCAL_PART && LOCAL_PART.test(text[start - 1] ?? '')) start--;
    // The letter of an escape, as in `\nbob@example.com`, is no part of the name.
    if (text[start - 1] === '\\' && /[nrt]/.test(text[start] ?? '')) start++;
    const domain = start < at ? DOMAIN.exec(text.slice(at + 1, at + 400))?.[0] : undefined;
    // A URL whose user and password have been replaced looks like one, too.
    if (domain === undefined || isPseudonym(text.slice(start, at)) || domain === 'redacted.invalid') continue;
    const end = at + 1 + domain.length;
    output += text.slice(done, start) + claims.claim('email', text.slice(start, end));
    done = end;
  }
  return done === 0 ? text : output + text.slice(done);
};

/** What stands between the digits of a number: blanks, hyphens, dots, also those of typesetting. */
const GAP = '[ \\u00a0.\\u2010-\\u2015-]';
const DIGIT = '[\\d\\uff10-\\uff19]';
const INTERNATIONAL = new RegExp(
  `(?<![\\w/+=.])\\(?\\+(?:1|2|3|4|5|6|7|8|9)\\d{0,3}\\)?${GAP}?(?:\\(\\d{1,4}\\)${GAP}?)?\\d(?:${GAP}?\\d){5,12}(?![\\w/+=]|\\.\\d)`,
  'g',
);
/** Bare digits are a phone number only where the words before say so: counters and times have as many digits. */
const AFTER_WORD = `(?:[ _]?(?:no|num|number))?["'\\\\:=：\\s]{0,4}(?:to |from |user )?["']?`;
const SAID = new RegExp(
  `((?:phone|mobile|tel|telefon[eo]?|t[ée]l(?:éphone)?|sip|sips|call(?:ing|ed|er|ee)?|dial(?:ing|ed)?|sms|msisdn|whatsapp|wa\\.me/|手机号?|电话|座机|号码)` +
    `${AFTER_WORD})(` +
    `\\(?\\+?${DIGIT}{2,4}\\)?(?:(?:${GAP}|/)?${DIGIT}){5,11})(?![\\w]|\\.\\d)`,
  'gi',
);
/** What follows such a word, or its first letters. */
const AFTER_SAID = new RegExp(`(?:[a-zé]{0,6}|号)${AFTER_WORD}\\(?\\+?${DIGIT}{2}`, 'iy');
const MOST_BEFORE_NUMBER = 40;

/** True where a number follows what may be such a word. The first look spares the second, for `call` is a usual word. */
function saysNumber(text: string, end: number): boolean {
  let at = end;
  while (at < end + MOST_BEFORE_NUMBER && !isDigit(text.charCodeAt(at))) at++;
  if (at === end + MOST_BEFORE_NUMBER) return false;
  AFTER_SAID.lastIndex = end;
  return AFTER_SAID.test(text);
}

function isDigit(code: number): boolean {
  return OF.digits[code] === 1 || (code >= 0xff10 && code <= 0xff19);
}

/** A Chinese mobile number that is written in groups, which no counter and no time is. */
const CHINESE_MOBILE = /(?<![\w.+-])1[3-9]\d([ \u00a0.-])\d{4}\1\d{4}(?![\w-]|\.\d)/g;
/** Eleven digits in three groups. */
const MOBILE_PLACES = runs(OF.digitsAndGaps, 13, {
  accept: (text, start, end) => hasTwoGaps(text, start, end) && GROUPED.test(text.slice(start, end)),
});
const GROUPED = /\d{3}[^\d]\d{4}[^\d]\d{4}/;
/** Resident identity card of China (GB 11643): region, date of birth, sequence, check digit. */
const RESIDENT = /(?<![\w.])[1-8]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![\w]|\.\d)/g;
/** It is the whole of a run of digits, but for an X. Most runs of that length are the decimals of a number. */
const RESIDENT_PLACES = runs(OF.digits, 17, {
  first: 1,
  accept: (text, start, end) => end - start <= 18 && text.charCodeAt(start - 1) !== DOT,
});
const DOT = 0x2e;
const RESIDENT_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** Phone numbers with a plus sign, or after a word that says so. */
export const phoneDetectors: readonly GatedDetector[] = [
  gated(INTERNATIONAL, (text, claims) => text.replace(INTERNATIONAL, (value) => claims.claim('phone', value))),
  gated(
    SAID,
    (text, claims) =>
      text.replace(SAID, (found: string, before: string, value: string) =>
        value.replace(/[^\d\uff10-\uff19]/g, '').length < 7 ? found : before + claims.claim('phone', value),
      ),
    undefined,
    saysNumber,
  ),
];

/** Chinese mobile numbers as they are grouped. */
export const mobileStage: Stage = {
  marks: MARK.grouped,
  detect: ({ text }, claims) =>
    replaceWhere(text, CHINESE_MOBILE, MOBILE_PLACES, ([value]) => claims.claim('phone', value)),
};

/** Numbers of identity cards whose check digit is right. */
export const personalIdStage: Stage = {
  marks: MARK.manyDigits,
  detect: ({ text }, claims) =>
    replaceWhere(text, RESIDENT, RESIDENT_PLACES, ([value]) =>
      value.at(-1)?.toUpperCase() === checkDigit(value) ? claims.claim('personal-id', value) : value,
    ),
};

/** A decimal number, as most runs are, has one. */
function hasTwoGaps(text: string, start: number, end: number): boolean {
  let gaps = 0;
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if ((code < 0x30 || code > 0x39) && ++gaps === 2) return true;
  }
  return false;
}

function checkDigit(value: string): string | undefined {
  const sum = RESIDENT_WEIGHTS.reduce((total, weight, at) => total + weight * Number(value[at]), 0);
  return '10X98765432'[sum % 11];
}
