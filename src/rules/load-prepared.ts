import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Scenario } from '../model/scenario.js';
import { SmallFiles } from '../yaml/small-files.js';
import { type Texts, trusted } from '../yaml/trusted.js';
import type { Causes, EvidenceDefinition } from './cause.js';
import type { EpisodeParts } from './convert.js';
import type { RuleSet } from './load.js';
import type { Condition, Rule } from './rule.js';

/** The built-in rules after checking and converting: data that JSON can hold, but for what `revived` puts back. */
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

/** The built-in rules as the build prepared them; undefined where a file of the folder has changed since. */
export function loadPreparedRules(folder: string): PreparedRules | undefined {
  const prepared = trusted('rules', ruleTexts(folder));
  return prepared === undefined ? undefined : revived(prepared.value as PreparedRules);
}

/** All that the rules of a folder are made of: the names of its files, and the content of those that hold rules. */
export function ruleTexts(folder: string): Texts {
  const files = new SmallFiles();
  const texts: (string | Buffer)[] = [];
  const add = (name: string) => {
    texts.push(name);
    if (isContent(name)) texts.push(text(files, join(folder, name)));
  };
  for (const entry of list(folder)) {
    if (!entry.isDirectory()) add(entry.name);
    else if (!OTHER_FOLDERS.has(entry.name))
      for (const { name } of list(join(folder, entry.name))) add(`${entry.name}/${name}`);
  }
  return texts;
}

/** Of formats, vendors and their codes: not read with the rules. */
const OTHER_FOLDERS: ReadonlySet<string> = new Set(['formats', 'vendors', 'codes']);
const isContent = (name: string) => /\.ya?ml$/.test(name) && !/\.test\.ya?ml$/.test(name);

/** Nothing that cannot be read is prepared: a text that was never there finds no match. */
function list(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    return [];
  }
}

function text(files: SmallFiles, file: string): Buffer | string {
  try {
    return files.read(file);
  } catch {
    return '';
  }
}

/** What the build writes down of the built-in rules. */
export function prepareRules({ rules, scenarios, causes }: RuleSet, folder: string): PreparedRules {
  return {
    rules: rules.map(({ rule, file }) => ({ rule, file: relative(folder, file) })),
    scenarios,
    causes,
  };
}

/** Puts back what JSON cannot say: tables without the names that every object has, and what is there but undefined. */
export function revived({ rules, scenarios, causes }: PreparedRules): PreparedRules {
  return {
    rules: rules.map(({ rule, file }) => ({
      rule: { ...rule, ...revivedParts(rule), scenarios: table(rule.scenarios, table) },
      file,
    })),
    scenarios,
    causes: {
      evidence: causes.evidence.map((item): EvidenceDefinition => ({ ...item, ...revivedParts(item) })),
      causes: causes.causes,
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
