import type { Outcome } from '../model/finding.js';
import type { CompiledRule } from './compile-rule.js';
import { type Episodes, EpisodeTracker } from './episodes.js';
import type { SubjectState } from './subject-state.js';

const NONE: Episodes = { episodes: [], count: 0, totalMs: 0 };

/** The outcome of one compiled rule on one subject. */
export interface RunResult {
  readonly outcome: Outcome;
  readonly episodes: Episodes;
  readonly missing: readonly string[];
  readonly detail?: string;
}

/** One compiled rule on one subject. A rule that throws ends as an error and disturbs no other. */
export class RuleRun {
  readonly #tracker: EpisodeTracker;
  #error: string | undefined;

  constructor(readonly compiled: CompiledRule) {
    this.#tracker = new EpisodeTracker(compiled);
  }

  step(state: SubjectState): void {
    if (this.#error !== undefined) return;
    try {
      this.#tracker.step(state);
    } catch (error) {
      this.#error = message(error);
    }
  }

  close(state: SubjectState, judgedUntil: number): RunResult {
    try {
      if (this.#error === undefined) return this.#judge(state, this.#tracker.close(state, judgedUntil));
    } catch (error) {
      this.#error = message(error);
    }
    return { outcome: 'error', episodes: NONE, missing: [], detail: this.#error ?? 'unknown' };
  }

  #judge(state: SubjectState, episodes: Episodes): RunResult {
    if (episodes.episodes.length > 0) return { outcome: 'fired', episodes, missing: [] };
    const leaves = this.compiled.needed.map((leaf) => ({
      name: leaf.name,
      seen: leaf.observability(state, this.compiled.rule.lasts),
    }));
    const lacking = leaves.filter(({ seen }) => seen !== 'observed');
    if (lacking.length === 0 && leaves.length > 0) return { outcome: 'clear', episodes, missing: [] };
    const missing = [...new Set(lacking.map(({ name }) => name))];
    const detail = lacking.some(({ seen }) => seen === 'missing') || leaves.length === 0 ? 'missing' : 'too-short';
    return { outcome: 'not-observable', episodes, missing, detail };
  }
}

export function message(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
