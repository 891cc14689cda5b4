import { UsageError } from '../model/usage-error.js';
import { packagePath } from '../package-files.js';
import { formatProblem, type RuleProblem } from '../rules/problem.js';
import { readYaml } from '../rules/read-yaml.js';
import type { SourceVisitor } from '../yaml/sources.js';
import { trusted } from '../yaml/trusted.js';
import { toKnowledge } from './convert.js';
import type { Component, VersionKnowledge } from './knowledge.js';
import { VERSION_FILES, versionsFile } from './schema.js';

/** The list that ships with the package. */
const SHIPPED_VERSIONS = packagePath('rules/sdk-versions.yaml');

/** A list as JSON holds it. */
export interface PreparedVersions extends Pick<VersionKnowledge, 'entries'> {
  readonly components: readonly (Omit<Component, 'names'> & { readonly names: readonly string[] })[];
}

/**
 * What is known of versions: the list that ships with the package, or the user's own in its place.
 * @param ruleIds the rules that entries may name
 * @throws UsageError with line, column, reason and fix of every mistake in the file
 */
export function loadVersions(ruleIds: readonly string[], file: string = SHIPPED_VERSIONS): VersionKnowledge {
  const prepared = file === SHIPPED_VERSIONS ? trusted('versions', visitVersions) : undefined;
  // The rules that it names are built-in ones: they exist whatever the user adds.
  return prepared === undefined ? readVersions(ruleIds, file) : revived(prepared.value as PreparedVersions);
}

/** All that the shipped list is made of. */
export function visitVersions(visitor: SourceVisitor): void {
  visitor.content(SHIPPED_VERSIONS);
}

/** As `loadVersions`, of what stands in the YAML file. */
export function readVersions(ruleIds: readonly string[], file: string = SHIPPED_VERSIONS): VersionKnowledge {
  const problems: RuleProblem[] = [];
  const loaded = readYaml(file, versionsFile, problems, false, VERSION_FILES);
  const knowledge = loaded === undefined ? undefined : toKnowledge(loaded.raw, ruleIds, loaded.report);
  if (knowledge !== undefined && problems.length === 0) return knowledge;
  throw new UsageError(
    `the list of versions cannot be used:\n${problems.map((problem) => `  ${formatProblem(problem)}`).join('\n')}`,
  );
}

/** What the build writes down of a list. */
export function prepareVersions({ components, entries }: VersionKnowledge): PreparedVersions {
  return { components: components.map((component) => ({ ...component, names: [...component.names] })), entries };
}

/** The opposite of `prepareVersions`. */
export function revived({ components, entries }: PreparedVersions): VersionKnowledge {
  return { components: components.map((component) => ({ ...component, names: new Set(component.names) })), entries };
}
