import type { Domain, Localized } from '../model/finding.js';
import type { LocalizedList } from '../rules/rule.js';

/** What most probably caused the findings. */
export interface Diagnosis {
  /** Most important first: severity × confidence; `unknown` last. */
  readonly causes: readonly DiagnosedCause[];
  /** For each finding (same index) the id of its most probable cause, or `unknown`. */
  readonly causeOf: readonly string[];
}

export interface DiagnosedCause {
  /** Id in rules/causes.yaml, or `unknown`. */
  readonly id: string;
  readonly domain: Domain;
  /** Absent for `unknown`: the locale has its title. */
  readonly title?: Localized;
  /** 0–1: how well the evidence supports it. 0 for `unknown`. */
  readonly confidence: number;
  /** Indices into the findings. */
  readonly findings: readonly number[];
  readonly why: readonly Reason[];
  readonly against: readonly Reason[];
  readonly next: LocalizedList;
}

/**
 * A reason: the words of rules/causes.yaml with the numbers filled in, or a code that src/locale puts into words. The
 * numbers of an `exact` text are names, not readings.
 */
export type Reason =
  | { readonly kind: 'text'; readonly text: Localized; readonly exact?: boolean }
  | { readonly kind: 'code'; readonly code: ReasonCode; readonly values: Readonly<Record<string, string>> };

export const REASON_CODES = [
  /** {signals}: could not be seen, so it neither speaks for nor against. */
  'evidence.not-observable',
  /** No known cause explains this rule: {rule}. */
  'unknown.no-candidate',
  /** What known causes need could be seen, and was not there. */
  'unknown.no-match',
  /** {signals}: what known causes need could not be seen. */
  'unknown.not-observable',
  /** The log of the other end, {source}, shows the same trouble where the media was sent. */
  'two-ended.sender-confirms',
  /** {source} sent {sent}, this end received {received}. */
  'two-ended.sent-well',
  /** {source} sent {sent}, this end received {received}: lost or held up in between. */
  'two-ended.lost-between',
  /** {source} sent only {sent}, and that arrived: {received}. */
  'two-ended.arrived-as-sent',
  /** The log of the other end, {source}, shows its microphone picking up its loudspeaker at the same time. */
  'two-ended.echo-confirmed',
] as const;
export type ReasonCode = (typeof REASON_CODES)[number];
