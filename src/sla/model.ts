import type { Language } from '../locale/locale.js';
import type { Domain, Severity, Symptom } from '../model/finding.js';

/** Contract of `rtc-triage sla --format json`; its JSON Schema is docs/schema/sla-result.schema.json (generated). */
export const SLA_SCHEMA_VERSION = 1;

/** An exact fraction with its percentage, cut off (never rounded up); percent is null when nothing was there to share. */
export interface Share {
  readonly numerator: number;
  readonly denominator: number;
  readonly percent: string | null;
}

export interface SlaPeriod {
  readonly zone: string;
  /** First and last day, both counted. */
  readonly first: string;
  readonly last: string;
  readonly start: string;
  readonly end: string;
  readonly lengthMs: number;
  readonly maintenanceMs: number;
  /** The period without maintenance: what the target is applied to. */
  readonly serviceMs: number;
  /** Service time in which at least one judged call was there to see. */
  readonly observedMs: number;
}

export interface SlaAvailability {
  /** Of the service time: all of it but what at least one call found unusable. Decides the verdict. */
  readonly time: Share;
  /** The same if findings without a known cause were the service's, too. */
  readonly timeWithUndecided: Share;
  /** Of the summed time of all calls. */
  readonly callTime: Share;
  readonly calls: Share;
}

export interface SlaBudget {
  readonly allowedMs: number;
  readonly usedMs: number;
  /** Negative when the budget is overspent. */
  readonly leftMs: number;
  /** Rounded up; null when the target allows nothing. */
  readonly usedPercent: string | null;
}

export interface SlaCause {
  readonly cause: string;
  readonly domain: Domain;
  readonly title: string;
  readonly findings: number;
  readonly calls: number;
  /** Service time that the findings cover. */
  readonly unusableMs: number;
}

export interface SlaDay {
  readonly date: string;
  readonly lengthMs: number;
  readonly maintenanceMs: number;
  readonly calls: number;
  readonly unusableCalls: number;
  readonly downMs: number;
  readonly time: Share;
}

export interface SlaGroup {
  /** Null for calls of which the log does not tell. */
  readonly name: string | null;
  readonly calls: number;
  readonly unusableCalls: number;
  readonly downMs: number;
  readonly time: Share;
}

export interface SlaMaintenance {
  readonly start: string;
  readonly end: string;
  readonly reason: string;
  /** How much of the window lies in the period. */
  readonly withinMs: number;
}

export interface SlaResult {
  readonly schemaVersion: number;
  readonly tool: { readonly name: string; readonly version: string };
  readonly language: Language;
  readonly verdict: 'met' | 'not-met' | 'nothing-to-judge';
  /** Percent. */
  readonly target: string;
  readonly criteria: {
    readonly severity: Severity;
    readonly symptoms: readonly Symptom[];
    readonly countUnknown: boolean;
  };
  /** Null when it depends on the last call and there was none. */
  readonly period: SlaPeriod | null;
  /** Null, as the budget, when there was nothing to judge. */
  readonly availability: SlaAvailability | null;
  readonly budget: SlaBudget | null;
  /** Causes counted against the service, those in other domains, and those nobody knows, most time first. */
  readonly counted: readonly SlaCause[];
  readonly leftOut: readonly SlaCause[];
  readonly undecided: readonly SlaCause[];
  readonly days: readonly SlaDay[];
  /** Null when no log names a region or host. */
  readonly groups: { readonly label: string; readonly lines: readonly SlaGroup[] } | null;
  readonly maintenance: readonly SlaMaintenance[];
  readonly calls: {
    /** In all results; each is either judged or one of the following five. */
    readonly found: number;
    readonly judged: number;
    readonly outsidePeriod: number;
    readonly inMaintenance: number;
    readonly withoutTime: number;
    readonly notJudged: number;
    readonly duplicates: number;
    /** Of the calls that could be placed in time: those whose log does not tell its time zone. */
    readonly unknownZone: number;
  };
  /** Files that gave no result; the first are named. */
  readonly unread: {
    readonly count: number;
    readonly files: readonly { readonly path: string; readonly reason: string }[];
  };
}
