import { withCodes } from '../codes/coded-formats.js';
import { loadCodes } from '../codes/load-codes.js';
import { createRegistry, type Registry } from '../formats/registry.js';
import { DefinitionError } from '../formats/text/definition/error.js';
import type { UserFormats } from '../formats/text/definition/load.js';
import { UsageError } from '../model/usage-error.js';
import { INFERABLE_SCENARIOS } from '../result/infer-scenario.js';
import { createEvaluator, type Evaluator } from '../rules/evaluate.js';
import { loadRules, type RuleSet } from '../rules/load.js';
import { formatProblem } from '../rules/problem.js';

/** Loads the rules; refuses mistakes in the user's files and unknown scenarios before any log is read. */
export function usableRules(folders: readonly string[], scenario: string | undefined): RuleSet {
  const ruleSet = loadRules(folders);
  const errors = ruleSet.problems.filter((problem) => problem.level === 'error');
  if (errors.length > 0) {
    throw new UsageError(
      `the rules cannot be used:\n${errors.map((problem) => `  ${formatProblem(problem)}`).join('\n')}`,
    );
  }
  const known = ruleSet.scenarios.map(({ id }) => id);
  if (scenario !== undefined && !known.includes(scenario)) {
    throw new UsageError(`there is no scenario "${scenario}"; known are ${known.join(', ')}`);
  }
  return ruleSet;
}

/**
 * The formats of the run, whose events bear what is known of their codes. A mistake in one of the user's own formats or
 * tables of codes is told before any log is read.
 * @param ruleFolders the user's folders with rules, which may hold codes
 */
export function usableFormats(user: UserFormats, { causes }: RuleSet, ruleFolders: readonly string[]): Registry {
  let codes = ruleFolders.length === 0 ? undefined : loadCodes(causes, ruleFolders);
  try {
    return withCodes(createRegistry(user), () => {
      codes ??= loadCodes(causes);
      return codes;
    });
  } catch (error) {
    throw error instanceof DefinitionError ? new UsageError(error.message) : error;
  }
}

/** Judges for the named scenario, or side by side for all that can be inferred. */
export function evaluatorFor({ rules, scenarios, causes }: RuleSet, scenario: string | undefined): Evaluator {
  const plain = rules.map(({ rule }) => rule);
  const proven = new Set(rules.filter(({ builtIn }) => builtIn).map(({ rule }) => rule));
  const candidates = scenarios.filter(({ id }) =>
    scenario === undefined ? INFERABLE_SCENARIOS.includes(id) : id === scenario,
  );
  return createEvaluator(plain, candidates, {
    evidence: causes.evidence,
    proven,
    ...(scenario === undefined ? {} : { scenario }),
  });
}
