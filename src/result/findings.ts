import { type Language, type Locale, localeOf } from '../locale/locale.js';
import { formatDuration, formatMeasured } from '../locale/values.js';
import type { RuleFinding } from '../model/finding.js';
import type { ResultEvidence, ResultFinding } from '../model/result.js';
import type { Evidence } from '../model/signal.js';
import type { Rule } from '../rules/rule.js';
import { resultSubject, round } from './calls.js';
import { codesOf } from './codes.js';
import { isoTime } from './times.js';

/** What a finding needs from its log to be put into words. */
export interface FindingContext {
  readonly language: Language;
  /** Source time + shift = epoch ms. */
  readonly shift: number;
  readonly zone: string;
}

/** A finding in the words of its rule. `cause` is filled in when the causes are known. */
export function resultFinding(finding: RuleFinding, rule: Rule, cause: string, context: FindingContext): ResultFinding {
  const { episode } = finding;
  const { language, shift, zone } = context;
  return {
    rule: finding.rule,
    symptom: finding.symptom,
    severity: finding.severity,
    subject: resultSubject(episode.subject),
    start: isoTime(episode.start + shift, zone),
    end: isoTime(episode.end + shift, zone),
    durationMs: round(episode.end - episode.start),
    measured: resultMeasured(finding),
    cause,
    evidence: episode.evidence.map((evidence) => resultEvidence(evidence, context)),
    title: rule.title[language],
    message: fill(rule.message[language], finding, localeOf(language)),
    nextSteps: rule.next[language],
    ...codesOf(episode.evidence, language),
  };
}

/** What was measured. An episode without a reading has its duration, which no threshold was set for: absent is not zero. */
function resultMeasured({ episode, measured }: RuleFinding): ResultFinding['measured'] {
  const { signal, value, unit, threshold } = measured;
  if (Number.isFinite(value)) return { signal, value: round(value), unit, threshold: round(threshold) };
  return { signal: 'duration', value: round(episode.end - episode.start), unit: 'ms', threshold: 0 };
}

/** The proof; a reading that its place does not tell apart from others begins with its time of day. */
function resultEvidence({ at, excerpt, time }: Evidence, { shift, zone }: FindingContext): ResultEvidence {
  const clock = time === undefined ? undefined : isoTime(time + shift, zone)?.slice(11, 23);
  return {
    source: at.source,
    line: at.line,
    offset: at.offset,
    excerpt: clock === undefined ? excerpt : `${clock} ${excerpt}`,
  };
}

/** Fills {value} {threshold} {duration} {total} {count} of a rule's message. */
function fill(message: string, { episode, measured, count, totalMs }: RuleFinding, locale: Locale): string {
  const shown = formatMeasured(locale, measured);
  const values = new Map([
    ['value', shown.value],
    ['threshold', shown.limit],
    ['duration', formatDuration(locale, episode.end - episode.start)],
    ['total', formatDuration(locale, totalMs)],
    ['count', String(count)],
  ]);
  return message.replace(/\{(\w+)\}/g, (whole, name: string) => values.get(name) ?? whole);
}
