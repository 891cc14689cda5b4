import type { Direction, MediaKind } from './call.js';
import type { CodeKind } from './code.js';
import type { Domain, Outcome, Severity, Symptom } from './finding.js';
import type { PartialResult } from './partial.js';

/**
 * The TriageResult: the one input of every reporter and the contract with other programs. Times are ISO 8601 with an
 * offset, durations and spans are milliseconds. Its JSON Schema is docs/schema/triage-result.schema.json (generated).
 */
export const RESULT_SCHEMA_VERSION = 1;

export const SOURCE_STATUSES = ['analyzed', 'encrypted', 'declined', 'unrecognized', 'empty', 'failed'] as const;
export type SourceStatus = (typeof SOURCE_STATUSES)[number];

export interface Clock {
  /** `UTC`, `+08:00`, an IANA name given with --tz, or `unknown` (local time of the device, shown as if it were UTC). */
  readonly zone: string;
  /** Smallest step between two times, ms; 0 when the log has no times at all. */
  readonly resolutionMs: number;
}

export interface ResultSource {
  readonly path: string;
  /** Format id, or `unknown`. */
  readonly format: string;
  readonly status: SourceStatus;
  readonly bytes: number;
  readonly records: number;
  readonly start: string | null;
  readonly end: string | null;
  readonly clock: Clock;
  readonly warnings: readonly string[];
}

export interface ResultSpan {
  readonly name: string;
  readonly ms: number;
}

export interface ResultTrack {
  readonly id: string;
  readonly kind: MediaKind;
  readonly direction: Direction;
  readonly codec?: string;
  readonly totals: Readonly<Record<string, number>>;
}

export interface ResultConnection {
  readonly id: string;
  readonly connect: {
    readonly outcome: 'connected' | 'failed' | 'unfinished' | 'unused' | 'unknown';
    readonly totalMs: number | null;
    readonly uncertaintyMs: number;
    readonly spans: readonly ResultSpan[];
  };
  readonly path?: string;
  readonly tracks: readonly ResultTrack[];
}

export interface ResultCall {
  readonly id: string;
  readonly source: string;
  readonly sdk: { readonly name: string; readonly version: string };
  readonly environment: Readonly<Record<string, string>>;
  readonly start: string | null;
  readonly end: string | null;
  readonly connections: readonly ResultConnection[];
  /** By the findings and checks of this call alone. */
  readonly verdict?: Verdict;
  readonly outcomes?: Readonly<Record<Symptom, Outcome>>;
}

export interface ResultSubject {
  readonly source: string;
  readonly call: string;
  readonly connection: string | null;
  readonly track: string | null;
  readonly kind: MediaKind | null;
  readonly direction: Direction | null;
}

export interface ResultEvidence {
  readonly source: string;
  readonly line: number;
  readonly offset: number;
  readonly excerpt: string;
}

/** A code of a vendor in the evidence of a finding, with what the vendor's documentation says of it (rules/codes). */
export interface ResultCode {
  readonly vendor: string;
  /** As the log has it. */
  readonly code: string;
  /** Symbolic name. */
  readonly name: string | null;
  readonly kind: CodeKind;
  readonly title: string;
  readonly meaning: string;
  readonly advice: string;
  readonly domain: Domain;
  /** Id in rules/causes.yaml. */
  readonly cause: string | null;
  /** Address of the page or package that documents the code. */
  readonly source: string;
  /** Day of that page, or day on which it was read. */
  readonly date: string;
}

/** A code in the evidence of a finding that the vendor's table does not have. */
export interface ResultUnknownCode {
  readonly vendor: string;
  readonly code: string;
  /** That the code is not known, and what to do. */
  readonly message: string;
}

export interface ResultFinding {
  readonly rule: string;
  readonly symptom: Symptom;
  readonly severity: Severity;
  readonly subject: ResultSubject;
  readonly start: string | null;
  readonly end: string | null;
  readonly durationMs: number;
  readonly measured: {
    readonly signal: string;
    readonly value: number;
    readonly unit: string;
    readonly threshold: number;
  };
  /** Id of the most probable cause in `causes`, or `unknown`. */
  readonly cause: string;
  readonly evidence: readonly ResultEvidence[];
  readonly title: string;
  readonly message: string;
  readonly nextSteps: readonly string[];
  /** Codes of the evidence, each once. */
  readonly codes?: readonly ResultCode[];
  readonly unknownCodes?: readonly ResultUnknownCode[];
}

export interface ResultCheck {
  readonly rule: string;
  readonly subject: ResultSubject | null;
  readonly outcome: Outcome;
  readonly reason: string;
  /** For `not-observable` of a subject that exists: ids of the signals and events that the log lacks. */
  readonly missing?: readonly string[];
}

export interface ResultCause {
  readonly id: string;
  readonly domain: Domain;
  readonly title: string;
  /** 0–1: see docs/architecture.md for what it means. */
  readonly confidence: number;
  /** Indices into `findings`. */
  readonly findings: readonly number[];
  /** The reasons for, in words with numbers. */
  readonly why: readonly string[];
  /** The reasons against. */
  readonly against: readonly string[];
  readonly nextSteps: readonly string[];
}

/** What can be said of one symptom over the whole input: the line a reader looks for first. */
export interface ResultSymptom {
  readonly symptom: Symptom;
  readonly outcome: Outcome;
  readonly severity: Severity | null;
  readonly findings: number;
  /** For `not-observable`, what is missing and how to capture it. */
  readonly reason: string;
}

export const VERSION_STATUSES = ['current', 'outdated', 'end-of-support', 'faulty', 'unknown'] as const;

/** What is known of a version that took part in a call (rules/sdk-versions.yaml). */
export interface ResultVersion {
  /** Id of the component in the list of versions, or the name that the log prints. */
  readonly component: string;
  /** The name that the log prints. */
  readonly name: string;
  /** As the log prints it; `unknown` when it does not. */
  readonly version: string;
  readonly status: (typeof VERSION_STATUSES)[number];
  /** P3, or that of the findings which a known fault of this version looks like; null when there is nothing to do. */
  readonly severity: Severity | null;
  /** Address of the page that says so. */
  readonly source: string | null;
  /** Day or month of that page, or up to when the list knows the component. */
  readonly date: string | null;
  readonly message: string;
  /** Indices into `findings`: those that the fault looks like. */
  readonly findings?: readonly number[];
}

export type Verdict = 'clear' | 'symptoms' | 'inconclusive';

export interface TriageResult {
  readonly schemaVersion: number;
  readonly tool: { readonly name: string; readonly version: string };
  readonly language: 'en' | 'zh-CN';
  readonly scenario: {
    readonly id: string;
    readonly title: string;
    readonly chosenBy: 'option' | 'inferred' | 'default';
    /** Why, as a sentence. */
    readonly reason: string;
  };
  readonly verdict: Verdict;
  readonly sources: readonly ResultSource[];
  readonly calls: readonly ResultCall[];
  readonly symptoms: readonly ResultSymptom[];
  readonly findings: readonly ResultFinding[];
  readonly checks: readonly ResultCheck[];
  readonly causes: readonly ResultCause[];
  readonly versions: readonly ResultVersion[];
  /** Only in the result of a shard, and of a merge of some shards. */
  readonly partial?: PartialResult;
}
