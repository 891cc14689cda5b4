import { loadRules, loadTests } from './load.js';
import type { RuleProblem } from './problem.js';
import { type RuleTestResult, runRuleTests } from './rule-test.js';

/** What `rules test` tells: tests by outcome, and every mistake in the files. */
export interface RulesReport {
  readonly passed: number;
  readonly failed: readonly RuleTestResult[];
  readonly problems: readonly RuleProblem[];
}

/** Loads a rules folder (undefined: the built-in one) and runs the tests of the rules in it. */
export function checkRules(folder: string | undefined): RulesReport {
  const ruleSet = loadRules(folder === undefined ? [] : [folder]);
  const problems: RuleProblem[] = [...ruleSet.problems];
  const results: RuleTestResult[] = [];
  for (const { rule, testFile, builtIn } of ruleSet.rules) {
    if (builtIn !== (folder === undefined)) continue;
    const tests = loadTests(testFile, problems);
    if (tests !== undefined) results.push(...runRuleTests(rule, tests.tests, ruleSet.scenarios, tests.report));
  }
  const failed = results.filter(({ failures }) => failures.length > 0);
  return { passed: results.length - failed.length, failed, problems };
}
