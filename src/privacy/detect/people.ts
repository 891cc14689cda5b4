import { isPseudonym } from '../pseudonyms.js';
import type { Detector } from './detector.js';

const LOCAL_PART = /[\w.+%-]/;
const DOMAIN = /^[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){0,5}\.[A-Za-z]{2,24}(?![\w-])/;
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

const INTERNATIONAL = /(?<![\w/+=.])\+[1-9]\d{0,3}[ -]?(?:\(\d{1,4}\)[ -]?)?\d(?:[ -]?\d){5,12}(?![\w/+=]|\.\d)/g;
/** Bare digits are a phone number only where the words before say so: counters and times have as many digits. */
const SAID =
  /((?:phone|mobile|tel|sip|call(?:ing|ed|er|ee)?|dial(?:ing|ed)?|sms|msisdn|手机号?|电话|号码)(?:[ _]?(?:no|num|number))?["'\\:=：\s]{0,4}(?:to |from |user )?["']?)(\(?\d{2,4}\)?(?:[ -]?\d){5,11})(?![\w]|\.\d)/gi;

/** Phone numbers: with a plus sign, or after a word that says so. */
export const detectPhones: Detector = (text, claims) =>
  text
    .replace(INTERNATIONAL, (value) => claims.claim('phone', value))
    .replace(SAID, (found: string, before: string, value: string) =>
      value.replace(/\D/g, '').length < 7 ? found : before + claims.claim('phone', value),
    );
