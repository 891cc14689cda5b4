import { versionTexts } from '../versions.js';
import type { Context } from './context.js';

const MOST_VERSIONS = 6;

/** What asks for an update; that a version is not known takes one line below the sources. */
export function versions({ result, locale, page, colors }: Context): void {
  const { report } = locale.text;
  const { facts, unknown } = versionTexts(result, locale);
  if (facts.length > 0) page.section(report.headings.versions);
  for (const { mark, text, source, date } of facts.slice(0, MOST_VERSIONS)) {
    const where = [source, date].filter((part) => part !== null).join(report.clauseSeparator);
    page.item(mark, text + (where === '' ? '' : report.parenthesis(where)));
  }
  if (facts.length > MOST_VERSIONS) page.text(report.more(facts.length - MOST_VERSIONS), 3, 0, colors.dim);
  if (unknown !== '') page.text(facts.length > 0 ? unknown : report.versionsUnknown(unknown), 0, 0, colors.dim);
}
