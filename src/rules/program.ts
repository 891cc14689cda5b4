import type { SubjectKind } from '../model/call.js';
import type { EventType } from '../model/event.js';
import type { Scenario } from '../model/scenario.js';
import type { Thresholds } from './compile.js';
import { type CompiledRule, compileRule, type Observable, resolveThresholds } from './compile-rule.js';
import { Plan } from './plan.js';
import { message } from './rule-run.js';

/** A rule with the scenarios under which this set of threshold values holds. */
export interface Variant<T extends Observable> {
  readonly source: T;
  readonly scenarios: ReadonlySet<string | undefined>;
  readonly compiled: CompiledRule;
}

/** All that is to be evaluated on one kind of subject, sharing windows. */
export interface Program<T extends Observable> {
  readonly plan: Plan;
  readonly variants: readonly Variant<T>[];
  /** Places in `variants` to look at when an event of the type comes. */
  readonly wakes: ReadonlyMap<EventType, readonly number[]>;
  /** Rules that cannot be compiled, with the reason. */
  readonly broken: readonly { readonly source: T; readonly reason: string }[];
}

/**
 * Compiles the rules for one kind of subject. A scenario may be inferred only when the log has been read, so every
 * distinct set of threshold values that the candidate scenarios give is evaluated; for most rules that is one.
 */
export function compileProgram<T extends Observable>(
  kind: SubjectKind,
  sources: readonly T[],
  candidates: readonly (Scenario | undefined)[],
): Program<T> {
  const plan = new Plan(kind);
  const variants: Variant<T>[] = [];
  const broken: { source: T; reason: string }[] = [];
  const every = new Set(candidates.map((scenario) => scenario?.id));
  for (const source of sources) {
    try {
      const sets = isSameEverywhere(source)
        ? [{ thresholds: resolveThresholds(source, undefined), scenarios: every }]
        : thresholdSets(source, candidates);
      for (const { thresholds, scenarios } of sets) {
        variants.push({ source, scenarios, compiled: compileRule(source, thresholds, plan) });
      }
    } catch (error) {
      broken.push({ source, reason: message(error) });
    }
  }
  for (const { compiled } of variants) {
    const { when, known, unless, onset, remembered } = compiled.rest;
    plan.addRule([when, known, ...unless, onset, remembered].flat(2));
  }
  return { plan, variants, broken, wakes: wakesOf(variants) };
}

/** Threshold values, and the scenarios under which they hold. */
interface ThresholdSet {
  readonly thresholds: Thresholds;
  readonly scenarios: ReadonlySet<string | undefined>;
}

/** True when no scenario has a say in the thresholds, as with most rules: each run compiles some hundreds. */
function isSameEverywhere({ thresholds, scenarios }: Observable): boolean {
  return Object.keys(scenarios).length === 0 && Object.values(thresholds).every(({ budget }) => budget === undefined);
}

function thresholdSets(source: Observable, candidates: readonly (Scenario | undefined)[]): Iterable<ThresholdSet> {
  const sets = new Map<string, ThresholdSet & { readonly scenarios: Set<string | undefined> }>();
  for (const scenario of candidates) {
    const thresholds = resolveThresholds(source, scenario);
    const key = JSON.stringify(thresholds);
    const set = sets.get(key) ?? { thresholds, scenarios: new Set() };
    set.scenarios.add(scenario?.id);
    sets.set(key, set);
  }
  return sets.values();
}

function wakesOf(variants: readonly Variant<Observable>[]): ReadonlyMap<EventType, readonly number[]> {
  const wakes = new Map<EventType, number[]>();
  for (const [place, { compiled }] of variants.entries()) {
    for (const type of compiled.wakesOn) {
      const places = wakes.get(type) ?? [];
      places.push(place);
      wakes.set(type, places);
    }
  }
  return wakes;
}
