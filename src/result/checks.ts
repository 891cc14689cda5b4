import { captureAdvice } from '../locale/advice.js';
import { type Language, localeOf } from '../locale/locale.js';
import { resultWords } from '../locale/result-words.js';
import { signalName } from '../locale/values.js';
import type { Subject } from '../model/call.js';
import type { Outcome, RuleCheck, RuleFinding, Severity, Symptom } from '../model/finding.js';
import { SEVERITIES, SYMPTOMS } from '../model/finding.js';
import type { ResultCheck, ResultSubject, ResultSymptom, Verdict } from '../model/result.js';
import type { Rule } from '../rules/rule.js';
import { resultSubject } from './calls.js';

export function resultCheck(
  check: RuleCheck,
  rule: Rule | undefined,
  findings: number,
  language: Language,
): ResultCheck {
  const { outcome, missing } = check;
  const subject = check.subject === undefined ? null : sharedSubject(check.subject);
  const reason = reasonOf(check, rule, findings, language);
  // Without a spread: a log of 2000 connections has 300,000 of these.
  if (outcome === 'not-observable' && subject !== null) return { rule: check.rule, subject, outcome, reason, missing };
  return { rule: check.rule, subject, outcome, reason };
}

/** Some forty checks have the same subject. */
const SUBJECTS = new WeakMap<Subject, ResultSubject>();

function sharedSubject(subject: Subject): ResultSubject {
  const known = SUBJECTS.get(subject);
  if (known !== undefined) return known;
  const made = resultSubject(subject);
  SUBJECTS.set(subject, made);
  return made;
}

function reasonOf(check: RuleCheck, rule: Rule | undefined, findings: number, language: Language): string {
  const words = resultWords(language);
  if (check.outcome === 'fired') return words.fired(findings);
  if (check.outcome === 'clear') return words.clear;
  if (check.outcome === 'error') return check.detail ?? '';
  if (check.subject === undefined && rule !== undefined) return words.noSubject[rule.subject];
  if (check.detail === 'unused') return words.unused;
  const known = UNSEEN.get(check.missing);
  if (known?.detail === check.detail && known?.language === language) return known.reason;
  const names = check.missing.map((name) => nameOf(name, language)).join(words.comma);
  const reason = check.detail === 'too-short' ? words.tooShort(names) : words.missing(names);
  UNSEEN.set(check.missing, { detail: check.detail, language, reason });
  return reason;
}

/** Many checks miss the same, and then have the same list of it. */
const UNSEEN = new WeakMap<
  readonly string[],
  { readonly detail: string | undefined; readonly language: Language; readonly reason: string }
>();

/**
 * True for a check that says something about the call itself. Rules on the whole call look at requests and settings
 * (permissions, echo cancellation), which a log without any connection can show too; they alone make no call healthy.
 */
function judgesTheCall(check: RuleCheck): boolean {
  return check.outcome === 'clear' && check.subject !== undefined && check.subject.kind !== 'call';
}

/** A connect is not quick because it came up: of the rules on connecting only those that measure a time can clear it. */
function canClear(rule: Rule | undefined): boolean {
  return rule?.symptom !== 'connect' || rule.thresholds[rule.measure.threshold]?.unit === 'ms';
}

export interface SymptomInput {
  readonly findings: readonly RuleFinding[];
  readonly checks: readonly RuleCheck[];
  readonly rules: ReadonlyMap<string, Rule>;
  readonly language: Language;
  /** `connectionKey` of the connections that never came up. */
  readonly unconnected: ReadonlySet<string>;
  /** Ids of the formats that were read. */
  readonly formats: readonly string[];
}

/** Identifies a connection among all calls. */
export function connectionKey(call: string, connection: string): string {
  return JSON.stringify([call, connection]);
}

/** Whether the connection of a subject is among those of the keys; answered once for the checks of one subject in a row. */
export function connectionTest(keys: ReadonlySet<string>): (subject: Subject | undefined) => boolean {
  let last: Subject | undefined;
  let isAmong = false;
  return (subject) => {
    if (subject?.connection === undefined || keys.size === 0) return false;
    if (subject !== last) isAmong = keys.has(connectionKey(subject.call, subject.connection));
    last = subject;
    return isAmong;
  };
}

/** One line for each of the six symptoms. */
export function resultSymptoms(input: SymptomInput): ResultSymptom[] {
  const { rules, language } = input;
  const checks = bySymptom(input);
  return SYMPTOMS.map((symptom) => {
    const { found, own, judging, outcome } = judgeSymptom(symptom, checks.get(symptom) ?? [], input);
    const severity = SEVERITIES.find((level) => found.some((finding) => finding.severity === level)) ?? null;
    return {
      symptom,
      outcome,
      severity,
      findings: found.length,
      reason:
        outcome === 'not-observable'
          ? unseenReason(symptom, judging, own, input)
          : symptomReason(outcome, found.length, judging, rules, language),
    };
  });
}

