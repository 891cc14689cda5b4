import { UsageError } from '../model/usage-error.js';
import { packagePath } from '../package-files.js';
import { formatProblem, type RuleProblem } from '../rules/problem.js';
import { readYaml } from '../rules/read-yaml.js';
import { toKnowledge } from './convert.js';
import type { VersionKnowledge } from './knowledge.js';
import { VERSION_FILES, versionsFile } from './schema.js';

/**
 * What is known of versions: the list that ships with the package, or the user's own in its place.
 * @param ruleIds the rules that entries may name
 * @throws UsageError with line, column, reason and fix of every mistake in the file
 */
export function loadVersions(
  ruleIds: readonly string[],
  file: string = packagePath('rules/sdk-versions.yaml'),
): VersionKnowledge {
  const problems: RuleProblem[] = [];
  const loaded = readYaml(file, versionsFile, problems, false, VERSION_FILES);
  const knowledge = loaded === undefined ? undefined : toKnowledge(loaded.raw, ruleIds, loaded.report);
  if (knowledge !== undefined && problems.length === 0) return knowledge;
  throw new UsageError(
    `the list of versions cannot be used:\n${problems.map((problem) => `  ${formatProblem(problem)}`).join('\n')}`,
  );
}
