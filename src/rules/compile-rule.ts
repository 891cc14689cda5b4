import type { EventType } from '../model/event.js';
import type { Scenario } from '../model/scenario.js';
import { ELAPSED, type SignalId } from '../model/signal.js';
import {
  type CompiledCondition,
  compileCondition,
  type Leaf,
  measuredCondition,
  ownLimit,
  type Thresholds,
} from './compile.js';
import { type CompiledMeasure, compileMeasure } from './compile-measure.js';
import { type Needs, signalGuard } from './guard-table.js';
import { Limit } from './limit.js';
import { needsOf, needsOfFalse } from './needs.js';
import { type Plan, signalIndex } from './plan.js';
import type { Condition, EventCondition, Rule, SignalCondition } from './rule.js';
import { isHeld, READING_HOLDS_MS } from './window.js';

/** What the engine needs of a rule, and of the evidence of causes, which is judged the same way but reports nothing. */
export type Observable = Pick<
  Rule,
  'id' | 'subject' | 'thresholds' | 'scenarios' | 'when' | 'unless' | 'until' | 'lasts' | 'merge' | 'measure'
>;

/** Where the fault itself lies within a window: see docs/writing-rules.md, "Where an episode begins and ends". */
export interface Onset {
  readonly signal: SignalId;
  readonly index: number;
  /** Place of the window with the tick's own values; −1 when the condition looks at each tick as it stands. */
  readonly window: number;
  readonly over: number;
  readonly begins: Limit;
  /** The tick still belongs to the episode while its own value is beyond this. */
  readonly goesOn: Limit;
}

/** All ticks, only events, or ticks whose own value is beyond `Onset.goesOn`. */
export type Belongs = 'ticks' | 'events' | 'beyond';

/** When a rule without an open episode may be left alone. */
export interface Rest {
  readonly when: Needs;
  /** Without these `when` is not false, as long as none of `unseen` (columns) has ever been known. */
  readonly known: Needs;
  readonly unseen: readonly number[];
  readonly unless: readonly Needs[];
  /** Guard on the tick's own value at the onset; none where each tick is looked at as it stands. */
  readonly onset: Needs;
  /**
   * What the window at the onset may remember to be beyond; an exception matters to it, as the onset may not lie in a time
   * that was blocked.
   */
  readonly remembered: Needs;
}

/** A rule made ready for one set of threshold values. */
export interface CompiledRule {
  readonly rule: Observable;
  readonly thresholds: Thresholds;
  readonly when: CompiledCondition;
  readonly unless: readonly CompiledCondition[];
  readonly until: CompiledCondition | undefined;
  readonly measure: CompiledMeasure;
  readonly onset: Onset | undefined;
  /** The signal whose readings prove the finding. */
  readonly proof: SignalId | undefined;
  readonly needed: readonly Leaf[];
  /** Without these the rule can neither begin nor be blocked, and there is no onset to remember. */
  readonly rest: Rest;
  /** The conditions on events in `when`. */
  readonly events: readonly EventCondition[];
  /** The conditions in `until` that end only what an event with the same fields began. */
  readonly answers: readonly EventCondition[];
  /** Event types on which the rule must be looked at at once; others wait for the next tick. */
  readonly wakesOn: ReadonlySet<EventType>;
  /** True when `when` looks at events only: it can begin at an event. */
  readonly beginsAtEvent: boolean;
  /** True when `until` looks at events only: silence of the signals does not end the episode. */
  readonly endsAtEvent: boolean;
  /** For how long (ms) an episode bears not knowing before it counts as ended. */
  readonly patience: number;
  /** As in the rule, ms. */
  readonly lasts: number;
  /** Which ticks belong to the fault itself, apart from windows that still remember it. */
  readonly belongs: Belongs;
}

/** Threshold values under a scenario: the rule's own override first, then the scenario's budget, then the plain value. */
export function resolveThresholds(
  rule: Pick<Rule, 'thresholds' | 'scenarios'>,
  scenario: Scenario | undefined,
): Thresholds {
  const values: Record<string, number> = Object.create(null);
  const budgets: Readonly<Record<string, { readonly value: number } | undefined>> = scenario?.budgets ?? {};
  const own =
    scenario !== undefined && Object.hasOwn(rule.scenarios, scenario.id) ? rule.scenarios[scenario.id] : undefined;
  for (const [name, threshold] of Object.entries(rule.thresholds)) {
    const override = own !== undefined && Object.hasOwn(own, name) ? own[name] : undefined;
    const budget = threshold.budget === undefined ? undefined : budgets[threshold.budget]?.value;
    values[name] = override ?? budget ?? threshold.value;
  }
  return values;
}

