import type { ConnectSummary, SubjectKind } from '../model/call.js';
import type { EventType } from '../model/event.js';
import type { Domain, Outcome, Severity, Symptom } from '../model/finding.js';
import type { SourceStatus, Verdict } from '../model/result.js';
import type { SignalId } from '../model/signal.js';
import type { CaptureAdvice } from './advice.js';

/** The languages of the product. */
export const LANGUAGES = ['en', 'zh-CN'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Remarks about a source that have a sentence of their own; any other code is shown as it stands. */
export const WARNING_CODES = [
  'encrypted-agora',
  'binary',
  'vendor-binary',
  'server-log',
  'excerpt',
  'unrecognized',
  'empty',
  'known-vendor',
  'not-found',
  'name-undecodable',
  'no-match',
  'empty-folder',
  'not-readable',
  'too-many-open',
  'no-stdin',
  'broken-zip',
  'empty-zip',
  'encrypted-member',
  'unsupported-member',
  'nested-archive',
  'too-many-members',
  'too-large',
  'damaged',
  'read-failed',
  'reading-ended',
  'cut',
  'series-thinned',
  'statistics-hole',
  'duplicate',
  'same-recording',
  'series-truncated',
  'events-dropped',
  'no-connections',
  'only-get-user-media',
  'single-report',
  'page-partly-understood',
  'page-without-statistics',
  'event-log-binary',
  'aec-dump',
  'network-capture',
  'report-without-time',
  'stats-server-reconnected',
  'unknown-event-number',
  'too-many-objects',
  'element-too-long',
  'line-too-long',
  'not-json',
  'clock-went-back',
  'relative-clock',
  'clock-jump',
  'damaged-time',
  'server-stamped-first-line',
  'date-assumed',
  'no-date',
  'no-clock',
  'nothing-understood',
  'zone-unknown',
] as const;
export type WarningCode = (typeof WARNING_CODES)[number];

/** The parts of the connect time (docs/architecture.md). */
export const SPAN_NAMES = ['join', 'signalling', 'gathering', 'ice', 'dtls', 'first-media', 'service'] as const;
export type SpanName = (typeof SPAN_NAMES)[number];

/** Labels of environment facts that have a word of their own; others are shown as the log names them. */
export const ENVIRONMENT_LABELS = ['browser', 'os', 'device', 'cpu', 'memory', 'network', 'app', 'userAgent'] as const;
export type EnvironmentLabel = (typeof ENVIRONMENT_LABELS)[number];

/** How the scenario was found. */
export const SCENARIO_CHOICES = ['option', 'inferred', 'default'] as const;
export type ScenarioChoice = (typeof SCENARIO_CHOICES)[number];

/** Units that are written out; `ms` … `h` build durations, the others follow a number. */
export interface UnitWords {
  readonly ms: string;
  readonly s: string;
  readonly min: string;
  readonly h: string;
  readonly fps: string;
  readonly perSecond: string;
  readonly perMinute: string;
  readonly samples: string;
}

/** Fixed words of the reports. Functions take values that are already formatted. */
export interface ReportWords {
  readonly title: string;
  readonly headings: {
    readonly symptoms: string;
    readonly findings: string;
    readonly risks: string;
    readonly causes: string;
    readonly connect: string;
    readonly environment: string;
    readonly notJudged: string;
    readonly nextSteps: string;
    readonly sources: string;
    readonly evidence: string;
    readonly media: string;
    readonly versions: string;
  };
  readonly columns: {
    readonly symptom: string;
    readonly result: string;
    readonly worst: string;
    readonly findings: string;
    readonly start: string;
    readonly intoCall: string;
    readonly duration: string;
    readonly measured: string;
    readonly limit: string;
    readonly severity: string;
    readonly connection: string;
    readonly total: string;
    readonly parts: string;
    readonly path: string;
    readonly file: string;
    readonly format: string;
    readonly status: string;
    readonly records: string;
    readonly size: string;
    readonly time: string;
    readonly clock: string;
    readonly track: string;
    readonly totals: string;
    readonly call: string;
    readonly where: string;
    readonly rule: string;
  };
  /** First line of a report with symptoms: `parts` are like `stutter (P1)`, joined. */
  verdictSymptoms(parts: string): string;
  readonly verdictClear: string;
  /** `why` is one of `inconclusive`. */
  verdictInconclusive(why: string): string;
  readonly inconclusive: Readonly<Record<SourceStatus | 'nothing' | 'mixed' | 'no-call' | 'no-connection', string>>;
  /** Which symptoms were checked and not found, and which could not be judged; either may be empty. */
  judged(clear: string, open: string): string;
  /** Symptoms of which nothing was found that a person notices. */
  onlyRisks(symptoms: string): string;
  scenario(title: string, chosenBy: string): string;
  /** One sentence: what was read. */
  read(sources: number, calls: number, period: string): string;
  findingsCount(count: number): string;
  mostProbable(title: string, domain: string, confidence: string): string;
  probableCause(title: string): string;
  /** A code in the evidence of a finding. */
  code(vendor: string, code: string): string;
  readonly causeUnknown: string;
  /** First line of what one cause did: when, and what it was. */
  story(times: string, cause: string): string;
  /** Several times in a row, of which `more` are not named. */
  timesAndMore(times: string, more: number): string;
  sameElsewhere(count: number): string;
  readonly reasonsFor: string;
  readonly reasonsAgainst: string;
  explains(findings: string): string;
  more(count: number): string;
  moreBetween(count: number, from: string, to: string): string;
  moreKinds(count: number): string;
  moreGroups(count: number): string;
  /** `value` measured, `limit` its threshold. */
  measured(signal: string, value: string, limit: string): string;
  measuredAlone(signal: string, value: string): string;
  lasting(duration: string): string;
  readonly noTime: string;
  timesShared(date: string, zone: string): string;
  readonly deviceTime: string;
  readonly noFindings: string;
  readonly noSources: string;
  readonly noConnects: string;
  unusedConnections(count: number): string;
  clock(zone: string, resolution: string): string;
  plusMinus(value: string): string;
  period(from: string, to: string): string;
  records(count: string): string;
  evidenceAt(source: string, line: number, offset: string): string;
  readonly line: string;
  readonly byte: string;
  checksNotJudged(rules: number, kinds: string): string;
  readonly dataKinds: Readonly<Record<'sdk' | 'page' | 'connect' | 'statistics' | 'tracks', string>>;
  checkFailed(rule: string, reason: string): string;
  readonly captureAdvice: string;
  readonly yes: string;
  readonly no: string;
  readonly unknown: string;
  call(id: string): string;
  connection(id: string): string;
  track(kind: string, id: string): string;
  /** Between the members of a list. */
  readonly listSeparator: string;
  /** Between the facts of one line. */
  readonly clauseSeparator: string;
  readonly sentenceSeparator: string;
  /** Ends a text that is no sentence before one that is. */
  readonly sentenceEnd: string;
  readonly colon: string;
  parenthesis(text: string): string;
  tool(name: string, version: string): string;
  /** Sentences about versions of which nothing is known, where no heading says what they are about. */
  versionsUnknown(sentences: string): string;
}

/** Fixed words of the progress line that commands write to stderr. */
export interface ProgressWords {
  reading(path: string, percent: string): string;
  readingUnknownSize(path: string, read: string): string;
  file(index: number, total: number): string;
  readonly judging: string;
  readonly writing: string;
}

/** One language's catalogue: a missing entry is a compile error. */
export interface Messages {
  readonly symptoms: Readonly<Record<Symptom, string>>;
  /** What each severity means for people. */
  readonly severities: Readonly<Record<Severity, string>>;
  readonly outcomes: Readonly<Record<Outcome, string>>;
  readonly verdicts: Readonly<Record<Verdict, string>>;
  readonly domains: Readonly<Record<Domain, string>>;
  readonly sourceStatus: Readonly<Record<SourceStatus, string>>;
  readonly connectOutcomes: Readonly<Record<ConnectSummary['outcome'], string>>;
  readonly subjects: Readonly<Record<SubjectKind, string>>;
  readonly spans: Readonly<Record<SpanName, string>>;
  readonly environment: Readonly<Record<EnvironmentLabel, string>>;
  readonly scenarioChoices: Readonly<Record<ScenarioChoice, string>>;
  /** From sure to weak: see `confidenceWord`. */
  readonly confidence: readonly [veryLikely: string, likely: string, possible: string, weak: string];
  /** `detail` is empty when the warning has none. */
  readonly warnings: Readonly<Record<WarningCode, (detail: string) => string>>;
  readonly events: Readonly<Record<EventType, string>>;
  readonly capture: CaptureAdvice;
  readonly signals: Readonly<Record<SignalId | 'duration' | 'count', string>>;
  readonly units: UnitWords;
  readonly report: ReportWords;
  readonly progress: ProgressWords;
}
