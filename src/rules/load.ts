import { readdirSync } from 'node:fs';
import { join, sep } from 'node:path';
import { SYMPTOMS } from '../model/finding.js';
import type { Scenario } from '../model/scenario.js';
import { packagePath } from '../package-files.js';
import type { Causes } from './cause.js';
import { toRule } from './convert.js';
import { toCauses } from './convert-causes.js';
import { toScenarios } from './convert-scenarios.js';
import { loadPreparedRules, type PreparedRule, type PreparedRules } from './load-prepared.js';
import type { Report, RuleProblem } from './problem.js';
import { problemAt, readYaml, reasonOf } from './read-yaml.js';
import type { Rule } from './rule.js';
import { causesFile, type RawCauses, type RawTest, ruleFile, scenariosFile, testFile } from './schema.js';
import { didYouMean } from './suggest.js';

/** A rule with where it comes from. */
export interface LoadedRule {
  readonly rule: Rule;
  readonly file: string;
  readonly testFile: string;
  readonly builtIn: boolean;
  /** Places the rule's parts in its file, for mistakes that only show when all files are known. */
  readonly report: Report;
}

export interface RuleSet {
  readonly rules: readonly LoadedRule[];
  readonly scenarios: readonly Scenario[];
  readonly causes: Causes;
  /** All mistakes of all files. Files with errors are left out of the rest. */
  readonly problems: readonly RuleProblem[];
}

/** The rules folder that ships with the package. */
export const BUILT_IN_RULES = packagePath('rules');

/** Files and folders of a rules folder that hold no rules. */
const NOT_RULES = new Set([
  'formats',
  'codes',
  'scenarios.yaml',
  'causes.yaml',
  'support.yaml',
  'sdk-versions.yaml',
  'vendors',
  'README.md',
]);

/**
 * Loads rules, scenarios and causes: the built-in ones first, then the user's folders, whose rules, scenarios and causes
 * replace those with the same id. Throws nothing for what is in the files; a folder that cannot be read is a problem too.
 */
export function loadRules(userFolders: readonly string[] = [], builtInFolder: string = BUILT_IN_RULES): RuleSet {
  const prepared = builtInFolder === BUILT_IN_RULES ? loadPreparedRules(builtInFolder) : undefined;
  if (prepared === undefined || userFolders.length > 0) return load(userFolders, builtInFolder, prepared);
  // All has been checked and is in order.
  const problems: RuleProblem[] = [];
  return { ...prepared, rules: prepared.rules.map((rule) => asLoaded(rule, builtInFolder, problems)), problems };
}

/** As `loadRules`, of what stands in the YAML files: for what is made of them. */
export function loadRulesAfresh(userFolders: readonly string[] = []): RuleSet {
  return load(userFolders, BUILT_IN_RULES, undefined);
}

/** @param prepared what stands in the built-in folder, if that is known already: it has no mistakes */
function load(userFolders: readonly string[], builtInFolder: string, prepared: PreparedRules | undefined): RuleSet {
  const problems: RuleProblem[] = [];
  const rules = new Map<string, LoadedRule>();
  const scenarios = new Map<string, Scenario>();
  const evidence = new Map<string, Causes['evidence'][number]>();
  const causes = new Map<string, Causes['causes'][number]>();
  const causeReports: { readonly raw: RawCauses; readonly report: Report }[] = [];
  for (const rule of prepared?.rules ?? []) rules.set(rule.rule.id, asLoaded(rule, builtInFolder, problems));
  for (const scenario of prepared?.scenarios ?? []) scenarios.set(scenario.id, scenario);
  for (const item of prepared?.causes.evidence ?? []) evidence.set(item.id, item);
  for (const item of prepared?.causes.causes ?? []) causes.set(item.id, item);
  const folders = [builtInFolder, ...userFolders];
  for (const [index, folder] of folders.entries()) {
    const builtIn = index === 0;
    if (builtIn && prepared !== undefined) continue;
    for (const scenario of loadScenarios(join(folder, 'scenarios.yaml'), problems))
      scenarios.set(scenario.id, scenario);
    const file = readYaml(join(folder, 'causes.yaml'), causesFile, problems, true);
    if (file !== undefined) {
      const loaded = toCauses(file.raw, file.report, [...evidence.keys()]);
      for (const item of loaded.evidence) evidence.set(item.id, item);
      for (const item of loaded.causes) causes.set(item.id, item);
      causeReports.push(file);
    }
    for (const loaded of loadFolder(folder, builtIn, problems)) {
      const before = rules.get(loaded.rule.id);
      if (before !== undefined && !before.builtIn) {
        loaded.report(
          [],
          `the rule \`${loaded.rule.id}\` exists twice, also in ${before.file}.`,
          'Give one of them another id.',
        );
      } else rules.set(loaded.rule.id, loaded);
    }
  }
  for (const loaded of rules.values()) checkReferences(loaded, scenarios, causes);
  for (const file of causeReports) checkExplains(file.raw, [...rules.keys()], file.report);
  return {
    rules: [...rules.values()].sort((a, b) => (a.rule.id < b.rule.id ? -1 : 1)),
    scenarios: [...scenarios.values()],
    causes: { evidence: [...evidence.values()], causes: [...causes.values()] },
    problems,
  };
}

