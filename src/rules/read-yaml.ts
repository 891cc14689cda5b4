import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import { checkShape, RULE_FILES, type ShapeHelp } from './check-shape.js';
import { readYamlText } from './locate.js';
import type { Report, RuleProblem } from './problem.js';

/**
 * Reads one YAML file of a known shape; every mistake goes to `problems` with its place. Undefined when there is one.
 * @param mayBeAbsent a file that does not exist is no mistake
 * @param help what messages point their reader to
 */
export function readYaml<T>(
  file: string,
  schema: z.ZodType<T>,
  problems: RuleProblem[],
  mayBeAbsent: boolean,
  help: ShapeHelp = RULE_FILES,
): { raw: T; report: Report } | undefined {
  const text = readText(file, problems, mayBeAbsent);
  if (text === undefined) return undefined;
  const parsed = readYamlText(text, file);
  problems.push(...parsed.problems);
  const { yaml } = parsed;
  if (yaml === undefined) return undefined;
  const report: Report = (path, reason, fix, options) => {
    const { line, column } = yaml.place(path, options?.on);
    problems.push({ level: options?.level ?? 'error', file, line, column, reason, fix });
  };
  const raw = checkShape(schema, yaml.value, report, help);
  return raw === undefined ? undefined : { raw, report };
}

function readText(file: string, problems: RuleProblem[], mayBeAbsent: boolean): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const absent = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    if (!(absent && mayBeAbsent))
      problems.push(problemAt(file, `cannot be read: ${reasonOf(error)}.`, 'Check the path and its permissions.'));
    return undefined;
  }
}

/** A mistake of a file as a whole. */
export function problemAt(file: string, reason: string, fix: string): RuleProblem {
  return { level: 'error', file, line: 1, column: 1, reason, fix };
}

export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
