import { type Locale, localeOf } from '../locale/locale.js';
import {
  environmentLabel,
  formatBytes,
  formatDuration,
  formatMeasured,
  formatNumber,
  formatSignal,
  NO_VALUE,
  signalName,
  warningText,
} from '../locale/values.js';
import type { ResultCall, ResultFinding, ResultTrack, TriageResult } from '../model/result.js';
import { SIGNALS, type SignalId } from '../model/signal.js';
import { explainedBy, type FindingGroup, worstInOrder } from './groups.js';
import { codeBlock, escapeText, inlineCode, markdownTable } from './markup/markdown-escape.js';
import { callName } from './names.js';
import { nextSteps, relevantCauses } from './next-steps.js';
import { notJudged } from './not-judged.js';
import { plainText } from './plain-text.js';
import { type Story, tellStories } from './stories.js';
import { fullTime, intoCall, period, shortTime, type TimeStyle, timeStyle } from './times.js';
import {
  anythingRead,
  causeText,
  connectTexts,
  storyTimes,
  subjectText,
  summaryTexts,
  verdictText,
  whatHappened,
} from './wording.js';

const MOST_ROWS = 20;
const MOST_TRACKS = 40;
const MOST_GROUPS = 30;
const MOST_STEPS = 8;
/** For so many of a group's findings the evidence is quoted. */
const PROVEN = 3;

interface Context {
  readonly result: TriageResult;
  readonly locale: Locale;
  readonly style: TimeStyle;
}

