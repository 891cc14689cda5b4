import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Command, Option } from 'commander';
import { chooseLanguage, LANGUAGES, type Language } from '../locale/locale.js';
import { UsageError } from '../model/usage-error.js';
import { checkRules } from '../rules/check-rules.js';
import { loadRules, type RuleSet } from '../rules/load.js';
import { formatProblem } from '../rules/problem.js';
import type { Rule } from '../rules/rule.js';
import { type RuleScaffold, scaffoldRule } from '../rules/scaffold.js';
import { didYouMean } from '../rules/suggest.js';
import { explainRule } from './explain-rule.js';
import { EXIT, type Io } from './io.js';

interface RulesOptions {
  readonly lang?: string;
  readonly rules?: readonly string[];
  readonly scenarios?: boolean;
}

const collect = (value: string, previous: readonly string[] = []): readonly string[] => [...previous, value];

/** `rtc-triage rules …`: everything that serves the author and the reader of rules. */
export function addRules(program: Command, io: Io, finish: (status: number) => void): void {
  const rules = program.command('rules').description('list, explain, test and begin rules (docs/writing-rules.md)');
  const withOptions = (command: Command) =>
    command
      .addOption(new Option('-l, --lang <language>', 'language of the texts').choices([...LANGUAGES]))
      .option('--rules <folder>', 'with the rules of this folder; may be repeated', collect);
  withOptions(rules.command('list'))
    .description('one line for each rule')
    .option('--scenarios', 'list the scenarios instead')
    .action((options: RulesOptions) => io.out(list(options, chooseLanguage(options.lang, io.env))));
  withOptions(rules.command('explain'))
    .description('what a rule looks at, when it fires, and why')
    .argument('<id>', 'such as stutter/video-freeze')
    .action((id: string, options: RulesOptions) => io.out(explain(id, options, chooseLanguage(options.lang, io.env))));
  rules
    .command('test')
    .description("run the rules' own tests; without a folder those of the built-in rules")
    .argument('[folder]', 'a folder as given to --rules')
    .action((folder: string | undefined) => finish(test(folder, io)));
  rules
    .command('new')
    .description('write the two files of a new rule: a working start')
    .argument('<id>', 'such as stutter/my-freeze')
    .option('--into <folder>', 'rules folder', 'rules')
    .action((id: string, options: { into: string }) => io.out(create(id, options.into)));
}

function list(options: RulesOptions, language: Language): string {
  const { rules, scenarios } = usable(loadRules(options.rules));
  if (options.scenarios === true) {
    return lines(scenarios.map((scenario) => `${scenario.id.padEnd(20)} ${scenario.title[language]}`));
  }
  const width = Math.max(...rules.map(({ rule }) => rule.id.length));
  return lines(rules.map(({ rule }) => `${rule.id.padEnd(width)}  ${levels(rule).padEnd(8)} ${rule.title[language]}`));
}

const levels = (rule: Rule) => [...new Set(rule.severity.map((step) => step.level))].sort().join(' ');
const lines = (texts: readonly string[]) => texts.map((text) => `${text}\n`).join('');

function explain(id: string, options: RulesOptions, language: Language): string {
  const ruleSet = usable(loadRules(options.rules));
  const found = ruleSet.rules.find(({ rule }) => rule.id === id);
  if (found !== undefined) return explainRule(found.rule, ruleSet, language);
  const ids = ruleSet.rules.map(({ rule }) => rule.id);
  throw new UsageError(`there is no rule "${id}"${didYouMean(id, ids)}\n  "rtc-triage rules list" shows them all`);
}

function usable(ruleSet: RuleSet): RuleSet {
  const errors = ruleSet.problems.filter((problem) => problem.level === 'error');
  if (errors.length === 0) return ruleSet;
  throw new UsageError(
    `the rules cannot be used:\n${errors.map((problem) => `  ${formatProblem(problem)}`).join('\n')}`,
  );
}

function test(folder: string | undefined, io: Io): number {
  const { passed, failed, problems } = checkRules(folder);
  for (const problem of problems) io.out(`${formatProblem(problem)}\n`);
  for (const { rule, name, failures } of failed) {
    io.out(`${rule}: ${name}\n${failures.map((failure) => `    ${failure}\n`).join('')}`);
  }
  const mistakes = problems.filter(({ level }) => level === 'error').length;
  io.out(`${passed} passed, ${failed.length} failed${mistakes > 0 ? `, mistakes in rule files: ${mistakes}` : ''}\n`);
  if (mistakes > 0) return EXIT.usage;
  return failed.length > 0 ? EXIT.findings : EXIT.ok;
}

function create(id: string, into: string): string {
  const scaffold = scaffoldOrExplain(id);
  const files = [
    { path: join(into, scaffold.rulePath), text: scaffold.rule },
    { path: join(into, scaffold.testPath), text: scaffold.test },
  ];
  for (const { path } of files) if (existsSync(path)) throw new UsageError(`${path} exists; choose another id`);
  for (const { path, text } of files) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  return lines([...files.map(({ path }) => `wrote ${path}`), `try it: rtc-triage rules test ${into}`]);
}

/** A bad id is a mistake in the call, not of the program. */
function scaffoldOrExplain(id: string): RuleScaffold {
  try {
    return scaffoldRule(id);
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
