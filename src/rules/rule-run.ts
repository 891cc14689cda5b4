import type { Outcome } from '../model/finding.js';
import type { Leaf } from './compile.js';
import type { CompiledRule } from './compile-rule.js';
import { type Episodes, EpisodeTracker } from './episodes.js';
import type { Needs } from './guard-table.js';
import type { SubjectState } from './subject-state.js';

/**
 * A rule that looks at events only has no reading that would say how much was seen: a line that is not there means
 * something only where the log shows the subject for at least this long. Excerpts that people paste are often shorter.
 */
export const EVENTS_OBSERVED_MS = 10_000;

const NONE: Episodes = { episodes: [], count: 0, totalMs: 0 };

/** The outcome of one compiled rule on one subject. */
export interface RunResult {
  readonly outcome: Outcome;
  readonly episodes: Episodes;
  readonly missing: readonly string[];
  readonly detail?: string;
}

/**
 * Most rules find nothing on most subjects: these outcomes are shared, as a log may hold ten thousand subjects. What can be
 * missing are combinations of names that rules have, not of what logs say.
 */
const CLEAR: RunResult = { outcome: 'clear', episodes: NONE, missing: [] };
const UNSEEN = new Map<string, RunResult>();

/** One compiled rule on one subject. A rule that throws ends as an error and disturbs no other. */
export class RuleRun {
  readonly #tracker: EpisodeTracker;
  #error: string | undefined;
  /** Until then it is not asked again whether it rests: what keeps it awake does so for as long. Source time, ms. */
  #awakeUntil = Number.NEGATIVE_INFINITY;

  /** @param knownBefore of a run that was let go: its `isKnown` */
  constructor(
    readonly compiled: CompiledRule,
    knownBefore = false,
  ) {
    this.#tracker = new EpisodeTracker(compiled, knownBefore);
  }

  /** Whether a new run in its place, told whether `isKnown`, would go on in the same way; see EpisodeTracker.isBlank. */
  get isBlank(): boolean {
    return this.#error === undefined && this.#tracker.isBlank;
  }

  /** Whether it was known for as long as being clear takes. */
  get isKnown(): boolean {
    return this.#tracker.isKnownEnough;
  }

  /** Lets go what only an end before this time (source time, ms) would need. */
  settle(judgedFrom: number): void {
    this.#tracker.settle(judgedFrom);
  }

  /** To be called when the windows are let go: what they might begin is forgotten with them. */
  forgetOnset(): void {
    this.#tracker.forgetOnset();
  }

