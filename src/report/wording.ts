import type { Locale } from '../locale/locale.js';
import { resultWords } from '../locale/result-words.js';
import {
  confidenceText,
  formatDuration,
  formatMeasured,
  isFlag,
  NO_VALUE,
  signalName,
  spanName,
} from '../locale/values.js';
import type { SubjectKind } from '../model/call.js';
import type {
  ResultCause,
  ResultConnection,
  ResultFinding,
  ResultSubject,
  ResultSymptom,
  TriageResult,
} from '../model/result.js';
import { callName, sourceName } from './names.js';
import { relevantCauses } from './next-steps.js';
import { plainText } from './plain-text.js';
import type { Story } from './stories.js';
import { period } from './times.js';

/** A story names so many of its times. */
const MOST_TIMES = 3;

/** How a reporter shows a name that comes from the log: as it stands, or as code. */
export type ShowName = (name: string) => string;

/** `received video 1234, connection pc1`: only as much of the path as it takes to tell subjects of this result apart. */
export function subjectText(subject: ResultSubject, result: TriageResult, locale: Locale, show: ShowName): string {
  const { report, subjects } = locale.text;
  const parts: string[] = [];
  const call = result.calls.find(({ id }) => id === subject.call);
  const usedConnections = call?.connections.filter(({ connect }) => connect.outcome !== 'unused').length ?? 0;
  if (subject.kind !== null && subject.direction !== null) {
    const kind: SubjectKind = `${subject.direction}-${subject.kind}`;
    parts.push(subject.track === null ? subjects[kind] : report.track(subjects[kind], show(subject.track)));
  }
  if (subject.connection !== null && (parts.length === 0 || usedConnections > 1)) {
    parts.push(report.connection(show(subject.connection)));
  }
  const name = callName(subject.call, result);
  if (parts.length === 0 || result.calls.length > 1) parts.push(report.call(show(name)));
  const source = sourceName(subject.source, result);
  const sources = new Set(result.calls.map((other) => other.source)).size;
  if (sources > 1 && name !== source && !name.startsWith(`${source}#`)) parts.push(show(source));
  return parts.join(report.clauseSeparator);
}

/** `time frozen 35.6% (limit 5%)`. */
export function measuredText(finding: ResultFinding, locale: Locale): string {
  const { report } = locale.text;
  const measured = { ...finding.measured, unit: plainText(finding.measured.unit) };
  const { value, limit } = formatMeasured(locale, measured);
  const name = plainText(signalName(locale, finding.measured.signal));
  // Beyond a limit of nothing is everything: it need not be said.
  return isFlag(finding.measured.signal) || limit === NO_VALUE || measured.threshold === 0
    ? report.measuredAlone(name, value)
    : report.measured(name, value, limit);
}

/** True where signal, value and limit say what happened; `yes`, a number or a length of time need the rule's sentence. */
export const speaksForItself = (signal: string): boolean =>
  signal !== 'duration' && signal !== 'count' && !isFlag(signal);

/** A finding in a few words: its measure, or the rule's sentence where the measure says little. */
export function whatHappened(finding: ResultFinding, locale: Locale): string {
  return speaksForItself(finding.measured.signal) ? measuredText(finding, locale) : plainText(finding.message);
}

/** The first line: what was found, or that nothing was, or that nothing could be said. */
export function verdictText(result: TriageResult, locale: Locale): string {
  const { report, symptoms } = locale.text;
  if (result.verdict === 'inconclusive')
    return report.verdictInconclusive(report.inconclusive[whyInconclusive(result)]);
  if (result.verdict === 'clear') return report.verdictClear;
  const fired = result.symptoms
    .filter(({ outcome, severity }) => outcome === 'fired' && severity !== 'P3')
    .map((line) => symptoms[line.symptom] + (line.severity === null ? '' : report.parenthesis(line.severity)));
  return report.verdictSymptoms(fired.join(report.listSeparator));
}

/** What stood in the way of a verdict. */
function whyInconclusive({ sources, calls }: TriageResult): keyof Locale['text']['report']['inconclusive'] {
  const statuses = new Set(sources.map(({ status }) => status));
  const [only] = statuses;
  if (only === undefined) return 'nothing';
  if (!statuses.has('analyzed')) return statuses.size === 1 ? only : 'mixed';
  if (calls.length === 0) return 'no-call';
  const used = calls.some(({ connections }) => connections.some(({ connect }) => connect.outcome !== 'unused'));
  return used ? 'analyzed' : 'no-connection';
}