/** The report as the body of a ticket: complete enough for someone who has neither the log nor this program. */
export function markdown(result: TriageResult): string {
  const locale = localeOf(result.language);
  const context: Context = { result, locale, style: timeStyle(result, locale) };
  const { report } = locale.text;
  const blocks = [
    `# ${report.title}`,
    `**${escapeText(verdictText(result, locale))}**`,
    summaryTexts(result, locale, (iso) => fullTime(iso, context.style, locale))
      .map(escapeText)
      .join(report.sentenceSeparator),
    ...section(report.headings.symptoms, symptoms(context)),
    ...section(report.headings.findings, findings(context)),
    ...section(report.headings.risks, risks(context)),
    ...section(report.headings.causes, causes(context)),
    ...section(report.headings.connect, connects(context)),
    ...section(report.headings.environment, environment(context)),
    ...section(report.headings.media, tracks(context)),
    ...section(report.headings.notJudged, open(context)),
    ...section(report.headings.nextSteps, steps(context)),
    ...section(report.headings.sources, sources(context)),
    escapeText(report.tool(result.tool.name, result.tool.version)),
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

/** A section of several blocks; nothing when it has none. */
function section(title: string, blocks: readonly string[]): readonly string[] {
  return blocks.length === 0 ? [] : [`## ${title}`, ...blocks];
}

const list = (items: readonly string[]): string => items.map((item) => `- ${item}`).join('\n');

function symptoms({ result, locale }: Context): readonly string[] {
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

/** The stories in brief, then every group of findings that people noticed, in the order of the stories. */
function findings(context: Context): readonly string[] {
  const { stories } = tellStories(context.result);
  if (stories.length === 0) return [];
  const groups = stories.flatMap(({ chapters }) => chapters.flatMap(({ group, others }) => [group, ...others]));
  const hidden = groups.length - MOST_GROUPS;
  return [
    list(stories.map((story) => storyLine(story, context))),
    ...groups.slice(0, MOST_GROUPS).flatMap((group, index) => findingGroup(group, index + 1, context)),
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
function risks({ result, locale, style }: Context): readonly string[] {
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
    markdownTable([start, into, duration, `${measured}${report.colon}${signal}`, limit, severity], rows),
    hidden > 0 ? report.more(hidden) : '',
    ...evidence(worstInOrder(group, PROVEN), context),
  ];
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

function causes({ result, locale }: Context): readonly string[] {
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

function connects({ result, locale }: Context): readonly string[] {
  const { call: callColumn, connection: name, result: outcome, total, parts, path } = locale.text.report.columns;
  const rows = result.calls.flatMap((call) =>
    call.connections.map((connection) => {
      const texts = connectTexts(connection, locale);
      return [
        inlineCode(callName(call.id, result)),
        inlineCode(connection.id),
        texts.outcome,
        texts.total,
        texts.parts.map(escapeText).join('<br>') || NO_VALUE,
        connection.path === undefined ? NO_VALUE : escapeText(connection.path),
      ];
    }),
  );
  return rows.length === 0 ? [] : [markdownTable([callColumn, name, outcome, total, parts, path], rows)];
}

function environment(context: Context): readonly string[] {
  return context.result.calls.flatMap((call) => callEnvironment(call, context));
}

function callEnvironment(call: ResultCall, { result, locale, style }: Context): readonly string[] {
  const { report } = locale.text;
  const time = period(call.start, call.end, locale, (iso) => fullTime(iso, style, locale));
  const facts: string[] = [`SDK${report.colon}${escapeText(`${call.sdk.name} ${call.sdk.version}`)}`];
  if (time !== '') facts.push(`${report.columns.time}${report.colon}${escapeText(time)}`);
  for (const [label, value] of Object.entries(call.environment)) {
    facts.push(`${escapeText(environmentLabel(locale, label))}${report.colon}${escapeText(value)}`);
  }
  return [
    `${report.call(inlineCode(callName(call.id, result)))}${report.clauseSeparator}${inlineCode(call.source)}`,
    list(facts),
  ];
}

function tracks({ result, locale }: Context): readonly string[] {
  const { report } = locale.text;
  const rows = result.calls.flatMap((call) =>
    call.connections.flatMap((connection) =>
      connection.tracks.map((track) => [
        `${inlineCode(callName(call.id, result))} / ${inlineCode(connection.id)}`,
        trackName(track, locale),
        Object.entries(track.totals)
          .map(([signal, value]) => escapeText(totalText(signal, value, locale)))
          .join('<br>') || NO_VALUE,
      ]),
    ),
  );
  if (rows.length === 0) return [];
  const { connection, track, totals } = report.columns;
  const hidden = rows.length - MOST_TRACKS;
  return [
    markdownTable([connection, track, totals], rows.slice(0, MOST_TRACKS)),
    ...(hidden > 0 ? [report.more(hidden)] : []),
  ];
}

function trackName(track: ResultTrack, locale: Locale): string {
  const codec = track.codec === undefined ? '' : locale.text.report.parenthesis(escapeText(track.codec));
  return (
    locale.text.report.track(locale.text.subjects[`${track.direction}-${track.kind}`], inlineCode(track.id)) + codec
  );
}

function totalText(signal: string, value: number, locale: Locale): string {
  const unit = isSignal(signal) ? SIGNALS[signal].unit : '';
  return `${signalName(locale, signal)} ${formatSignal(locale, signal, value, unit).trim()}`;
}

const isSignal = (id: string): id is SignalId => Object.hasOwn(SIGNALS, id);

function open({ result, locale }: Context): readonly string[] {
  const { report, outcomes } = locale.text;
  if (!anythingRead(result)) return [];
  const missing = notJudged(result);
  const symptomLines = missing.symptoms.map(({ symptoms: names, outcome, reason }) => {
    const bold = names.map((symptom) => `**${locale.text.symptoms[symptom]}**`).join(report.listSeparator);
    return `${bold}${report.colon}${escapeText(reason || outcomes[outcome])}`;
  });
  const failed = missing.failed.map(({ rule, reason }) => escapeText(report.checkFailed(rule, reason)));
  const blocks: string[] = [];
  if (symptomLines.length + failed.length > 0) blocks.push(list([...symptomLines, ...failed]));
  if (missing.rules.length > 0) {
    const kinds = missing.kinds.map((kind) => report.dataKinds[kind]).join(report.listSeparator);
    const rules = missing.rules.map(inlineCode).join(report.listSeparator);
    blocks.push(escapeText(report.checksNotJudged(missing.rules.length, kinds)), rules);
  }
  return blocks;
}

function steps({ result }: Context): readonly string[] {
  const all = nextSteps(result, MOST_STEPS);
  return all.length === 0 ? [] : [all.map((step, index) => `${index + 1}. ${escapeText(step)}`).join('\n')];
}

function sources({ result, locale, style }: Context): readonly string[] {
  const { report, sourceStatus } = locale.text;
  if (result.sources.length === 0) return [report.noSources];
  const { file, format, status, size, records, time, clock } = report.columns;
  const rows = result.sources.map((source) => [
    inlineCode(source.path),
    inlineCode(source.format),
    source.status === 'analyzed' ? sourceStatus.analyzed : `**${sourceStatus[source.status]}**`,
    formatBytes(locale, source.bytes),
    formatNumber(locale, source.records),
    escapeText(period(source.start, source.end, locale, (iso) => fullTime(iso, style, locale))) || NO_VALUE,
    source.clock.resolutionMs > 0
      ? escapeText(
          report.clock(clockZone(source.clock.zone, locale), formatDuration(locale, source.clock.resolutionMs)),
        )
      : NO_VALUE,
  ]);
  const remarks = result.sources.flatMap(({ path, warnings }) =>
    warnings.map((warning) => `${inlineCode(path)}${report.colon}${escapeText(warningText(locale, warning))}`),
  );
  return [
    markdownTable([file, format, status, size, records, time, clock], rows),
    ...(remarks.length === 0 ? [] : [list(remarks)]),
  ];
}

const clockZone = (zone: string, locale: Locale): string =>
  zone === 'unknown' ? locale.text.report.deviceTime : plainText(zone);