  step(state: SubjectState): void {
    if (this.#error !== undefined) return;
    try {
      this.#tracker.step(state);
    } catch (error) {
      this.#error = message(error);
    }
  }

  /**
   * Whether there is nothing to do in this tick but to follow the onset, nor in later ones until a guard of the rule is
   * raised. Most ticks of most rules are calm: nothing is open, and what the rule needs to begin has not been there lately.
   */
  rests(state: SubjectState): boolean {
    // Short, to be built in where it is asked in each tick: the rest is seldom needed.
    return !this.#tracker.isOpen && state.start >= this.#awakeUntil && this.#mayRest(state);
  }

  #mayRest(state: SubjectState): boolean {
    const { when, unless, remembered } = this.compiled.rest;
    if (this.#isAwakeFor(when, state)) return false;
    const decided = this.#tracker.isDecided;
    if (!decided && this.#mayBeFalse(state)) return false;
    // While `when` is not known, an exception makes it known to be false; see also Rest.remembered.
    if (decided && !state.guards.areRaised(remembered)) return true;
    for (const needs of unless) if (this.#isAwakeFor(needs, state)) return false;
    return true;
  }

  /** Asked of a condition that cannot be true: whether it may be known. */
  #mayBeFalse(state: SubjectState): boolean {
    const { when, rest } = this.compiled;
    if (when.isBlind(state)) return false;
    for (const column of rest.unseen) if (state.hasSeen(column, false)) return true;
    return state.guards.areRaised(rest.known);
  }

  #isAwakeFor(needs: Needs, { guards }: SubjectState): boolean {
    if (!guards.areRaised(needs)) return false;
    this.#awakeUntil = guards.until;
    return true;
  }

  /** All that is left to do in a tick in which the rule rests. Returns false when that is nothing, until a guard is raised. */
  followOnset(state: SubjectState): boolean {
    if (this.#error !== undefined) return false;
    if (!this.#tracker.isBeyond && !state.guards.areRaised(this.compiled.rest.onset)) return false;
    try {
      this.#tracker.noteEdge(state);
    } catch (error) {
      this.#error = message(error);
    }
    return true;
  }

  close(state: SubjectState, judgedUntil: number): RunResult {
    try {
      if (this.#error === undefined) {
        const episodes = this.#tracker.close(state, judgedUntil);
        return judge(this.compiled, state, episodes, { isKnown: this.#tracker.isKnownEnough, judgedUntil });
      }
    } catch (error) {
      this.#error = message(error);
    }
    return failed(this.#error ?? 'unknown');
  }
}

/** What a run would say at the close that was let go as blank, or never made: nothing is made for it. */
export function closeBlank(
  compiled: CompiledRule,
  state: SubjectState,
  end: { readonly isKnown: boolean; readonly judgedUntil: number },
): RunResult {
  try {
    return judge(compiled, state, NONE, end);
  } catch (error) {
    return failed(message(error));
  }
}

function failed(detail: string): RunResult {
  return { outcome: 'error', episodes: NONE, missing: [], detail };
}

/** Clear needs more than silence: every needed signal was there, and long enough to know whether the condition held. */
function judge(
  compiled: CompiledRule,
  state: SubjectState,
  episodes: Episodes,
  { isKnown, judgedUntil }: { readonly isKnown: boolean; readonly judgedUntil: number },
): RunResult {
  if (episodes.episodes.length > 0) return { outcome: 'fired', episodes, missing: [] };
  const { needed, beginsAtEvent } = compiled;
  let unseen = 0;
  for (let place = 0; place < needed.length; place++) if (needed[place]?.isSeen(state) !== true) unseen += 2 ** place;
  const isEnough = beginsAtEvent ? state.observedMs(judgedUntil) >= EVENTS_OBSERVED_MS : isKnown;
  if (unseen === 0 && isEnough) return episodes.count === 0 ? CLEAR : { outcome: 'clear', episodes, missing: [] };
  const result = notObservable(compiled, state, unseen);
  return episodes.count === 0 ? result : { ...result, episodes };
}

/** By rule, then by the sum of 2^place of what was not seen: in a log of many calls most runs end as others did. */
const UNSEEN_OF = new WeakMap<CompiledRule, Map<number, RunResult>>();
/** Sums of more powers than this are not exact. */
const MOST_LEAVES = 50;

function notObservable(compiled: CompiledRule, state: SubjectState, unseen: number): RunResult {
  let known = UNSEEN_OF.get(compiled);
  if (known === undefined) {
    known = new Map();
    UNSEEN_OF.set(compiled, known);
  }
  const before = compiled.needed.length > MOST_LEAVES ? undefined : known.get(unseen);
  if (before !== undefined) return before;
  const { needed } = compiled;
  const missing = needed.filter((leaf) => !leaf.isSeen(state));
  const result =
    missing.length > 0 ? sharedUnseen(namesOf(missing), 'missing') : sharedUnseen(namesOf(needed), 'too-short');
  known.set(unseen, result);
  return result;
}

function sharedUnseen(missing: readonly string[], detail: string): RunResult {
  const key = `${detail} ${missing.join(' ')}`;
  const known = UNSEEN.get(key);
  if (known !== undefined) return known;
  const result: RunResult = { outcome: 'not-observable', episodes: NONE, missing, detail };
  UNSEEN.set(key, result);
  return result;
}

function namesOf(leaves: readonly Leaf[]): string[] {
  return [...new Set(leaves.map(({ name }) => name))];
}

export function message(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
