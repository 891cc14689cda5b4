import { formatNumber, NO_VALUE } from '../../locale/values.js';
import { markdownTable } from '../markup/markdown-escape.js';
import { anythingRead } from '../wording.js';
import type { Context } from './context.js';

/** One row for each of the six symptoms. */
export function symptoms({ result, locale }: Context): readonly string[] {
  if (result.symptoms.length === 0 || !anythingRead(result)) return [];
  const { report, outcomes, severities } = locale.text;
  const { symptom, result: outcome, findings: number, worst } = report.columns;
  const rows = result.symptoms.map((line) => [
    locale.text.symptoms[line.symptom],
    line.outcome === 'clear' || line.severity === 'P3' ? outcomes[line.outcome] : `**${outcomes[line.outcome]}**`,
    line.outcome === 'fired' ? formatNumber(locale, line.findings) : NO_VALUE,
    line.severity === null ? NO_VALUE : `${line.severity}${report.colon}${severities[line.severity]}`,
  ]);
  return [markdownTable([symptom, outcome, number, worst], rows)];
}
