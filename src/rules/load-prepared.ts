import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Scenario } from '../model/scenario.js';
import type { SourceVisitor } from '../yaml/sources.js';
import { type Made, type Prepared, trusted } from '../yaml/trusted.js';
import type { Causes, EvidenceDefinition } from './cause.js';
import type { EpisodeParts } from './convert.js';
import type { RuleSet } from './load.js';
import type { Condition, Rule } from './rule.js';

/** The built-in rules after checking and converting. */
export interface PreparedRules {
  readonly rules: readonly PreparedRule[];
  readonly scenarios: readonly Scenario[];
  readonly causes: Causes;
}

export interface PreparedRule {
  readonly rule: Rule;
  /** Relative to the rules folder. */
  readonly file: string;
}

/** What is read by people: most of a rule, and needed of the few that find something. */
type RuleWords = Pick<Rule, 'title' | 'explanation' | 'message' | 'next' | 'falsePositives' | 'references'>;

/**
 * `PreparedRules` as the build writes them down: data that JSON can hold, but for what `revived` puts back. The words of
 * each rule are the part of the same number.
 */
interface RulesFile extends Omit<PreparedRules, 'rules'> {
  readonly rules: readonly { readonly rule: Omit<Rule, keyof RuleWords>; readonly file: string }[];
}

/** The built-in rules as the build prepared them; undefined where a file of the folder has changed since. */
export function loadPreparedRules(folder: string): PreparedRules | undefined {
  const prepared = trusted('rules', (visitor) => visitRules(folder, visitor));
  return prepared === undefined ? undefined : revived(prepared);
}

/** All that the rules of a folder are made of: the names of its files, and the content of those that hold rules. */
export function visitRules(folder: string, visitor: SourceVisitor): void {
  const visit = (name: string) => {
    visitor.name(name);
    if (isContent(name)) visitor.content(`${folder}/${name}`);
  };
  for (const entry of list(folder)) {
    if (!entry.isDirectory()) visit(entry.name);
    else if (!OTHER_FOLDERS.has(entry.name))
      for (const { name } of list(join(folder, entry.name))) visit(`${entry.name}/${name}`);
  }
}

/** Of formats, vendors and their codes: not read with the rules. */
const OTHER_FOLDERS: ReadonlySet<string> = new Set(['formats', 'vendors', 'codes']);
const isContent = (name: string) => /\.ya?ml$/.test(name) && !/\.test\.ya?ml$/.test(name);

/** What cannot be listed is another thing than what was. */
function list(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    return [];
  }
}

/** What the build writes down of the built-in rules. */
export function prepareRules({ rules, scenarios, causes }: RuleSet, folder: string): Made {
  const parts: string[] = [];
  const plain = rules.map(({ rule, file }) => {
    const { title, explanation, message, next, falsePositives, references, ...others } = rule;
    parts.push(JSON.stringify({ title, explanation, message, next, falsePositives, references } satisfies RuleWords));
    return { rule: others, file: relative(folder, file) };
  });
  return { value: { rules: plain, scenarios, causes } satisfies RulesFile, parts };
}

/** Puts back what JSON cannot say: tables without the names that every object has, and what is there but undefined. */
export function revived({ value, part }: Prepared): PreparedRules {
  const { rules, scenarios, causes } = value as RulesFile;
  return {
    rules: rules.map(({ rule, file }, i) => ({ rule: revivedRule(rule, () => part(i) as RuleWords), file })),
    scenarios,
    causes: {
      evidence: causes.evidence.map((item): EvidenceDefinition => ({ ...item, ...revivedParts(item) })),
      causes: causes.causes,
    },
  };
}

function revivedRule(rule: Omit<Rule, keyof RuleWords>, read: () => RuleWords): Rule {
  let words: RuleWords | undefined;
  const parsed = () => {
    words ??= read();
    return words;
  };
  return {
    ...rule,
    ...revivedParts(rule),
    scenarios: table(rule.scenarios, table),
    get title() {
      return parsed().title;
    },
    get explanation() {
      return parsed().explanation;
    },
    get message() {
      return parsed().message;
    },
    get next() {
      return parsed().next;
    },
    get falsePositives() {
      return parsed().falsePositives;
    },
    get references() {
      return parsed().references;
    },
  };
}

function revivedParts({ thresholds, when, unless, until, lasts, merge, measure }: EpisodeParts): EpisodeParts {
  return {
    thresholds: table(thresholds),
    when: revivedCondition(when),
    unless: unless.map(revivedCondition),
    until: until === undefined ? undefined : revivedCondition(until),
    lasts,
    merge,
    measure,
  };
}

function revivedCondition(condition: Condition): Condition {
  if ('parts' in condition) return { ...condition, parts: condition.parts.map(revivedCondition) };
  if ('part' in condition) return { ...condition, part: revivedCondition(condition.part) };
  return 'where' in condition ? { ...condition, where: table(condition.where) } : condition;
}

function table<T>(values: Readonly<Record<string, T>>, each: (value: T) => T = (value) => value): Record<string, T> {
  const result: Record<string, T> = Object.create(null);
  for (const [name, value] of Object.entries(values)) result[name] = each(value);
  return result;
}
