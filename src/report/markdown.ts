import type { TriageResult } from '../model/result.js';
import { connects, environment, tracks } from './markdown/calls.js';
import { causes, steps } from './markdown/causes.js';
import { contextOf, document, section } from './markdown/context.js';
import { findings, risks } from './markdown/findings.js';
import { notJudged } from './markdown/not-judged.js';
import { sources } from './markdown/sources.js';
import { symptoms } from './markdown/symptoms.js';
import { versions } from './markdown/versions.js';
import { escapeText } from './markup/markdown-escape.js';
import { fullTime } from './times.js';
import { summaryTexts, verdictText } from './wording.js';

/** The report as a document: complete enough for someone who has neither the log nor this program. */
export function markdown(result: TriageResult): string {
  const context = contextOf(result);
  const { locale, style } = context;
  const { report } = locale.text;
  return document([
    `# ${report.title}`,
    `**${escapeText(verdictText(result, locale))}**`,
    summaryTexts(result, locale, (iso) => fullTime(iso, style, locale))
      .map(escapeText)
      .join(report.sentenceSeparator),
    ...section(report.headings.symptoms, symptoms(context)),
    ...section(report.headings.findings, findings(context)),
    ...section(report.headings.risks, risks(context)),
    ...section(report.headings.causes, causes(context)),
    ...section(report.headings.connect, connects(context)),
    ...section(report.headings.environment, environment(context)),
    ...section(report.headings.versions, versions(context)),
    ...section(report.headings.media, tracks(context)),
    ...section(report.headings.notJudged, notJudged(context)),
    ...section(report.headings.nextSteps, steps(context)),
    ...section(report.headings.sources, sources(context)),
    escapeText(report.tool(result.tool.name, result.tool.version)),
  ]);
}
