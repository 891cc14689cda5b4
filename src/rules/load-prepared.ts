import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Scenario } from '../model/scenario.js';
import type { SourceVisitor } from '../yaml/sources.js';
import { type Made, type Prepared, trusted } from '../yaml/trusted.js';
import type { Causes } from './cause.js';
import type { RuleSet } from './load.js';
import type { Rule } from './rule.js';

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

/** A rule of which the words are not known yet. */
type RuleWithoutWords = Omit<Rule, keyof RuleWords>;

/**
 * `PreparedRules` as the build writes them down: data that JSON can hold. The words of each rule are the part of the same
 * number. All causes are one more part: they are asked for when something has been found.
 */
interface RulesFile extends Omit<PreparedRules, 'rules' | 'causes'> {
  readonly rules: readonly { readonly rule: RuleWithoutWords; readonly file: string }[];
  readonly evidence: Causes['evidence'];
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
  parts.push(JSON.stringify(causes.causes));
  return { value: { rules: plain, scenarios, evidence: causes.evidence } satisfies RulesFile, parts };
}

/**
 * Puts together what `prepareRules` has taken apart. What a rule holds is not copied: to make each table anew took longer
 * than to parse all rules. So tables are objects as JSON gives them, which is right for names that the build has checked.
 */
export function revived({ value, part }: Prepared): PreparedRules {
  const { rules, scenarios, evidence } = value as RulesFile;
  let causes: Causes['causes'] | undefined;
  return {
    rules: rules.map(({ rule, file }, i) => ({ rule: withWords(rule, () => part(i) as RuleWords), file })),
    scenarios,
    causes: {
      evidence,
      get causes() {
        causes ??= part(rules.length) as Causes['causes'];
        return causes;
      },
    },
  };
}

function withWords(rule: RuleWithoutWords, read: () => RuleWords): Rule {
  let words: RuleWords | undefined;
  const parsed = () => {
    words ??= read();
    return words;
  };
  return {
    ...rule,
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