type JudgingInput = Pick<SymptomInput, 'findings' | 'checks' | 'rules' | 'unconnected'>;

/** What became of each symptom in one call: `input` holds its findings and checks alone. */
export function callOutcomes(input: JudgingInput): Readonly<Record<Symptom, Outcome>> {
  const checks = bySymptom(input);
  const outcome = (symptom: Symptom) => judgeSymptom(symptom, checks.get(symptom) ?? [], input).outcome;
  return {
    stutter: outcome('stutter'),
    latency: outcome('latency'),
    echo: outcome('echo'),
    connect: outcome('connect'),
    interruption: outcome('interruption'),
    silence: outcome('silence'),
  };
}

/** The checks by the symptom of their rules. */
function bySymptom({ checks, rules }: JudgingInput): ReadonlyMap<Symptom, readonly RuleCheck[]> {
  const groups = new Map<Symptom, RuleCheck[]>(SYMPTOMS.map((symptom) => [symptom, []]));
  for (const check of checks) {
    const rule = rules.get(check.rule);
    if (rule !== undefined) groups.get(rule.symptom)?.push(check);
  }
  return groups;
}

/** @param own the checks of rules on the symptom */
function judgeSymptom(symptom: Symptom, own: readonly RuleCheck[], { findings, rules, unconnected }: JudgingInput) {
  // Where nothing was connected, nothing could stutter or be cut off: only the connect itself was put to the test.
  const isUntested = connectionTest(unconnected);
  const found = findings.filter((finding) => finding.symptom === symptom);
  const judging = symptom === 'connect' ? own : own.filter(({ subject }) => !isUntested(subject));
  return { found, own, judging, outcome: symptomOutcome(found, judging, rules) };
}

function symptomOutcome(
  found: readonly RuleFinding[],
  own: readonly RuleCheck[],
  rules: ReadonlyMap<string, Rule>,
): Outcome {
  if (found.length > 0) return 'fired';
  if (own.some((check) => judgesTheCall(check) && canClear(rules.get(check.rule)))) return 'clear';
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
  const failed = own.find((check) => check.outcome === outcome);
  return failed === undefined ? words.unjudged : reasonOf(failed, rules.get(failed.rule), 0, language);
}

/** More would not be read. */
const MOST_MISSING = 3;

/** What is missing and how to capture it. */
function unseenReason(
  symptom: Symptom,
  judging: readonly RuleCheck[],
  own: readonly RuleCheck[],
  { rules, language, formats }: SymptomInput,
): string {
  const words = resultWords(language);
  if (formats.length === 0) return words.nothingRead;
  const unseen = judging.filter((check) => check.outcome === 'not-observable');
  if (judging.length < own.length && unseen.every(({ subject }) => subject === undefined || subject.kind === 'call')) {
    return words.neverConnected;
  }
  return (
    missingSentence(symptom, unseen, rules, language) +
    words.space +
    captureAdvice(localeOf(language), symptom, formats)
  );
}

/** What the log lacks: kinds of tracks, if any are wanted that it does not show, else readings and events. */
function missingSentence(
  symptom: Symptom,
  unseen: readonly RuleCheck[],
  rules: ReadonlyMap<string, Rule>,
  language: Language,
): string {
  const words = resultWords(language);
  const { subjects, report } = localeOf(language).text;
  const kinds = new Set(
    unseen.flatMap(({ rule, subject }) => (subject === undefined ? (rules.get(rule)?.subject ?? []) : [])),
  );
  // A call and a connection are everywhere; where even they are missing, nothing else is worth naming.
  const whole = (['call', 'connection'] as const).find((kind) => kinds.has(kind));
  if (whole !== undefined) return words.noSubject[whole];
  if (kinds.size > 0) return words.noSubjects([...kinds].map((kind) => subjects[kind]).join(words.comma));
  const names = new Set(unseen.flatMap(({ missing }) => missing).map((name) => nameOf(name, language)));
  if (names.size === 0) return words.unjudged;
  // The parts of connecting are many, and missing together.
  if (symptom === 'connect') return words.missing(report.dataKinds.connect);
  return words.missing([...names].slice(0, MOST_MISSING).join(words.comma));
}

const nameOf = (name: string, language: Language): string => signalName(localeOf(language), name);

/**
 * See "Verdict" in docs/architecture.md. A log is clear of what was checked: when no symptom was, nothing was, however
 * many single checks ended well.
 */
export function verdictOf(
  findings: readonly RuleFinding[],
  symptoms: readonly Pick<ResultSymptom, 'outcome'>[],
): Verdict {
  const noticed: readonly Severity[] = ['P0', 'P1', 'P2'];
  if (findings.some((finding) => noticed.includes(finding.severity))) return 'symptoms';
  const seen = findings.some(({ episode }) => episode.subject.kind !== 'call');
  return seen || symptoms.some(({ outcome }) => outcome === 'clear') ? 'clear' : 'inconclusive';
}
