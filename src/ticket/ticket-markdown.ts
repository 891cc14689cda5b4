import { connects, environment, tracks } from '../report/markdown/calls.js';
import { causes, steps } from '../report/markdown/causes.js';
import { document, section } from '../report/markdown/context.js';
import { findingGroups, risks, storyLines } from '../report/markdown/findings.js';
import { notJudgedSymptoms } from '../report/markdown/not-judged.js';
import { sources } from '../report/markdown/sources.js';
import { versions } from '../report/markdown/versions.js';
import { escapeText } from '../report/markup/markdown-escape.js';
import { fullTime } from '../report/times.js';
import { summaryTexts, verdictText } from '../report/wording.js';
import { troubledCalls } from './fields.js';
import { attachments, moreLogs, originals } from './markdown/attachments.js';
import { type TicketContext, ticketContext } from './markdown/context.js';
import { answers, complaint, missing, who } from './markdown/fields.js';
import { header, title } from './markdown/header.js';
import { ruledOut } from './markdown/ruled-out.js';
import { when } from './markdown/when.js';
import type { Ticket } from './ticket.js';

/** Of the findings of one rule about different calls or tracks so many are shown; the result names all. */
const MOST_ALIKE = 3;

/** Of more calls than this only those with findings are described. */
const MOST_CALLS = 4;

/** The ticket as Markdown: what a support engineer of the vendor reads first, and can act on without asking back. */
export function ticketMarkdown(ticket: Ticket): string {
  const context = ticketContext(ticket);
  const { locale, result, words } = context;
  const { report } = locale.text;
  // Of a log of many calls those that went well tell nothing here; the result has them all.
  const calls = result.calls.length <= MOST_CALLS ? result.calls : troubledCalls(result).slice(0, MOST_CALLS);
  const troubled = { ...context, result: { ...result, calls } };
  return document([
    `# ${escapeText(title(context))}`,
    header(context),
    ...section(words.headings.experience, experience(context)),
    ...section(words.headings.when, when(context)),
    ...section(words.headings.who, who(context)),
    ...section(words.headings.reproduce, answers(context)),
    ...section(words.headings.evidence, findingGroups(context, MOST_ALIKE)),
    ...section(report.headings.causes, causes(context)),
    ...section(report.headings.versions, versions(context)),
    ...section(words.headings.ruledOut, ruledOut(context)),
    ...section(report.headings.notJudged, notJudgedSymptoms(context)),
    ...section(report.headings.risks, risks(context)),
    ...section(report.headings.connect, connects(troubled)),
    ...section(report.headings.environment, environment(troubled)),
    ...section(report.headings.media, tracks(troubled)),
    ...section(report.headings.nextSteps, steps(context)),
    ...section(report.headings.sources, sources(context)),
    ...section(words.headings.originals, originals(context)),
    ...section(words.headings.attachments, attachments(context)),
    ...section(words.headings.missing, missing(context)),
    ...section(words.headings.sending, moreLogs(context)),
    escapeText(report.tool(result.tool.name, result.tool.version)),
  ]);
}

/** What happened in the user's terms: by cause, worst first; where nothing was found, what was looked at. */
function experience(context: TicketContext): readonly string[] {
  const told = storyLines(context);
  const { result, locale, style } = context;
  const show = (iso: string | null): string => fullTime(iso, style, locale);
  const summary = summaryTexts(result, locale, show).map(escapeText).join(locale.text.report.sentenceSeparator);
  const verdict = told.length === 0 ? [escapeText(verdictText(result, locale))] : [];
  return [...complaint(context), ...verdict, ...told, summary];
}
