import { Command, CommanderError, Option } from 'commander';
import { UsageError } from '../model/usage-error.js';
import { plainLines } from '../report/plain-text.js';
import { toolVersion } from '../version.js';
import { addAnalyze } from './analyze.js';
import { addCodes } from './codes.js';
import { addFormats } from './formats.js';
import { EXIT, type Io } from './io.js';
import { addMerge } from './merge.js';
import { addRules } from './rules.js';
import { addSla } from './sla.js';
import { addSupport } from './support.js';
import { addTicket } from './ticket.js';

const EXAMPLES = `
Examples:
  rtc-triage call.log                              what happened in this call, on the terminal
  rtc-triage agorasdk.log --scenario one-to-one    judge it as a one-to-one video call
  rtc-triage ticket call.log -o ticket.zip         a ticket for a vendor's support, redacted, with its proof
  rtc-triage 'logs/**/*.gz' --format json --fail-on P2 > result.json
  gunzip -c dump.gz | rtc-triage -                 from standard input
  rtc-triage logs --shard 1/8 -o part-1.json       one of eight machines; then: rtc-triage merge part-*.json
  rtc-triage rules explain stutter/video-freeze    what a rule looks at, and why

Exit status: 0 nothing at or above --fail-on, 1 findings at or above it, 2 usage or internal error,
3 inconclusive (nothing could be checked).`;

/**
 * Runs the program.
 * @param argv arguments after the program's name
 * @returns the exit status (see EXIT)
 */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  let status: number = EXIT.ok;
  const program = new Command('rtc-triage')
    .description('Triage the logs of voice and video calls: what happened, why, and the lines that prove it.')
    .version(toolVersion(), '-V, --version')
    .addOption(new Option('--debug', 'show the stack trace of an internal error').hideHelp())
    .showSuggestionAfterError()
    .exitOverride()
    .configureOutput({ writeOut: (text) => io.out(text), writeErr: (text) => io.err(text) });
  const finish = (code: number) => {
    status = code;
  };
  const analyze = addAnalyze(program, io, finish);
  if (mayMeanOthers(argv)) for (const add of Object.values(OTHERS)) add(program, io, finish);
  // Its options may be given without its name, so they belong on the first page.
  program.addHelpText('after', () => `\n${optionsOf(analyze)}${EXAMPLES}`);
  if (argv.length === 0) {
    program.outputHelp({ error: true });
    return EXIT.usage;
  }
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return status;
  } catch (error) {
    return explain(error, io, argv);
  }
}

/** The commands beside the one that is meant where none is named. */
const OTHERS = {
  merge: addMerge,
  ticket: addTicket,
  rules: addRules,
  formats: addFormats,
  codes: addCodes,
  sla: addSla,
  support: addSupport,
};

/**
 * False where only an analysis can be meant, as most often: to declare all other commands takes 1 ms. Help names all of
 * them.
 */
function mayMeanOthers(argv: readonly string[]): boolean {
  return (
    argv.length === 0 || argv.some((word) => Object.hasOwn(OTHERS, word) || /^(-[a-z]*h|help$|--help$)/i.test(word))
  );
}

/** The list of options of a command's own help page. */
function optionsOf(command: Command): string {
  const help = command.helpInformation();
  return help.slice(help.indexOf('Options:')).replace('Options:', 'Options of analyze:');
}

/** Says on standard error why the program has failed, and gives the exit status of that. */
export function explain(error: unknown, io: Io, argv: readonly string[]): number {
  // commander has already written its own message; its status for bad usage is 1, ours is 2.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  if (error instanceof UsageError) {
    io.err(`rtc-triage: ${plainLines(error.message)}\n`);
    return EXIT.usage;
  }
  const message = error instanceof Error ? error.message : String(error);
  io.err(`rtc-triage: internal error: ${plainLines(message)}\n`);
  io.err(
    'This is a fault of the program, not of the log. Please report it with the command and the output of --debug.\n',
  );
  if (argv.includes('--debug') && error instanceof Error) io.err(`${error.stack}\n`);
  return EXIT.usage;
}
