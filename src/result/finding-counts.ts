import type { RuleFinding } from '../model/finding.js';

/** How many findings each rule has for each subject, counted once: a log of many calls has many of both. */
export class FindingCounts {
  readonly #counts = new Map<string, number>();

  constructor(findings: readonly RuleFinding[]) {
    for (const { rule, episode } of findings) {
      const key = countKey(rule, episode.subject.key);
      this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
    }
  }

  of(rule: string, subject: string | undefined): number {
    return subject === undefined ? 0 : (this.#counts.get(countKey(rule, subject)) ?? 0);
  }
}

/** Ids of rules hold no spaces. */
const countKey = (rule: string, subject: string): string => `${rule} ${subject}`;
