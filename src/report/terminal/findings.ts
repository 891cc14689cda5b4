import type { Locale } from '../../locale/locale.js';
import { formatDuration } from '../../locale/values.js';
import type { TriageResult } from '../../model/result.js';
import { codeTexts } from '../codes.js';
import { type FindingGroup, othersInOrder, worstInOrder } from '../groups.js';
import { sourceName } from '../names.js';
import { plainText } from '../plain-text.js';
import { type Story, tellStories } from '../stories.js';
import { cut } from '../text/wrap.js';
import { shortTime } from '../times.js';
import { causeText, measuredText, speaksForItself, storyTimes, subjectText, whatHappened } from '../wording.js';
import type { Context } from './context.js';

const MOST_STORIES = 6;
/** Rules in one story. */
const MOST_CHAPTERS = 8;
/** So many of them with times and proof. */
const IN_FULL = 2;
const STORY_INDENT = 3;
const MOST_RISKS = 6;
/** So many findings of a group are shown one by one: the worst. */
const SHOWN = 3;
const MOST_CODES = 3;

/** What people noticed, told by cause; each kind of finding with its worst times and their proof. */
export function findings(context: Context): void {
  const { result, locale, page, colors } = context;
  const { stories } = tellStories(result);
  if (stories.length === 0) return;
  const { report } = locale.text;
  page.section(report.headings.findings);
  for (const one of stories.slice(0, MOST_STORIES)) story(one, context);
  if (stories.length > MOST_STORIES) page.text(report.moreKinds(stories.length - MOST_STORIES), 0, 0, colors.dim);
}

/** What nobody notices yet: a line each. */
export function risks(context: Context): void {
  const { result, locale, page, colors } = context;
  const all = tellStories(result).risks;
  if (all.length === 0) return;
  page.section(locale.text.report.headings.risks);
  for (const group of all.slice(0, MOST_RISKS)) shortGroup(group, 0, context);
  if (all.length > MOST_RISKS) page.text(locale.text.report.more(all.length - MOST_RISKS), 3, 0, colors.dim);
}

/** What one cause did: the worst parts in full, the others a line each. */
function story(one: Story, context: Context): void {
  const { locale, style, page, colors } = context;
  const { report } = locale.text;
  const times = storyTimes(one, locale, (iso) => shortTime(iso, style, locale));
  const title = report.story(times, causeText(one.cause, locale));
  page.item(one.severity, title, 0, colors.bold, colors.severity[one.severity]);
  one.chapters.slice(0, MOST_CHAPTERS).forEach(({ group, others }, index) => {
    if (index < IN_FULL) findingGroup(group, context);
    else shortGroup(group, STORY_INDENT, context);
    if (others.length > 0) page.text(report.sameElsewhere(others.length), STORY_INDENT + 3, 0, colors.dim);
  });
  const more = one.chapters.length - MOST_CHAPTERS;
  if (more > 0) page.text(report.more(more), STORY_INDENT, 0, colors.dim);
}

/** A group in full: what its codes mean, when it was worst, and a line of the log that proves it. */
function findingGroup(group: FindingGroup, { result, locale, style, page, colors }: Context): void {
  const { report } = locale.text;
  const { worst } = group;
  const indent = STORY_INDENT + 3;
  page.item(
    worst.severity,
    groupTitle(group, result, locale),
    STORY_INDENT,
    undefined,
    colors.severity[worst.severity],
  );
  if (!speaksForItself(worst.measured.signal)) page.text(plainText(worst.message), indent);
  for (const { title: name, text } of codeTexts(worstInOrder(group, SHOWN), locale).slice(0, MOST_CODES))
    page.text(`${name}${report.sentenceEnd}${text}`, indent, 2);
  for (const finding of worstInOrder(group, SHOWN)) {
    const when = shortTime(finding.start, style, locale);
    const lasting = finding.durationMs > 0 ? report.lasting(formatDuration(locale, finding.durationMs)) : '';
    const measured = speaksForItself(finding.measured.signal) ? measuredText(finding, locale) : '';
    const mark = finding.severity === worst.severity ? '' : ` [${finding.severity}]`;
    page.item('·', [when, lasting, measured].filter(Boolean).join('  ') + mark, indent);
  }
  const rest = othersInOrder(group, SHOWN);
  const [first] = rest;
  if (first !== undefined) {
    const from = shortTime(first.start, style, locale);
    const to = shortTime(rest.at(-1)?.start ?? null, style, locale);
    page.item('·', from === to ? report.more(rest.length) : report.moreBetween(rest.length, from, to), indent);
  }
  const [proof] = worst.evidence;
  if (proof === undefined) return;
  const name = sourceName(proof.source, result);
  const at = plainText(proof.line > 0 ? `${name}:${proof.line}` : `${name}@${proof.offset}`);
  const line = `${report.headings.evidence}${report.colon}${at}  ${withoutStyle(plainText(proof.excerpt))}`;
  // Two lines are enough to recognise the place; the Markdown and JSON reports have it all.
  page.text(cut(line, 2 * (page.width - indent - 5)), indent, 2, colors.dim);
}

/** A group as one line: what, where, how bad. */
function shortGroup(group: FindingGroup, indent: number, { result, locale, style, page, colors }: Context): void {
  const { report } = locale.text;
  const { worst } = group;
  const measure = whatHappened(worst, locale);
  const time = shortTime(worst.start, style, locale);
  page.item(
    worst.severity,
    `${groupTitle(group, result, locale)}${report.colon}${time}${report.clauseSeparator}${measure}`,
    indent,
    undefined,
    colors.severity[worst.severity],
  );
}

/** What, where, and how often. */
function groupTitle({ worst, ranked }: FindingGroup, result: TriageResult, locale: Locale): string {
  const { report } = locale.text;
  const subject = subjectText(worst.subject, result, locale, plainText);
  const number = ranked.length === 1 ? '' : report.parenthesis(report.findingsCount(ranked.length));
  return plainText(worst.title) + report.clauseSeparator + subject + number;
}

/** A browser's console prints the colours of a styled line as text: they would fill the little room there is. */
const withoutStyle = (line: string): string => line.replace(/%c|\bcolor: #\w{3,8};(?: font-weight: \w{1,10};)? ?/g, '');
