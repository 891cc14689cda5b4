import type { Command } from 'commander';
import { SEVERITIES } from '../model/finding.js';
import { formatProblem } from '../rules/problem.js';
import { checkSupport } from '../support/load.js';
import { hoursText, targetText } from '../support/words.js';
import { EXIT, type Io } from './io.js';

/** `rtc-triage support …`: what serves the author of a support file. */
export function addSupport(program: Command, io: Io, finish: (status: number) => void): void {
  const support = program.command('support').description('check the file of a support contract (docs/support.md)');
  support
    .command('check')
    .description('report every mistake of a support file with its place; show what it promises when it has none')
    .argument('[file]', 'a file as given to --support; the shipped example without')
    .action((file: string | undefined) => finish(check(file, io)));
}

function check(file: string | undefined, io: Io): number {
  const { support, problems } = checkSupport(file);
  for (const problem of problems) io.out(`${formatProblem(problem)}\n`);
  if (support === undefined) return EXIT.usage;
  io.out(`${support.title.en}${support.example ? ' [example, no contract]' : ''}\n`);
  for (const { id, title, promises } of support.tiers) {
    io.out(`${id} (${title.en})\n`);
    for (const priority of SEVERITIES) {
      const { respond, solve, calendar } = promises[priority];
      const [first, last] = [respond, solve].map((target) =>
        target === undefined ? 'none' : targetText(target, calendar).en,
      );
      io.out(`  ${priority}  response ${first}, solution ${last}; ${hoursText(calendar).en}\n`);
    }
  }
  return EXIT.ok;
}
