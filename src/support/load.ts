import { UsageError } from '../model/usage-error.js';
import { packagePath } from '../package-files.js';
import { formatProblem, type RuleProblem } from '../rules/problem.js';
import { readYaml } from '../rules/read-yaml.js';
import { didYouMean } from '../rules/suggest.js';
import { toSupport } from './convert.js';
import { SUPPORT_FILES, supportFile } from './schema.js';
import type { Support, Tier } from './support.js';

/** The example that ships with the package. */
const BUILT_IN = packagePath('rules/support.yaml');

/** Reads a support file and reports every mistake; `support` is undefined when it cannot be used. */
export function checkSupport(file: string = BUILT_IN): {
  support: Support | undefined;
  problems: readonly RuleProblem[];
} {
  const problems: RuleProblem[] = [];
  const loaded = readYaml(file, supportFile, problems, false, SUPPORT_FILES);
  const support = loaded === undefined ? undefined : toSupport(loaded.raw, file, loaded.report);
  return { support: problems.some(({ level }) => level === 'error') ? undefined : support, problems };
}

/**
 * The support contract of a file, or the shipped example.
 * @throws UsageError with line, column, reason and fix of every mistake in the file
 */
export function loadSupport(file?: string): Support {
  const { support, problems } = checkSupport(file);
  if (support !== undefined) return support;
  throw new UsageError(
    `the support file cannot be used:\n${problems.map((problem) => `  ${formatProblem(problem)}`).join('\n')}`,
  );
}

/**
 * A tier of the contract by its name.
 * @throws UsageError that names the known ones
 */
export function tierOf(support: Support, name: string): Tier {
  const found = support.tiers.find(({ id }) => id === name);
  if (found !== undefined) return found;
  const known = support.tiers.map(({ id }) => id);
  throw new UsageError(
    `there is no tier "${name}" in ${support.file}${didYouMean(name, known)}\n  known are ${known.join(', ')}`,
  );
}