/** Throws when the rule names what does not exist; the loader has found that before for rules that come from files. */
export function compileRule(rule: Observable, thresholds: Thresholds, plan: Plan): CompiledRule {
  const when = compileCondition(rule.when, thresholds, plan);
  const until = rule.until === undefined ? undefined : compileCondition(rule.until, thresholds, plan);
  const onset = compileOnset(rule, thresholds, plan);
  const whenParts = partsOf(rule.when);
  const untilParts = rule.until === undefined ? [] : partsOf(rule.until);
  const beginsAtEvent = whenParts.every((part) => part.kind === 'event');
  const wakers = [...untilParts, ...(beginsAtEvent ? whenParts : [])];
  const longest = Math.max(0, ...[...whenParts, ...untilParts].map((part) => part.over));
  const reads = whenParts.some((part) => part.kind === 'signal' && isHeld(part.signal));
  const whenFalse = needsOfFalse(rule.when, thresholds, plan);
  return {
    rule,
    thresholds,
    when,
    unless: rule.unless.map((condition) => compileCondition(condition, thresholds, plan)),
    until,
    measure: compileMeasure(rule.measure, thresholds, plan),
    onset,
    proof: rule.measure.of === 'duration' || rule.measure.of === 'count' ? onset?.signal : rule.measure.of,
    needed: when.leaves.filter((leaf) => leaf.needed),
    rest: {
      when: needsOf(rule.when, thresholds, plan),
      known: whenFalse.needs,
      unseen: whenFalse.unseen.map((signal) => plan.column(signal)),
      unless: rule.unless.map((condition) => needsOf(condition, thresholds, plan)),
      onset: onset === undefined || onset.window < 0 ? NEVER : needsOfOnset(onset, plan),
      remembered: onset === undefined ? NEVER : needsOfMemory(onset, plan),
    },
    events: whenParts.filter((part) => part.kind === 'event'),
    answers: untilParts.filter((part) => part.kind === 'event').filter(({ same }) => same !== undefined),
    wakesOn: new Set(wakers.flatMap((part) => (part.kind === 'event' ? [part.event] : []))),
    beginsAtEvent,
    endsAtEvent: untilParts.length > 0 && untilParts.every((part) => part.kind === 'event'),
    lasts: rule.lasts,
    belongs: belongsOf(onset, until, beginsAtEvent),
    patience: rule.merge + Math.max(longest, reads ? READING_HOLDS_MS : 0),
  };
}

function belongsOf(onset: Onset | undefined, until: CompiledCondition | undefined, beginsAtEvent: boolean): Belongs {
  if (until !== undefined && !until.leaves.some(({ name }) => name === onset?.signal)) return 'ticks';
  if (onset === undefined) return beginsAtEvent ? 'events' : 'ticks';
  return onset.window < 0 && until === undefined ? 'ticks' : 'beyond';
}

function compileOnset(rule: Observable, thresholds: Thresholds, plan: Plan): Onset | undefined {
  const condition = measuredCondition(rule.when, rule.measure.of);
  if (condition === undefined) return undefined;
  const begins = ownLimit(condition, thresholds);
  const until = rule.until?.kind === 'signal' && rule.until.signal === condition.signal ? rule.until : undefined;
  return {
    signal: condition.signal,
    index: signalIndex(condition.signal),
    window: condition.over === 0 ? -1 : plan.window(condition.signal, condition.over),
    over: condition.over,
    begins,
    goesOn: until === undefined ? begins : notYet(until, thresholds),
  };
}

/** A group without guards is never raised. */
const NEVER: Needs = [[]];

function needsOfOnset({ signal, begins }: Onset, plan: Plan): Needs {
  return [[plan.guard(signalGuard(signal, begins.comparison, begins.level, 0))]];
}

function needsOfMemory({ signal, window, over, begins }: Onset, plan: Plan): Needs {
  // What counts its own length may have begun at any time, whatever was seen lately.
  if (window < 0) return ELAPSED.has(signal) ? [] : NEVER;
  return [[plan.guard(signalGuard(signal, begins.comparison, begins.level, over))]];
}

/** What one tick's own value is while the end condition does not hold yet; for a sum, any amount at all. */
function notYet(until: SignalCondition, thresholds: Thresholds): Limit {
  const opposite = { above: 'at-most', 'at-least': 'below', below: 'at-least', 'at-most': 'above' } as const;
  if (until.aggregate === 'sum') return new Limit('above', 0);
  const { comparison, level } = ownLimit(until, thresholds);
  return new Limit(opposite[comparison], level);
}

/** The signal and event conditions within a condition. */
function partsOf(condition: Condition): (SignalCondition | EventCondition)[] {
  if (condition.kind === 'not') return partsOf(condition.part);
  if ('parts' in condition) return condition.parts.flatMap(partsOf);
  return [condition];
}
