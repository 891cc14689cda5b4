import { copyFileSync, rmSync, symlinkSync } from 'node:fs';
import { packagePath } from '../package-files.js';

const PROGRAM = packagePath('dist/cli.cjs');
const LINK = packagePath('dist/cli.js');

/**
 * Makes dist/cli.js a link to the program. By its name it would be an ES module of this package: where it is a link, Node
 * goes by what it leads to. Where links cannot be made it is a copy.
 */
export function linkProgram(): void {
  rmSync(LINK, { force: true });
  try {
    symlinkSync('cli.cjs', LINK);
  } catch {
    copyFileSync(PROGRAM, LINK);
  }
}

/** Makes dist/cli.js a copy of the program: an ES module, which does the same and starts more slowly. */
export function copyProgram(): void {
  rmSync(LINK, { force: true });
  copyFileSync(PROGRAM, LINK);
}
