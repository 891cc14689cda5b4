import { nextSteps, relevantCauses } from '../next-steps.js';
import { plainText } from '../plain-text.js';
import { causeText } from '../wording.js';
import type { Context } from './context.js';

const MOST_CAUSES = 5;
const MOST_STEPS = 6;

/** The most probable causes, with what speaks for and against them. */
export function causes({ result, locale, page, colors }: Context): void {
  if (result.causes.length === 0) return;
  const { report } = locale.text;
  page.section(report.headings.causes);
  const sorted = relevantCauses(result);
  sorted.slice(0, MOST_CAUSES).forEach((cause, index) => {
    page.item(`${index + 1}.`, causeText(cause, locale), 0, colors.bold);
    for (const reason of cause.why) page.item('+', plainText(reason), 3, undefined, colors.outcome.clear);
    for (const reason of cause.against) page.item('-', plainText(reason), 3, undefined, colors.outcome.fired);
  });
  if (sorted.length > MOST_CAUSES) page.text(report.more(sorted.length - MOST_CAUSES), 3, 0, colors.dim);
}

/** What to do now, the most useful first. */
export function steps({ result, locale, page }: Context): void {
  const { report } = locale.text;
  const all = nextSteps(result, MOST_STEPS);
  if (all.length === 0) return;
  page.section(report.headings.nextSteps);
  all.forEach((step, index) => {
    page.item(`${index + 1}.`, plainText(step));
  });
}
