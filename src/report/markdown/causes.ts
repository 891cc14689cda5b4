import { explainedBy } from '../groups.js';
import { escapeText } from '../markup/markdown-escape.js';
import { nextSteps, relevantCauses } from '../next-steps.js';
import { causeText } from '../wording.js';
import { type Context, list } from './context.js';

const MOST_STEPS = 8;

/** The causes with the reasons for and against, the most important first. */
export function causes({ result, locale }: Context): readonly string[] {
  const { report } = locale.text;
  return relevantCauses(result).flatMap((cause, index) => {
    const explained = explainedBy(cause, result).join(report.listSeparator);
    const reasons = [
      ...cause.why.map((reason) => `**${report.reasonsFor}**${report.colon}${escapeText(reason)}`),
      ...cause.against.map((reason) => `**${report.reasonsAgainst}**${report.colon}${escapeText(reason)}`),
      ...(explained === '' ? [] : [escapeText(report.explains(explained))]),
    ];
    return [`### ${index + 1}. ${escapeText(causeText(cause, locale))}`, list(reasons)];
  });
}

/** What to do next, as a numbered list. */
export function steps({ result }: Context): readonly string[] {
  const all = nextSteps(result, MOST_STEPS);
  return all.length === 0 ? [] : [all.map((step, index) => `${index + 1}. ${escapeText(step)}`).join('\n')];
}
