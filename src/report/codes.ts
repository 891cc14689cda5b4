import type { Locale } from '../locale/locale.js';
import type { ResultCode, ResultFinding } from '../model/result.js';
import { plainText } from './plain-text.js';

/** What a report says of one code in the evidence of findings. */
export interface CodeText {
  /** The vendor, the code and its name, with what it is called. */
  readonly title: string;
  /** What it means and what to do, as sentences; for a code that is not known, that it is not. */
  readonly text: string;
  /** Address and date of what documents it; empty for a code that is not known. */
  readonly source: string;
}

/** The codes of findings in words, each once, in the order of the findings. */
export function codeTexts(findings: readonly ResultFinding[], locale: Locale): readonly CodeText[] {
  const texts = new Map<string, CodeText>();
  for (const { codes = [], unknownCodes = [] } of findings) {
    for (const code of codes) texts.set(JSON.stringify([code.vendor, code.code]), knownCode(code, locale));
    for (const { vendor, code, message } of unknownCodes) {
      const title = plainText(locale.text.report.code(vendor, code));
      texts.set(JSON.stringify([vendor, code]), { title, text: plainText(message), source: '' });
    }
  }
  return [...texts.values()];
}

function knownCode({ vendor, code, name, title, meaning, advice, source, date }: ResultCode, locale: Locale): CodeText {
  const { report } = locale.text;
  const printed = name === null || name === code ? code : `${code} ${name}`;
  return {
    title: plainText(report.code(vendor, printed) + report.colon + title),
    text: plainText(meaning + report.sentenceSeparator + advice),
    source: plainText(source + report.clauseSeparator + date),
  };
}