/** The sentences after the verdict: probable cause, what could not be judged, scenario, what was read. */
export function summaryTexts(
  result: TriageResult,
  locale: Locale,
  showTime: (iso: string | null) => string,
): readonly string[] {
  const { report, symptoms } = locale.text;
  const texts: string[] = [];
  const [cause] = result.verdict === 'symptoms' ? relevantCauses(result) : [];
  if (cause !== undefined && cause.id !== 'unknown') {
    texts.push(report.mostProbable(plainText(cause.title), ...causeWords(cause, locale)));
  }
  const named = (wanted: (line: ResultSymptom) => boolean): string =>
    result.symptoms
      .filter(wanted)
      .map(({ symptom }) => symptoms[symptom])
      .join(report.listSeparator);
  if (result.verdict === 'inconclusive') texts.push(report.captureAdvice);
  else {
    const [clear, open] = [named(({ outcome }) => outcome === 'clear'), named(isOpen)];
    if (clear + open !== '') texts.push(report.judged(clear, open));
    const risks = named(({ severity }) => severity === 'P3');
    if (risks !== '') texts.push(report.onlyRisks(risks));
  }
  const starts = result.calls.flatMap(({ start }) => start ?? []).sort(order);
  const ends = result.calls.flatMap(({ end }) => end ?? []).sort(order);
  const span = period(starts[0] ?? null, ends.at(-1) ?? null, locale, showTime);
  texts.push(report.read(result.sources.length, result.calls.length, span));
  if (result.calls.length > 0) {
    const { title, chosenBy, reason } = result.scenario;
    const why = chosenBy === 'option' ? '' : `${report.sentenceSeparator}${plainText(reason)}`;
    texts.push(report.scenario(plainText(title), locale.text.scenarioChoices[chosenBy]) + why);
  }
  return texts;
}

const isOpen = ({ outcome }: ResultSymptom): boolean => outcome === 'not-observable' || outcome === 'error';

const order = (a: string, b: string): number => Date.parse(a) - Date.parse(b);

/** Domain and confidence of a cause in words. */
function causeWords(cause: ResultCause, locale: Locale): readonly [domain: string, confidence: string] {
  return [locale.text.domains[cause.domain], confidenceText(locale, cause.confidence)];
}

/** A cause with its domain and how sure it is; one that is not known has neither. */
export function causeText(cause: ResultCause | undefined, locale: Locale): string {
  if (cause === undefined) return resultWords(locale.language).unknownCause;
  if (cause.id === 'unknown') return plainText(cause.title);
  return (
    plainText(cause.title) +
    locale.text.report.parenthesis(causeWords(cause, locale).join(locale.text.report.clauseSeparator))
  );
}

/** When a story happened: its first times, and how many more there are. */
export function storyTimes(story: Story, locale: Locale, show: (iso: string) => string): string {
  const { report } = locale.text;
  const shown = story.starts.slice(0, MOST_TIMES).map(show).join(report.listSeparator);
  const more = story.starts.length - MOST_TIMES;
  return shown === '' ? report.noTime : more > 0 ? report.timesAndMore(shown, more) : shown;
}

/** A connection's connect time in words. */
export function connectTexts(connection: ResultConnection, locale: Locale) {
  const { outcome, totalMs, uncertaintyMs, spans } = connection.connect;
  const { report, connectOutcomes } = locale.text;
  const exact = uncertaintyMs > 0 ? ` ${report.plusMinus(formatDuration(locale, uncertaintyMs))}` : '';
  return {
    outcome: connectOutcomes[outcome],
    total: totalMs === null ? NO_VALUE : formatDuration(locale, totalMs) + exact,
    parts: spans.map(({ name, ms }) => `${plainText(spanName(locale, name))} ${formatDuration(locale, ms)}`),
  };
}

/** True when a log was analysed, so that its symptoms are worth a line each. */
export function anythingRead(result: TriageResult): boolean {
  return result.sources.some(({ status }) => status === 'analyzed');
}
