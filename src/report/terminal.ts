import pc from 'picocolors';
import { type Locale, localeOf } from '../locale/locale.js';
import { formatBytes, formatDuration, formatNumber, NO_VALUE, warningText } from '../locale/values.js';
import type { Outcome, Severity } from '../model/finding.js';
import type { ResultConnection, ResultSource, ResultSymptom, TriageResult, Verdict } from '../model/result.js';
import { codeTexts } from './codes.js';
import { type FindingGroup, othersInOrder, worstInOrder } from './groups.js';
import { callName, sourceName } from './names.js';
import { nextSteps, relevantCauses } from './next-steps.js';
import { notJudged } from './not-judged.js';
import { plainText } from './plain-text.js';
import type { ReportOptions } from './reporter.js';
import { type Story, tellStories } from './stories.js';
import { Page } from './text/page.js';
import type { Paint } from './text/table.js';
import { cut } from './text/wrap.js';
import { period, shortTime, type TimeStyle, timeStyle } from './times.js';
import { versionTexts } from './versions.js';
import {
  anythingRead,
  causeText,
  connectTexts,
  measuredText,
  speaksForItself,
  storyTimes,
  subjectText,
  summaryTexts,
  verdictText,
  whatHappened,
} from './wording.js';

/** Below this a table is unreadable; above that a line is. */
const NARROWEST = 60;
const WIDEST = 120;

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
const MOST_CAUSES = 5;
const MOST_CONNECTIONS = 10;
const MOST_REASONS = 5;
const MOST_STEPS = 6;
const MOST_SOURCES = 20;
const MOST_VERSIONS = 6;

const MARKS: Readonly<Record<Outcome, string>> = { fired: '✗', clear: '✓', 'not-observable': '?', error: '!' };
/** Found, but nobody notices it yet. */
const RISK_MARK = '•';

/** Everything the sections of one report need. */
interface Context {
  readonly result: TriageResult;
  readonly locale: Locale;
  readonly style: TimeStyle;
  readonly page: Page;
  readonly colors: Colors;
}

interface Colors {
  readonly outcome: Readonly<Record<Outcome, Paint>>;
  readonly severity: Readonly<Record<Severity, Paint>>;
  readonly verdict: Readonly<Record<Verdict, Paint>>;
  readonly bold: Paint;
  readonly dim: Paint;
}

function colorsFor(enabled: boolean): Colors {
  const { bold, cyan, dim, green, magenta, red, yellow } = pc.createColors(enabled);
  return {
    outcome: { fired: red, clear: green, 'not-observable': yellow, error: magenta },
    severity: { P0: (text) => bold(red(text)), P1: red, P2: yellow, P3: cyan },
    verdict: {
      clear: (text) => bold(green(text)),
      symptoms: (text) => bold(red(text)),
      inconclusive: (text) => bold(yellow(text)),
    },
    bold,
    dim,
  };
}

/** The report for a person at a terminal: the verdict first, then what supports it, then what to do. */
export function terminal(result: TriageResult, options: ReportOptions): string {
  const locale = localeOf(result.language);
  const colors = colorsFor(options.color);
  const page = new Page(Math.max(NARROWEST, Math.min(WIDEST, options.width)), colors.bold);
  const context: Context = { result, locale, colors, page, style: timeStyle(result, locale) };
  verdict(context);
  symptoms(context);
  findings(context);
  risks(context);
  causes(context);
  connects(context);
  open(context);
  sources(context);
  versions(context);
  steps(context);
  return page.toString();
}

function verdict({ result, locale, style, page, colors }: Context): void {
  page.text(verdictText(result, locale), 0, 0, colors.verdict[result.verdict]);
  for (const text of summaryTexts(result, locale, (iso) => shortTime(iso, style, locale))) page.text(text);
  if (style.shared !== undefined) {
    page.text(locale.text.report.timesShared(style.shared.date, style.shared.zone), 0, 0, colors.dim);
  }
}

