import type { Locale } from '../../locale/locale.js';
import { localeOf } from '../../locale/locale.js';
import type { TriageResult } from '../../model/result.js';
import { type TimeStyle, timeStyle } from '../times.js';

/** What every section of a Markdown document needs to know. */
export interface Context {
  readonly result: TriageResult;
  readonly locale: Locale;
  readonly style: TimeStyle;
}

/** The context of a result, in its own language. */
export function contextOf(result: TriageResult): Context {
  const locale = localeOf(result.language);
  return { result, locale, style: timeStyle(result, locale) };
}

/** A section of several blocks; nothing when it has none. */
export function section(title: string, blocks: readonly string[]): readonly string[] {
  return blocks.length === 0 ? [] : [`## ${title}`, ...blocks];
}

/** A bulleted list; items are Markdown already. */
export const list = (items: readonly string[]): string => items.map((item) => `- ${item}`).join('\n');

/** Blocks as a document: parted by empty lines, with a newline at the end. */
export const document = (blocks: readonly string[]): string =>
  `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
