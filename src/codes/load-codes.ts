import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { UsageError } from '../model/usage-error.js';
import { packagePath } from '../package-files.js';
import type { Causes } from '../rules/cause.js';
import { formatProblem, type RuleProblem } from '../rules/problem.js';
import { readYaml } from '../rules/read-yaml.js';
import type { SourceVisitor } from '../yaml/sources.js';
import { type Made, type Prepared, trusted } from '../yaml/trusted.js';
import { CodeBook, type CodeTable } from './code-book.js';
import { toTables } from './convert.js';
import { CODE_FILES, codesFile } from './schema.js';

/** The folder that ships with the package. */
const BUILT_IN = packagePath('rules');

/** Reads every file of `codes/` in a rules folder, if it has one, and reports every mistake. */
export function checkCodes(
  causes: Causes,
  rulesFolder: string = BUILT_IN,
): { readonly tables: readonly CodeTable[]; readonly problems: readonly RuleProblem[] } {
  const problems: RuleProblem[] = [];
  const context = { causes: new Map(causes.causes.map((cause) => [cause.id, cause])) };
  const folder = join(rulesFolder, 'codes');
  if (!existsSync(folder)) return { tables: [], problems };
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort();
  const tables = names.flatMap((name) => {
    const loaded = readYaml(join(folder, name), codesFile, problems, false, CODE_FILES);
    return loaded === undefined ? [] : toTables(loaded.raw, basename(name, '.yaml'), context, loaded.report);
  });
  return { tables, problems };
}

/** All that the built-in tables are made of: the names and the content of their files. */
export function visitCodes(visitor: SourceVisitor): void {
  const folder = join(BUILT_IN, 'codes');
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder).sort()) {
    visitor.name(name);
    visitor.content(join(folder, name));
  }
}

/** A table as the build writes it down: its codes are a part of their own, parsed when one of them is looked for. */
type PreparedTable = Omit<CodeTable, 'codes'>;

/** What the build writes down of tables: of each its part has the same number. */
export function prepareCodes(tables: readonly CodeTable[]): Made {
  return {
    value: tables.map(({ codes: _, ...table }): PreparedTable => table),
    parts: tables.map(({ codes }) => JSON.stringify(codes)),
  };
}

/** The opposite of `prepareCodes`. */
export function revived({ value, part }: Prepared): CodeTable[] {
  return (value as readonly PreparedTable[]).map((table, i) => {
    let codes: CodeTable['codes'] | undefined;
    return {
      ...table,
      get codes() {
        codes ??= part(i) as CodeTable['codes'];
        return codes;
      },
    };
  });
}

/**
 * What is known of the codes of the vendors: tables of the user's rules folders are looked at before the built-in ones.
 * @param causes the causes that codes may name
 * @throws UsageError with line, column, reason and fix of every mistake in the files
 */
export function loadCodes(causes: Causes, userFolders: readonly string[] = []): CodeBook {
  // With rules of the user's own a code may name other causes: then all is checked again.
  const prepared = userFolders.length === 0 ? trusted('codes', visitCodes) : undefined;
  if (prepared !== undefined) return new CodeBook(revived(prepared));
  const loaded = [...[...userFolders].reverse(), BUILT_IN].map((folder) => checkCodes(causes, folder));
  const tables = loaded.flatMap((one) => one.tables);
  const problems = loaded.flatMap((one) => one.problems);
  if (problems.length === 0) return new CodeBook(tables);
  throw new UsageError(
    `the tables of codes cannot be used:\n${problems.map((problem) => `  ${formatProblem(problem)}`).join('\n')}`,
  );
}