function symptoms({ result, locale, page, colors }: Context): void {
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

function findings(context: Context): void {
  const { result, locale, page, colors } = context;
  const { stories } = tellStories(result);
  if (stories.length === 0) return;
  const { report } = locale.text;
  page.section(report.headings.findings);
  for (const one of stories.slice(0, MOST_STORIES)) story(one, context);
  if (stories.length > MOST_STORIES) page.text(report.moreKinds(stories.length - MOST_STORIES), 0, 0, colors.dim);
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

/** A group as one line: what, where, how bad. */
function shortGroup(group: FindingGroup, indent: number, { result, locale, style, page, colors }: Context): void {
  const { report } = locale.text;
  const { worst } = group;
  const subject = subjectText(worst.subject, result, locale, plainText);
  const number = group.ranked.length === 1 ? '' : report.parenthesis(report.findingsCount(group.ranked.length));
  const measure = whatHappened(worst, locale);
  const title = plainText(worst.title) + report.clauseSeparator + subject + number;
  const time = shortTime(worst.start, style, locale);
  page.item(
    worst.severity,
    `${title}${report.colon}${time}${report.clauseSeparator}${measure}`,
    indent,
    undefined,
    colors.severity[worst.severity],
  );
}

function risks(context: Context): void {
  const { result, locale, page, colors } = context;
  const all = tellStories(result).risks;
  if (all.length === 0) return;
  page.section(locale.text.report.headings.risks);
  for (const group of all.slice(0, MOST_RISKS)) shortGroup(group, 0, context);
  if (all.length > MOST_RISKS) page.text(locale.text.report.more(all.length - MOST_RISKS), 3, 0, colors.dim);
}

function findingGroup(group: FindingGroup, { result, locale, style, page, colors }: Context): void {
  const { report } = locale.text;
  const { worst } = group;
  const indent = STORY_INDENT + 3;
  const number = group.ranked.length === 1 ? '' : report.parenthesis(report.findingsCount(group.ranked.length));
  const subject = subjectText(worst.subject, result, locale, plainText);
  const title = plainText(worst.title) + report.clauseSeparator + subject + number;
  page.item(worst.severity, title, STORY_INDENT, undefined, colors.severity[worst.severity]);
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

/** A browser's console prints the colours of a styled line as text: they would fill the little room there is. */
const withoutStyle = (line: string): string => line.replace(/%c|\bcolor: #\w{3,8};(?: font-weight: \w{1,10};)? ?/g, '');

function causes({ result, locale, page, colors }: Context): void {
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

function connects({ result, locale, page, colors }: Context): void {
  const { report } = locale.text;
  const all = result.calls.flatMap((call) => call.connections.map((connection) => ({ call, connection })));
  const used = all
    .filter(({ connection }) => connection.connect.outcome !== 'unused' && isTelling(connection.connect))
    .sort((a, b) => slowness(b.connection.connect) - slowness(a.connection.connect));
  if (all.length === 0) return;
  page.section(report.headings.connect);
  if (used.length === 0) page.text(report.noConnects);
  else {
    const { connection: name, result: outcome, total, parts } = report.columns;
    const rows = used.slice(0, MOST_CONNECTIONS).map(({ call, connection }) => {
      const texts = connectTexts(connection, locale);
      const id = result.calls.length > 1 ? `${callName(call.id, result)} / ${connection.id}` : connection.id;
      return [
        { text: plainText(id) },
        { text: texts.outcome, ...(connection.connect.outcome === 'failed' && { paint: colors.outcome.fired }) },
        { text: texts.total },
        { text: texts.parts.join(report.listSeparator) || NO_VALUE },
      ];
    });
    page.table(
      [name, outcome, total, parts].map((text) => ({ text, paint: colors.dim })),
      rows,
    );
    if (used.length > MOST_CONNECTIONS) page.text(report.more(used.length - MOST_CONNECTIONS), 0, 0, colors.dim);
  }
  const unused = all.filter(({ connection }) => connection.connect.outcome === 'unused').length;
  if (unused > 0) page.text(report.unusedConnections(unused), 0, 0, colors.dim);
}

/** False for a connection of which the log shows nothing but that it existed. */
function isTelling({ outcome, totalMs, spans }: ResultConnection['connect']): boolean {
  return outcome !== 'unknown' || totalMs !== null || spans.length > 0;
}

/** Failed attempts first, then by time taken. */
function slowness(connect: { readonly outcome: string; readonly totalMs: number | null }): number {
  return connect.outcome === 'failed' || connect.outcome === 'unfinished' ? Number.MAX_VALUE : (connect.totalMs ?? -1);
}

function open({ result, locale, page, colors }: Context): void {
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

function sources(context: Context): void {
  const { result, locale, page, colors } = context;
  const { report } = locale.text;
  page.section(report.headings.sources);
  if (result.sources.length === 0) page.text(report.noSources);
  // What could not be read comes first: it is what a reader may have to act on.
  const sorted = [...result.sources].sort((a, b) => Number(a.status === 'analyzed') - Number(b.status === 'analyzed'));
  for (const source of sorted.slice(0, MOST_SOURCES)) oneSource(source, context);
  if (sorted.length > MOST_SOURCES) page.text(report.more(sorted.length - MOST_SOURCES), 0, 0, colors.dim);
}

function oneSource(source: ResultSource, { locale, style, page, colors }: Context): void {
  const { report, sourceStatus } = locale.text;
  const facts = [sourceStatus[source.status], formatBytes(locale, source.bytes)];
  if (source.status === 'analyzed') {
    facts.push(report.records(formatNumber(locale, source.records)));
    const span = period(source.start, source.end, locale, (iso) => shortTime(iso, style, locale));
    if (span !== '') facts.push(span);
  }
  const name = plainText(source.path) + report.parenthesis(plainText(source.format));
  const mark = source.status === 'analyzed' ? MARKS.clear : source.status === 'failed' ? MARKS.error : '?';
  const outcome = source.status === 'analyzed' ? 'clear' : source.status === 'failed' ? 'error' : 'not-observable';
  page.item(mark, name + report.colon + facts.join(report.clauseSeparator), 0, undefined, colors.outcome[outcome]);
  for (const warning of source.warnings) page.item('-', plainText(warningText(locale, warning)), 2);
}

/** What asks for an update; that a version is not known takes one line below the sources. */
function versions({ result, locale, page, colors }: Context): void {
  const { report } = locale.text;
  const { facts, unknown } = versionTexts(result, locale);
  if (facts.length > 0) page.section(report.headings.versions);
  for (const { mark, text, source, date } of facts.slice(0, MOST_VERSIONS)) {
    const where = [source, date].filter((part) => part !== null).join(report.clauseSeparator);
    page.item(mark, text + (where === '' ? '' : report.parenthesis(where)));
  }
  if (facts.length > MOST_VERSIONS) page.text(report.more(facts.length - MOST_VERSIONS), 3, 0, colors.dim);
  if (unknown !== '') page.text(facts.length > 0 ? unknown : report.versionsUnknown(unknown), 0, 0, colors.dim);
}

function steps({ result, locale, page }: Context): void {
  const { report } = locale.text;
  const all = nextSteps(result, MOST_STEPS);
  if (all.length === 0) return;
  page.section(report.headings.nextSteps);
  all.forEach((step, index) => {
    page.item(`${index + 1}.`, plainText(step));
  });
}
