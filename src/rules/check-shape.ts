import type { z } from 'zod';
import type { Report, YamlPath } from './problem.js';
import { CONDITION_KEYS } from './schema.js';
import { didYouMean } from './suggest.js';

/** Every key of the four kinds of file, for suggestions. */
const KEYS = [
  'id', 'symptom', 'title', 'explanation', 'subject', 'thresholds', 'when', 'unless', 'until', 'lasts', 'merge',
  'measure', 'severity', 'message', 'scenarios', 'causes', 'next', 'false-positives', 'references', 'value', 'unit',
  'source', 'budget', 'signal', 'over', 'aggregate', 'above', 'at-least', 'below', 'at-most', 'share', 'optional',
  'event', 'where', 'count', 'all', 'any', 'not', 'none', 'worse', 'threshold', 'level', 'worst-at-least',
  'worst-at-most', 'lasts-at-least', 'total-at-least', 'en', 'zh-CN', 'tests', 'name', 'interval', 'signals', 'events',
  'scenario', 'fires', 'from', 'to', 'outcome', 'evidence', 'requires', 'supports', 'contradicts', 'base', 'explains',
  'domain', 'weight', 'text', 'absent', 'budgets', 'emphasis', 'description', 'unobservable', 'at',
]; // biome-ignore format: a list of words

/** What the messages about one kind of file point to: the page that explains it, and its keys for suggestions. */
export interface ShapeHelp {
  readonly page: string;
  readonly keys: readonly string[];
}

/** Rules, their tests, scenarios and causes. */
export const RULE_FILES: ShapeHelp = { page: 'docs/writing-rules.md', keys: KEYS };

/** Parses a value with a schema; every issue is reported in words an author understands. Undefined when there is one. */
export function checkShape<T>(
  schema: z.ZodType<T>,
  value: unknown,
  report: Report,
  help: ShapeHelp = RULE_FILES,
): T | undefined {
  try {
    const result = schema.safeParse(value);
    if (result.success) return result.data;
    for (const issue of result.error.issues) reportIssue(issue, [], value, report, help);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    report([], 'conditions are nested too deeply.', 'Write them flatter.');
  }
  return undefined;
}

function reportIssue(issue: z.core.$ZodIssue, prefix: YamlPath, root: unknown, report: Report, help: ShapeHelp): void {
  const path = [...prefix, ...issue.path.map((key) => (typeof key === 'number' ? key : String(key)))];
  const key = String(path.at(-1) ?? 'file');
  const value = valueAt(root, path);
  if (value === undefined && issue.code !== 'unrecognized_keys') {
    const fix = key === 'zh-CN' || key === 'en' ? `Every text needs both \`en\` and \`zh-CN\`.` : `Add \`${key}\`.`;
    report(path, `\`${path.join('.')}\` is missing.`, fix);
  } else if (issue.code === 'unrecognized_keys') {
    for (const unknown of issue.keys) {
      const hint = didYouMean(unknown, help.keys);
      report([...path, unknown], `unknown key \`${unknown}\`${hint || '.'}`, `See ${help.page} for the keys.`, {
        on: 'key',
      });
    }
  } else if (issue.code === 'invalid_value') {
    const accepted = issue.values.map(String);
    const fix = accepted.length <= 16 ? `Use one of: ${accepted.join(', ')}.` : `See ${help.page} for the ${key}s.`;
    report(path, `unknown ${key} \`${String(value)}\`${didYouMean(String(value), accepted) || '.'}`, fix);
  } else if (issue.code === 'invalid_union') {
    reportUnion(issue, path, value, root, report, help);
  } else if (issue.code === 'invalid_key') {
    report(path, `\`${key}\` is not a name.`, 'Use lower-case letters, digits and hyphens.', { on: 'key' });
  } else {
    report(path, `\`${key}\`: ${issue.message}.`, `See ${help.page}.`);
  }
}

/** Of the kinds of condition, reports only what is wrong with the one that was meant. */
function reportUnion(
  issue: z.core.$ZodIssueInvalidUnion,
  path: YamlPath,
  value: unknown,
  root: unknown,
  report: Report,
  help: ShapeHelp,
): void {
  const record = typeof value === 'object' && value !== null && !Array.isArray(value);
  const isConditionUnion = issue.errors.length === CONDITION_KEYS.length;
  const branch = record && isConditionUnion ? CONDITION_KEYS.findIndex((key) => Object.hasOwn(value, key)) : -1;
  const issues = issue.errors[branch];
  if (issues !== undefined) {
    for (const inner of issues) reportIssue(inner, path, root, report, help);
  } else if (isConditionUnion) {
    report(path, 'this is not a condition.', `A condition has one of the keys ${CONDITION_KEYS.join(', ')}.`);
  } else {
    const inner = issue.errors.find((errors) => record === (errors[0]?.code !== 'invalid_type'))?.[0];
    if (inner === undefined || inner.code === 'invalid_union') {
      report(path, `\`${String(path.at(-1))}\` has the wrong form.`, `See ${help.page}.`);
    } else reportIssue(inner, path, root, report, help);
  }
}

function valueAt(root: unknown, path: YamlPath): unknown {
  let value: unknown = root;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = Reflect.get(value, key);
  }
  return value;
}
