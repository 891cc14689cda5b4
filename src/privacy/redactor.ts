import type { TriageResult } from '../model/result.js';
import type { SecretPattern } from '../model/secret.js';
import { addressOf } from './addresses.js';
import { detectorsFor } from './detect/all.js';
import type { KeepWord, Kind } from './kinds.js';
import { findLeaks, type Leak } from './leaks.js';
import type { LearnedValue, LearnedValues } from './learned-values.js';
import { redactResult } from './redact-result.js';
import { linesAfter, type Replaced, type Stretch } from './stretches.js';
import { type Claims, type Redacted, Vault } from './vault.js';

export interface RedactorOptions {
  /** What stays as it is, because a vendor needs it to find the call. Default: nothing. */
  readonly keep?: readonly KeepWord[];
  /** What the definitions of formats know of secrets in their logs. */
  readonly patterns?: readonly SecretPattern[];
  /** Takes note of what is learned, for redactors elsewhere. */
  readonly learned?: LearnedValues;
}

/** Replaces what should not leave the company by pseudonyms that are the same within one run. */
export interface Redactor {
  /**
   * Reads a text for the values in it and changes nothing. Values are replaced from the moment they are known: who has
   * the whole log lets it be learned first, so that a room's name is known in the line before the one that tells it.
   */
  learn(text: string): void;
  /**
   * A text (a line, several lines, a report) with all that is found in it, and all that was learned, replaced. A text
   * is learned first, so it is consistent in itself. It keeps its lines and its structure: valid JSON stays valid.
   */
  text(text: string): string;
  /** A copy of a result with every string redacted that may carry data of the log; all of it is learned first. */
  result(result: TriageResult): TriageResult;
  /** Learns what others have learned, in this order. */
  adopt(values: Iterable<Pick<LearnedValue, 'kind' | 'value'>>): void;
  /** The words of `--keep` that it was made with. */
  readonly kept: readonly KeepWord[];
  /** What was replaced by what. For checks in memory; it must never be written. */
  redacted(): Iterable<Redacted>;
  /** What was redacted anywhere and still stands in the output; empty when it may be given away. */
  leaks(output: string): readonly Leak[];
}

/** Kinds of values that are addresses where they can be read as one. */
const ADDRESSES: ReadonlySet<Kind> = new Set(['private-ip', 'public-ip', 'relay-ip']);

const NO_PATTERNS: readonly SecretPattern[] = [];

export function createRedactor({ keep = [], patterns = NO_PATTERNS, learned }: RedactorOptions = {}): Redactor {
  const vault = new Vault(keep);
  const detectors = detectorsFor(patterns);
  const learning = learned?.watching(vault) ?? vault;
  const learn = (text: string): void => {
    detectors.detectWithPatterns(text, learning);
  };
  /** The last text that was redacted, and the lines of it in which anything can be found: it is checked next. */
  let last: { readonly output: string; readonly suspects: readonly Stretch[] } | undefined;
  // Detected first, so that what is replaced everywhere includes what only this text tells.
  const text = (input: string): string => {
    const suspects: Stretch[] = [];
    const replaced: Replaced[] = [];
    const detected = detectors.detectWithPatterns(input, vault, { suspects });
    const output = vault.everywhere.replace(detected, replaced);
    last = { output, suspects: linesAfter(suspects, replaced, output) };
    return output;
  };
  const detectIn = (output: string, claims: Claims): string =>
    detectors.detect(output, claims, { within: output === last?.output ? last.suspects : undefined });
  return {
    learn,
    text,
    result: (result) =>
      redactResult(result, {
        learn,
        text,
        claim: (kind, value) => vault.claim(kind, value),
        redacted: () => vault.entries(),
        own: (word) => vault.ownWords.add(word.toLowerCase()),
      }),
    adopt: (values) => {
      for (const { kind, value } of values) {
        const address = ADDRESSES.has(kind) ? addressOf(value) : undefined;
        if (address === undefined) vault.claim(kind, value);
        else vault.claimAddress(address, value, kind === 'relay-ip');
      }
    },
    kept: keep,
    redacted: () => vault.entries(),
    leaks: (output) => findLeaks(output, vault, detectIn),
  };
}