/** A prepared rule; its file is read only when something in it has to be shown. */
function asLoaded({ rule, file }: PreparedRule, folder: string, problems: RuleProblem[]): LoadedRule {
  // Both are normal paths: to join them as if they were not takes a while for all rules.
  const path = `${folder}${sep}${file}`;
  const report: Report = (...mistake) => readYaml(path, ruleFile, problems, false)?.report(...mistake);
  return { rule, file: path, testFile: testFileOf(path), builtIn: true, report };
}

const testFileOf = (file: string) => file.replace(/\.ya?ml$/, '.test.yaml');

/** The tests of one rule; undefined when the file is missing or has mistakes (then in `problems`). */
export function loadTests(file: string, problems: RuleProblem[]): { tests: RawTest[]; report: Report } | undefined {
  const loaded = readYaml(file, testFile, problems, false);
  return loaded === undefined ? undefined : { tests: loaded.raw.tests, report: loaded.report };
}

function loadFolder(folder: string, builtIn: boolean, problems: RuleProblem[]): LoadedRule[] {
  const rules: LoadedRule[] = [];
  const ids = new Set<string>();
  for (const entry of list(folder, problems)) {
    if (NOT_RULES.has(entry.name) || entry.name.startsWith('.') || entry.name.startsWith('_')) continue;
    if (!entry.isDirectory()) {
      if (isYaml(entry.name)) {
        problems.push(
          problemAt(
            join(folder, entry.name),
            'a rule lies directly in the rules folder.',
            `Put it into a folder named after its symptom (${SYMPTOMS.join(', ')}).`,
          ),
        );
      }
      continue;
    }
    const names = list(join(folder, entry.name), problems)
      .map(({ name }) => name)
      .sort();
    for (const name of names) {
      if (!isYaml(name) || isTest(name)) continue;
      const id = `${entry.name}/${name.replace(/\.ya?ml$/, '')}`;
      const file = join(folder, entry.name, name);
      if (ids.has(id)) {
        problems.push(
          problemAt(file, `the rule \`${id}\` exists twice in this folder.`, 'Remove one of the two files.'),
        );
        continue;
      }
      ids.add(id);
      const rule = loadRule(file, id, names, builtIn, problems);
      if (rule !== undefined) rules.push(rule);
    }
  }
  return rules;
}

function loadRule(
  file: string,
  id: string,
  siblings: readonly string[],
  builtIn: boolean,
  problems: RuleProblem[],
): LoadedRule | undefined {
  const found = problems.length;
  const loaded = readYaml(file, ruleFile, problems, false);
  const testFileName = testFileOf(file);
  if (!siblings.some((name) => testFileName.endsWith(sep + name))) {
    problems.push({
      ...problemAt(file, 'the rule has no test.', `Write ${testFileName}; see docs/writing-rules.md.`),
      level: builtIn ? 'error' : 'warning',
    });
  }
  if (loaded === undefined) return undefined;
  const { raw, report } = loaded;
  if (raw.id !== undefined && raw.id !== id)
    report(['id'], `the id is \`${raw.id}\`, but the file's path says \`${id}\`.`, 'Remove `id`, or rename the file.');
  if (raw.symptom !== id.split('/')[0])
    report(
      ['symptom'],
      `the symptom is \`${raw.symptom}\`, but the file lies in \`${id.split('/')[0]}\`.`,
      'Move the file, or change the symptom.',
    );
  const rule = toRule(raw, id, report);
  const unusable = problems
    .slice(found)
    .some(({ level, file: at, reason }) => level === 'error' && at === file && reason !== 'the rule has no test.');
  return unusable ? undefined : { rule, file, testFile: testFileName, builtIn, report };
}

function loadScenarios(file: string, problems: RuleProblem[]): Scenario[] {
  const loaded = readYaml(file, scenariosFile, problems, true);
  return loaded === undefined ? [] : toScenarios(loaded.raw);
}

/** Mistakes that show only when everything is loaded. */
function checkReferences(
  { rule, report }: LoadedRule,
  scenarios: ReadonlyMap<string, unknown>,
  causes: ReadonlyMap<string, unknown>,
): void {
  for (const id of Object.keys(rule.scenarios)) {
    if (!scenarios.has(id))
      report(
        ['scenarios', id],
        `unknown scenario \`${id}\`${didYouMean(id, scenarios.keys()) || '.'}`,
        'Scenarios are declared in scenarios.yaml.',
        { on: 'key' },
      );
  }
  for (const [index, id] of rule.causes.entries()) {
    if (!causes.has(id))
      report(
        ['causes', index],
        `unknown cause \`${id}\`${didYouMean(id, causes.keys()) || '.'}`,
        'Causes are declared in causes.yaml.',
      );
  }
}

function checkExplains(raw: RawCauses, ids: readonly string[], report: Report): void {
  for (const [id, cause] of Object.entries(raw.causes)) {
    for (const [index, pattern] of cause.explains.entries()) {
      const known = pattern.endsWith('*')
        ? ids.some((rule) => rule.startsWith(pattern.slice(0, -1)))
        : ids.includes(pattern);
      if (!known)
        report(
          ['causes', id, 'explains', index],
          `no rule is called \`${pattern}\`${didYouMean(pattern, ids) || '.'}`,
          'Name a rule id, or a beginning with `*` at the end.',
          { level: 'warning' },
        );
    }
  }
}

function list(folder: string, problems: RuleProblem[]) {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    problems.push(
      problemAt(folder, `cannot be read as a folder: ${reasonOf(error)}.`, 'Check the path and its permissions.'),
    );
    return [];
  }
}

const isYaml = (name: string) => /\.ya?ml$/.test(name);
const isTest = (name: string) => /\.test\.ya?ml$/.test(name);
