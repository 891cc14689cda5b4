import { formatDuration, formatMeasured, NO_VALUE, signalName } from '../../locale/values.js';
import type { ResultFinding } from '../../model/result.js';
import { codeTexts } from '../codes.js';
import { type FindingGroup, worstInOrder } from '../groups.js';
import { codeBlock, escapeText, inlineCode, markdownTable } from '../markup/markdown-escape.js';
import { plainText } from '../plain-text.js';
import { type Story, tellStories } from '../stories.js';
import { fullTime, intoCall, shortTime } from '../times.js';
import { causeText, storyTimes, subjectText, whatHappened } from '../wording.js';
import { type Context, list } from './context.js';

const MOST_ROWS = 20;
const MOST_GROUPS = 30;
/** For so many of a group's findings the evidence is quoted. */
const PROVEN = 3;

/** The stories in brief, then every group of findings that people noticed, in the order of the stories. */
export function findings(context: Context): readonly string[] {
  return [...storyLines(context), ...findingGroups(context)];
}

/** One list item for each story: when, why, and what it did. */
export function storyLines(context: Context): readonly string[] {
  const { stories } = tellStories(context.result);
  return stories.length === 0 ? [] : [list(stories.map((story) => storyLine(story, context)))];
}

/**
 * Every group of findings that people noticed, with its times, numbers and evidence.
 * @param mostAlike of one rule's groups in a story so many are shown
 */
export function findingGroups(context: Context, mostAlike = Number.POSITIVE_INFINITY): readonly string[] {
  const chapters = tellStories(context.result).stories.flatMap((story) => story.chapters);
  const all = chapters.reduce((sum, { others }) => sum + 1 + others.length, 0);
  const shown = chapters.flatMap(({ group, others }) => [group, ...others].slice(0, mostAlike)).slice(0, MOST_GROUPS);
  const hidden = all - shown.length;
  return [
    ...shown.flatMap((group, index) => findingGroup(group, index + 1, context)),
    ...(hidden > 0 ? [context.locale.text.report.moreGroups(hidden)] : []),
  ];
}

/** `**P1 16:06:15: The network was interrupted (likely, 70%)**` with what it did below: freezes ×2, 2.1 s (limit 0.5 s). */
function storyLine(story: Story, { locale, style }: Context): string {
  const { report } = locale.text;
  const times = storyTimes(story, locale, (iso) => shortTime(iso, style, locale));
  const parts = story.chapters.map(({ group, others }) => {
    const count = group.ranked.length + others.reduce((sum, { ranked }) => sum + ranked.length, 0);
    const title = plainText(group.worst.title) + (count === 1 ? '' : ` ×${count}`);
    return `  - ${escapeText(title + report.colon + whatHappened(group.worst, locale))}`;
  });
  const head = `${story.severity} ${escapeText(report.story(times, causeText(story.cause, locale)))}`;
  return [`**${head}**`, ...parts].join('\n');
}

/** One line each: nobody notices them yet. */
export function risks({ result, locale, style }: Context): readonly string[] {
  const { report } = locale.text;
  const lines = tellStories(result).risks.map(({ worst, ranked }) => {
    const often = ranked.length === 1 ? '' : ` ×${ranked.length}`;
    const facts = [shortTime(worst.start, style, locale), whatHappened(worst, locale)].map(escapeText);
    const subject = subjectText(worst.subject, result, locale, inlineCode);
    const title = `${escapeText(worst.title)}${often}${report.clauseSeparator}${subject}`;
    return `${title}${report.colon}${facts.join(report.clauseSeparator)}${report.parenthesis(inlineCode(worst.rule))}`;
  });
  return lines.length === 0 ? [] : [list(lines)];
}

function findingGroup(group: FindingGroup, number: number, context: Context): readonly string[] {
  const { result, locale, style } = context;
  const { report, severities } = locale.text;
  const { worst } = group;
  const grade = `${worst.severity}${report.parenthesis(severities[worst.severity])}`;
  const { start, intoCall: into, duration, measured, limit, severity } = report.columns;
  const callStart = result.calls.find(({ id }) => id === worst.subject.call)?.start ?? null;
  const signal = escapeText(signalName(locale, worst.measured.signal));
  const rows = worstInOrder(group, MOST_ROWS).map((finding) => {
    const values = formatMeasured(locale, finding.measured);
    return [
      escapeText(fullTime(finding.start, style, locale)),
      intoCall(finding.start, callStart, locale) ?? NO_VALUE,
      formatDuration(locale, finding.durationMs),
      escapeText(values.value),
      escapeText(values.limit),
      finding.severity,
    ];
  });
  const hidden = group.ranked.length - rows.length;
  const about = [
    `${report.columns.where}${report.colon}${subjectText(worst.subject, result, locale, inlineCode)}`,
    escapeText(report.probableCause(causeText(group.cause, locale))),
    `${report.columns.rule}${report.colon}${inlineCode(worst.rule)}`,
  ];
  return [
    `### ${number}. ${escapeText(worst.title)}${report.colon}${grade}`,
    escapeText(worst.message),
    list(about),
    ...codes(worstInOrder(group, MOST_ROWS), context),
    markdownTable([start, into, duration, `${measured}${report.colon}${signal}`, limit, severity], rows),
    hidden > 0 ? report.more(hidden) : '',
    ...evidence(worstInOrder(group, PROVEN), context),
  ];
}

/** What the codes in the evidence mean. */
function codes(shown: readonly ResultFinding[], { locale }: Context): readonly string[] {
  const { parenthesis, sentenceEnd } = locale.text.report;
  const items = codeTexts(shown, locale).map(
    ({ title, text, source }) =>
      `**${escapeText(title)}**${sentenceEnd}${escapeText(text)}${source === '' ? '' : parenthesis(inlineCode(source))}`,
  );
  return items.length === 0 ? [] : [list(items)];
}

/** The lines that prove the worst findings, each once. */
function evidence(shown: readonly ResultFinding[], { locale }: Context): readonly string[] {
  const { report } = locale.text;
  const lines = shown.flatMap((finding) =>
    finding.evidence.map(
      ({ source, line, offset, excerpt }) =>
        `${report.evidenceAt(source, line, String(offset))}${report.colon}${excerpt}`,
    ),
  );
  return lines.length === 0
    ? []
    : [`${report.headings.evidence}${report.colon}`.trim(), codeBlock([...new Set(lines)])];
}
