import { notJudged } from '../not-judged.js';
import { plainText } from '../plain-text.js';
import { anythingRead } from '../wording.js';
import { type Context, MARKS } from './context.js';

const MOST_REASONS = 5;

/** What could not be judged, and why. */
export function openQuestions({ result, locale, page, colors }: Context): void {
  const { report } = locale.text;
  if (!anythingRead(result)) return;
  const missing = notJudged(result);
  if (missing.symptoms.length + missing.rules.length + missing.failed.length === 0) return;
  page.section(report.headings.notJudged);
  for (const { symptoms: names, outcome, reason } of missing.symptoms) {
    const title = names.map((symptom) => locale.text.symptoms[symptom]).join(report.listSeparator);
    const text = title + report.colon + (plainText(reason) || locale.text.outcomes[outcome]);
    page.item(MARKS[outcome], text, 0, undefined, colors.outcome[outcome]);
  }
  for (const { rule, reason } of missing.failed.slice(0, MOST_REASONS)) {
    page.item(MARKS.error, report.checkFailed(plainText(rule), plainText(reason)), 0, undefined, colors.outcome.error);
  }
  if (missing.rules.length === 0) return;
  const kinds = missing.kinds.map((kind) => report.dataKinds[kind]).join(report.listSeparator);
  page.text(report.checksNotJudged(missing.rules.length, kinds), 0, 0, colors.dim);
}
