import type { Locale } from '../locale/locale.js';
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
import type { ResultCause, ResultConnection, ResultFinding, ResultSubject, TriageResult } from '../model/result.js';
import { sortedCauses } from './groups.js';
import { plainText } from './plain-text.js';
import { period } from './times.js';

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
  if (parts.length === 0 || result.calls.length > 1) parts.push(report.call(show(subject.call)));
  if (new Set(result.calls.map(({ source }) => source)).size > 1) parts.push(show(subject.source));
  return parts.join(report.clauseSeparator);
}

/** `time frozen 35.6% (limit 5%)`. */
export function measuredText(finding: ResultFinding, locale: Locale): string {
  const { report } = locale.text;
  const measured = { ...finding.measured, unit: plainText(finding.measured.unit) };
  const { value, limit } = formatMeasured(locale, measured);
  const name = plainText(signalName(locale, finding.measured.signal));
  return isFlag(finding.measured.signal) || limit === NO_VALUE
    ? report.measuredAlone(name, value)
    : report.measured(name, value, limit);
}

/** The first line: what was found, or that nothing was, or that nothing could be said. */
export function verdictText(result: TriageResult, locale: Locale): string {
  const { report, symptoms } = locale.text;
  if (result.verdict === 'inconclusive') return report.verdictInconclusive;
  if (result.verdict === 'clear') return report.verdictClear;
  const fired = result.symptoms
    .filter(({ outcome }) => outcome === 'fired')
    .map((line) => symptoms[line.symptom] + (line.severity === null ? '' : report.parenthesis(line.severity)));
  return report.verdictSymptoms(fired.join(report.listSeparator));
}

/** The sentences after the verdict: probable cause, what could not be judged, scenario, what was read. */
export function summaryTexts(
  result: TriageResult,
  locale: Locale,
  showTime: (iso: string | null) => string,
): readonly string[] {
  const { report, symptoms } = locale.text;
  const texts: string[] = [];
  const [cause] = sortedCauses(result.causes);
  if (cause !== undefined) texts.push(report.mostProbable(plainText(cause.title), ...causeWords(cause, locale)));
  const open = result.symptoms.filter(({ outcome }) => outcome === 'not-observable' || outcome === 'error');
  if (result.verdict !== 'inconclusive' && open.length > 0) {
    texts.push(report.notJudged(open.map(({ symptom }) => symptoms[symptom]).join(report.listSeparator)));
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

const order = (a: string, b: string): number => Date.parse(a) - Date.parse(b);

/** Domain and confidence of a cause in words. */
function causeWords(cause: ResultCause, locale: Locale): readonly [domain: string, confidence: string] {
  return [locale.text.domains[cause.domain], confidenceText(locale, cause.confidence)];
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
