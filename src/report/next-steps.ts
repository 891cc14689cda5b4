import type { ResultCause, TriageResult } from '../model/result.js';
import { groupFindings, sortedCauses } from './groups.js';

/** Share of the shorter text's words that may stand in another before the two say the same. */
const SAME = 0.6;
/** From causes that are not the most probable one of any finding no more than this is worth trying. */
const FROM_A_SECOND_CAUSE = 2;
/** Fewer than these are filled up from the rules; for risks alone there are no more. */
const ENOUGH = 3;

/** The causes that explain what people noticed; of risks only when there is nothing worse. The most important first. */
export function relevantCauses(result: TriageResult): readonly ResultCause[] {
  const noticed = (index: number): boolean => (result.findings[index]?.severity ?? 'P3') !== 'P3';
  const serious = result.causes.filter(({ findings }) => findings.some(noticed));
  return sortedCauses(serious.length > 0 ? serious : result.causes, result);
}

/** What to do, most promising first, at most `most`; what says nearly the same is said once. */
export function nextSteps(result: TriageResult, most: number): readonly string[] {
  const causes = relevantCauses(result);
  const groups = groupFindings(result);
  const noticed = groups.filter(({ worst: { severity } }) => severity !== 'P3');
  const worst = noticed.length > 0 ? noticed : groups;
  const named = new Set(worst.map(({ cause }) => cause?.id));
  const unexplained = worst.filter(({ cause }) => cause === undefined || cause.id === 'unknown');
  // Who has no complaint wants no list of work.
  const taken = new Steps(noticed.length > 0 ? most : Math.min(most, ENOUGH));
  for (const cause of causes) if (named.has(cause.id)) taken.add(cause.nextSteps);
  for (const group of unexplained) taken.add(group.worst.nextSteps);
  for (const cause of causes) if (!named.has(cause.id)) taken.add(cause.nextSteps.slice(0, FROM_A_SECOND_CAUSE));
  for (const group of worst) if (taken.list.length < ENOUGH) taken.add(group.worst.nextSteps);
  return taken.list;
}

class Steps {
  readonly list: string[] = [];
  readonly #words: ReadonlySet<string>[] = [];

  constructor(private readonly most: number) {}

  add(steps: readonly string[]): void {
    for (const step of steps) {
      const words = wordsOf(step);
      if (this.list.length >= this.most || this.list.includes(step)) continue;
      if (this.#words.some((other) => overlap(words, other) >= SAME)) continue;
      this.list.push(step);
      this.#words.push(words);
    }
  }
}

/** The words that carry the meaning: longer Latin words without plural, pairs of Chinese characters. */
function wordsOf(text: string): ReadonlySet<string> {
  const latin = text.toLowerCase().match(/[a-z0-9]{4,40}/g) ?? [];
  const pairs = (text.match(/\p{Script=Han}+/gu) ?? []).flatMap((run) => {
    const characters = Array.from(run);
    return characters.slice(1).map((character, index) => `${characters[index] ?? ''}${character}`);
  });
  return new Set([...latin.map((word) => word.replace(/(?:ed|s)$/, '')), ...pairs]);
}

/** Shared words over those of the shorter text. */
function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let shared = 0;
  for (const word of a) if (b.has(word)) shared++;
  return shared / Math.max(1, Math.min(a.size, b.size));
}
