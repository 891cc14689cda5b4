import { formatNumber, NO_VALUE } from '../../locale/values.js';
import type { ResultSymptom } from '../../model/result.js';
import type { Paint } from '../text/table.js';
import { shortTime } from '../times.js';
import { anythingRead, summaryTexts, verdictText } from '../wording.js';
import type { Colors } from './colors.js';
import { type Context, MARKS, RISK_MARK } from './context.js';

/** The verdict in a sentence, what was found in some more, and which times the report shows. */
export function verdict({ result, locale, style, page, colors }: Context): void {
  page.text(verdictText(result, locale), 0, 0, colors.verdict[result.verdict]);
  for (const text of summaryTexts(result, locale, (iso) => shortTime(iso, style, locale))) page.text(text);
  if (style.shared !== undefined) {
    page.text(locale.text.report.timesShared(style.shared.date, style.shared.zone), 0, 0, colors.dim);
  }
}

/** The table of the six symptoms. */
export function symptoms({ result, locale, page, colors }: Context): void {
  if (result.symptoms.length === 0 || !anythingRead(result)) return;
  const { report, outcomes, severities } = locale.text;
  page.section(report.headings.symptoms);
  const { symptom, result: outcome, findings: number, worst } = report.columns;
  const head = [`  ${symptom}`, outcome, number, worst].map((text) => ({ text, paint: colors.dim }));
  const rows = result.symptoms.map((line) => [
    {
      text: `${line.severity === 'P3' ? RISK_MARK : MARKS[line.outcome]} ${locale.text.symptoms[line.symptom]}`,
      paint: paintOf(line, colors),
      hang: 2,
    },
    { text: outcomes[line.outcome], paint: paintOf(line, colors) },
    { text: line.outcome === 'fired' ? formatNumber(locale, line.findings) : NO_VALUE },
    line.severity === null
      ? { text: NO_VALUE }
      : { text: `${line.severity} ${severities[line.severity]}`, paint: colors.severity[line.severity] },
  ]);
  page.table(head, rows);
}

/** What is a risk only is not painted as a symptom. */
function paintOf({ severity, outcome }: ResultSymptom, colors: Colors): Paint {
  return severity === 'P3' ? colors.severity.P3 : colors.outcome[outcome];
}
