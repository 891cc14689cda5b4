import { type Language, localeOf } from '../locale/locale.js';
import { resultWords } from '../locale/result-words.js';
import { signalName } from '../locale/values.js';
import type { Outcome, RuleCheck, RuleFinding, Severity } from '../model/finding.js';
import { SEVERITIES, SYMPTOMS } from '../model/finding.js';
import type { ResultCheck, ResultSymptom, Verdict } from '../model/result.js';
import type { Rule } from '../rules/rule.js';
import { resultSubject } from './calls.js';

export function resultCheck(
  check: RuleCheck,
  rule: Rule | undefined,
  findings: number,
  language: Language,
): ResultCheck {
  return {
    rule: check.rule,
    subject: check.subject === undefined ? null : resultSubject(check.subject),
    outcome: check.outcome,
    reason: reasonOf(check, rule, findings, language),
  };
}

function reasonOf(check: RuleCheck, rule: Rule | undefined, findings: number, language: Language): string {
  const words = resultWords(language);
  if (check.outcome === 'fired') return words.fired(findings);
  if (check.outcome === 'clear') return words.clear;
  if (check.outcome === 'error') return check.detail ?? '';
  if (check.subject === undefined && rule !== undefined) return words.noSubject[rule.subject];
  const names = check.missing.map((name) => signalName(localeOf(language), name)).join(words.comma);
  return check.detail === 'too-short' ? words.tooShort(names) : words.missing(names);
}

/**
 * True for a check that says something about the call itself. Rules on the whole call look at requests and settings
 * (permissions, echo cancellation), which a log without any connection can show too; they alone make no call healthy.
 */
function judgesTheCall(check: RuleCheck): boolean {
  return check.outcome === 'clear' && check.subject !== undefined && check.subject.kind !== 'call';
}

export interface SymptomInput {
  readonly findings: readonly RuleFinding[];
  readonly checks: readonly RuleCheck[];
  readonly rules: ReadonlyMap<string, Rule>;
  readonly language: Language;
  /** `connectionKey` of the connections that never came up. */
  readonly unconnected: ReadonlySet<string>;
}

/** Identifies a connection among all calls. */
export function connectionKey(call: string, connection: string): string {
  return JSON.stringify([call, connection]);
}

/** One line for each of the six symptoms. */
export function resultSymptoms({ findings, checks, rules, language, unconnected }: SymptomInput): ResultSymptom[] {
  // Where nothing was connected, nothing could stutter or be cut off: only the connect itself was put to the test.
  const tested = ({ subject }: RuleCheck) =>
    subject?.connection === undefined || !unconnected.has(connectionKey(subject.call, subject.connection));
  return SYMPTOMS.map((symptom) => {
    const found = findings.filter((finding) => finding.symptom === symptom);
    const own = checks.filter((check) => rules.get(check.rule)?.symptom === symptom);
    const judging = symptom === 'connect' ? own : own.filter(tested);
    const outcome = symptomOutcome(found, judging);
    const severity = SEVERITIES.find((level) => found.some((finding) => finding.severity === level)) ?? null;
    return {
      symptom,
      outcome,
      severity,
      findings: found.length,
      reason: symptomReason(outcome, found.length, judging, rules, language),
    };
  });
}

function symptomOutcome(found: readonly RuleFinding[], own: readonly RuleCheck[]): Outcome {
  if (found.length > 0) return 'fired';
  if (own.some(judgesTheCall)) return 'clear';
  return own.some((check) => check.outcome === 'error') ? 'error' : 'not-observable';
}

function symptomReason(
  outcome: Outcome,
  findings: number,
  own: readonly RuleCheck[],
  rules: ReadonlyMap<string, Rule>,
  language: Language,
): string {
  const words = resultWords(language);
  if (outcome === 'fired') return words.fired(findings);
  if (outcome === 'clear') return words.clear;
  const reasons = own
    .filter((check) => check.outcome === outcome)
    .map((check) => reasonOf(check, rules.get(check.rule), 0, language));
  // The most frequent reason comes first; more than three would not be read.
  const counted = new Map<string, number>();
  for (const reason of reasons) counted.set(reason, (counted.get(reason) ?? 0) + 1);
  const ordered = [...counted].sort((a, b) => b[1] - a[1]).map(([reason]) => reason);
  return ordered.length === 0 ? words.unjudged : ordered.slice(0, 3).join(' ');
}

/** See "Verdict" in docs/architecture.md. */
export function verdictOf(findings: readonly RuleFinding[], checks: readonly RuleCheck[]): Verdict {
  const noticed: readonly Severity[] = ['P0', 'P1', 'P2'];
  if (findings.some((finding) => noticed.includes(finding.severity))) return 'symptoms';
  const seen = findings.some(({ episode }) => episode.subject.kind !== 'call');
  return seen || checks.some(judgesTheCall) ? 'clear' : 'inconclusive';
}
