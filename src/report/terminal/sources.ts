import { formatBytes, formatNumber, warningText } from '../../locale/values.js';
import type { ResultSource } from '../../model/result.js';
import { plainText } from '../plain-text.js';
import { period, shortTime } from '../times.js';
import { type Context, MARKS } from './context.js';

const MOST_SOURCES = 20;

/** What was read, and what could not be. */
export function sources(context: Context): void {
  const { result, locale, page, colors } = context;
  const { report } = locale.text;
  page.section(report.headings.sources);
  if (result.sources.length === 0) page.text(report.noSources);
  // What could not be read comes first: it is what a reader may have to act on.
  const sorted = [...result.sources].sort((a, b) => Number(a.status === 'analyzed') - Number(b.status === 'analyzed'));
  for (const source of sorted.slice(0, MOST_SOURCES)) oneSource(source, context);
  if (sorted.length > MOST_SOURCES) page.text(report.more(sorted.length - MOST_SOURCES), 0, 0, colors.dim);
}

function oneSource(source: ResultSource, { locale, style, page, colors }: Context): void {
  const { report, sourceStatus } = locale.text;
  const facts = [sourceStatus[source.status], formatBytes(locale, source.bytes)];
  if (source.status === 'analyzed') {
    facts.push(report.records(formatNumber(locale, source.records)));
    const span = period(source.start, source.end, locale, (iso) => shortTime(iso, style, locale));
    if (span !== '') facts.push(span);
  }
  const name = plainText(source.path) + report.parenthesis(plainText(source.format));
  const outcome = source.status === 'analyzed' ? 'clear' : source.status === 'failed' ? 'error' : 'not-observable';
  page.item(
    MARKS[outcome],
    name + report.colon + facts.join(report.clauseSeparator),
    0,
    undefined,
    colors.outcome[outcome],
  );
  for (const warning of source.warnings) page.item('-', plainText(warningText(locale, warning)), 2);
}
