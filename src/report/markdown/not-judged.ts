import { escapeText, inlineCode } from '../markup/markdown-escape.js';
import { notJudged as collect } from '../not-judged.js';
import { anythingRead } from '../wording.js';
import { type Context, list } from './context.js';

/** What the reader must not take for healthy, and what is missing to judge it. */
export function notJudged(context: Context): readonly string[] {
  const { result, locale } = context;
  const { report } = locale.text;
  if (!anythingRead(result)) return [];
  const missing = collect(result);
  const blocks = [...notJudgedSymptoms(context)];
  if (missing.rules.length > 0) {
    const kinds = missing.kinds.map((kind) => report.dataKinds[kind]).join(report.listSeparator);
    const rules = missing.rules.map(inlineCode).join(report.listSeparator);
    blocks.push(escapeText(report.checksNotJudged(missing.rules.length, kinds)), rules);
  }
  return blocks;
}

/** The symptoms alone: of them a reader must not think that they were not there. */
export function notJudgedSymptoms({ result, locale }: Context): readonly string[] {
  const { report, outcomes } = locale.text;
  if (!anythingRead(result)) return [];
  const missing = collect(result);
  const symptomLines = missing.symptoms.map(({ symptoms: names, outcome, reason }) => {
    const bold = names.map((symptom) => `**${locale.text.symptoms[symptom]}**`).join(report.listSeparator);
    return `${bold}${report.colon}${escapeText(reason || outcomes[outcome])}`;
  });
  const failed = missing.failed.map(({ rule, reason }) => escapeText(report.checkFailed(rule, reason)));
  const items = [...symptomLines, ...failed];
  return items.length === 0 ? [] : [list(items)];
}
