import type { SubjectKind } from '../model/call.js';
import type { EventType } from '../model/event.js';
import type { Localized, Severity, Symptom } from '../model/finding.js';
import type { Unit } from '../model/metric.js';
import type { SignalId } from '../model/signal.js';

/**
 * A rule, as it stands in rules/<symptom>/<id>.yaml after loading: plain data. docs/writing-rules.md explains it to
 * authors; src/rules/schema.ts checks it. Durations are ms here and `10s`, `500ms`, `2min` in YAML.
 */
export interface Rule {
  /** `<symptom>/<name>`, equal to the file's path below the rules folder. */
  readonly id: string;
  readonly symptom: Symptom;
  readonly title: Localized;
  /** What it means for the user and how it is measured. */
  readonly explanation: Localized;
  readonly subject: SubjectKind;
  readonly thresholds: Readonly<Record<string, Threshold>>;
  /** Threshold values that differ by scenario: scenario id → threshold name → value. */
  readonly scenarios: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly when: Condition;
  /** Blocks `when` while definitely true; unknown does not block. */
  readonly unless: readonly Condition[];
  /** The episode goes on until this holds; absent = until `when` no longer holds. */
  readonly until: Condition | undefined;
  /** `when` must hold this long before an episode begins (its start is then the start of holding), ms. */
  readonly lasts: number;
  /** Episodes closer than this are one, ms. */
  readonly merge: number;
  /** The number that the finding reports, and what is worse: higher or lower values. */
  readonly measure: Measure;
  /** First entry whose condition holds wins; the last has none. */
  readonly severity: readonly SeverityStep[];
  /** Placeholders: {value} {threshold} {duration} {total} {count} with units already in them. */
  readonly message: Localized;
  /** Ids of causes (rules/causes.yaml) worth looking at first. */
  readonly causes: readonly string[];
  readonly next: LocalizedList;
  readonly falsePositives: LocalizedList;
  readonly references: readonly string[];
}

export interface LocalizedList {
  readonly en: readonly string[];
  readonly 'zh-CN': readonly string[];
}

export interface Threshold {
  readonly value: number;
  readonly unit: Unit;
  /** A standard, a vendor's documentation, a measurement, or `own judgement: why`. */
  readonly source: string;
  /** Name of a scenario budget (rules/scenarios.yaml) that replaces the value where the scenario has one. */
  readonly budget?: string;
}

/** How the ticks of a window become one number. `mean` weighs by time; `sum` adds amounts; `span` = last − first. */
export type Aggregate = 'last' | 'mean' | 'max' | 'min' | 'sum' | 'share-above';

export type Comparison = 'above' | 'at-least' | 'below' | 'at-most';

/**
 * Conditions have three values: true, false and unknown (a needed signal is not there in the window). `all` is unknown
 * when one part is unknown and none is false; `any` is unknown when one is unknown and none is true.
 */
export type Condition =
  | { readonly kind: 'all' | 'any'; readonly parts: readonly Condition[] }
  | { readonly kind: 'not'; readonly part: Condition }
  | SignalCondition
  | EventCondition;

/** `signal` aggregated over the last `over` ms (0 = the tick as it stands) compared with a threshold by name. */
export interface SignalCondition {
  readonly kind: 'signal';
  readonly signal: SignalId;
  readonly over: number;
  readonly aggregate: Aggregate;
  readonly comparison: Comparison;
  readonly threshold: string;
  /** Only with `share-above`: threshold name (ratio) of the share of time from which the condition holds; absent = half. */
  readonly share?: string;
  /** True where the condition may not be needed: a missing signal does not make the rule not observable. */
  readonly optional: boolean;
}

/**
 * True in the moment of a matching event, or, with `count` > 1 or `over` > 0, while at least `count` matching events
 * lie within the last `over` ms. A rule whose `when` is an event and that has an `until` holds from one to the other.
 */
export interface EventCondition {
  readonly kind: 'event';
  readonly event: EventType;
  /** Field → accepted values. */
  readonly where: Readonly<Record<string, readonly (string | number | boolean)[]>>;
  readonly over: number;
  readonly count: number;
  /** In `until`: it ends only what events of `when` with the same values in these fields began. */
  readonly same?: readonly string[];
  readonly optional: boolean;
}

/** `duration` measures the episode itself (ms), `count` the matching events; a signal measures its worst aggregate. */
export interface Measure {
  readonly of: SignalId | 'duration' | 'count';
  readonly over: number;
  readonly aggregate: Aggregate;
  readonly worse: 'higher' | 'lower';
  /** Threshold shown beside the value; empty where a duration or count has none. */
  readonly threshold: string;
}

export interface SeverityStep {
  readonly level: Severity;
  /** All that are given must hold. Threshold names for values; ms for durations. */
  readonly worstAtLeast?: string;
  readonly worstAtMost?: string;
  readonly lastsAtLeast?: number;
  readonly totalAtLeast?: number;
}
