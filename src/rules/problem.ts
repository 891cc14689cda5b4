/** A mistake in a file of the rules folder, with its place and the way out. */
export interface RuleProblem {
  /** `error`: the file cannot be used. `warning`: it works, and its author should still mend it. */
  readonly level: 'error' | 'warning';
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  readonly column: number;
  readonly reason: string;
  readonly fix: string;
}

/** A path of keys into a YAML document. */
export type YamlPath = readonly (string | number)[];

/** Reports a mistake at a path of the current file. `on: 'key'` points at the key, else at its value. */
export type Report = (path: YamlPath, reason: string, fix: string, options?: ReportOptions) => void;

export interface ReportOptions {
  readonly on?: 'key' | 'value';
  readonly level?: RuleProblem['level'];
}

/** `file:line:column reason fix`, the form editors understand. */
export function formatProblem(problem: RuleProblem): string {
  return `${problem.file}:${problem.line}:${problem.column} ${problem.level}: ${problem.reason} ${problem.fix}`;
}
