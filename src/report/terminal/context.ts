import { type Locale, localeOf } from '../../locale/locale.js';
import type { Outcome } from '../../model/finding.js';
import type { TriageResult } from '../../model/result.js';
import type { ReportOptions } from '../reporter.js';
import { Page } from '../text/page.js';
import { type TimeStyle, timeStyle } from '../times.js';
import { type Colors, colorsFor } from './colors.js';

/** Below this a table is unreadable; above that a line is. */
const NARROWEST = 60;
const WIDEST = 120;

/** What a line begins with, by outcome. */
export const MARKS: Readonly<Record<Outcome, string>> = { fired: '✗', clear: '✓', 'not-observable': '?', error: '!' };
/** Found, but nobody notices it yet. */
export const RISK_MARK = '•';

/** Everything the sections of one report need; each writes itself on the page. */
export interface Context {
  readonly result: TriageResult;
  readonly locale: Locale;
  readonly style: TimeStyle;
  readonly page: Page;
  readonly colors: Colors;
}

/** The context of a result, in its own language, with an empty page. */
export function contextOf(result: TriageResult, { color, width }: ReportOptions): Context {
  const locale = localeOf(result.language);
  const colors = colorsFor(color);
  const page = new Page(Math.max(NARROWEST, Math.min(WIDEST, width)), colors.bold);
  return { result, locale, colors, page, style: timeStyle(result, locale) };
}
