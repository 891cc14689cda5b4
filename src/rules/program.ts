import type { SubjectKind } from '../model/call.js';
import type { EventType } from '../model/event.js';
import type { Scenario } from '../model/scenario.js';
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
  for (const source of sources) {
    try {
      const sets = new Map<
        string,
        { thresholds: Readonly<Record<string, number>>; scenarios: Set<string | undefined> }
      >();
      for (const scenario of candidates) {
        const thresholds = resolveThresholds(source, scenario);
        const key = JSON.stringify(thresholds);
        const set = sets.get(key) ?? { thresholds, scenarios: new Set() };
        set.scenarios.add(scenario?.id);
        sets.set(key, set);
      }
      for (const { thresholds, scenarios } of sets.values()) {
        variants.push({ source, scenarios, compiled: compileRule(source, thresholds, plan) });
      }
    } catch (error) {
      broken.push({ source, reason: message(error) });
    }
  }
  for (const { compiled } of variants) {
    const { when, unless, onset, remembered } = compiled.rest;
    plan.addRule([when, ...unless, onset, remembered].flat(2));
  }
  return { plan, variants, broken, wakes: wakesOf(variants) };
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
