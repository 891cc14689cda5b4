import { statSync } from 'node:fs';
import type { Command } from 'commander';
import { explainPart } from '../formats/explain.js';
import type { Registry } from '../formats/registry.js';
import { testFormats } from '../formats/text/samples/check-samples.js';
import { openInputs } from '../input/input.js';
import { UsageError } from '../model/usage-error.js';
import { explanationText } from './explain-format.js';
import { EXIT, type Io } from './io.js';
import { addFormatOptions, registryOf, type UserFormatOptions } from './user-formats.js';

/** `rtc-triage formats …`: what can be read, how a log is understood, and the proof that the definitions hold. */
export function addFormats(program: Command, io: Io, finish: (status: number) => void): void {
  const formats = program
    .command('formats')
    .description('list the log formats, explain how a log is understood, or test definitions of formats');
  addFormatOptions(formats.command('list', { isDefault: true }))
    .description('every format that is read, and those that are recognised and declined')
    .action((options: UserFormatOptions) => io.out(list(registryOf(options))));
  formats
    .command('test')
    .description('check that every sample line of the format definitions gives the record it states')
    .argument('[path]', 'a folder with definitions, or one definition as given to --map; the built-in ones without')
    .action(async (path: string | undefined) => finish(await test(path, io)));
  addFormatOptions(formats.command('explain'))
    .description('how a log is recognised, which of its lines fit which message, and what is not understood')
    .argument('<paths...>', 'files, folders, glob patterns, or - for standard input')
    .option('--tz <zone>', 'time zone of the device that wrote the log')
    .action(async (paths: string[], options: UserFormatOptions & { tz?: string }) => {
      finish(await explain(paths, options, io));
    });
}

async function explain(
  paths: readonly string[],
  options: UserFormatOptions & { readonly tz?: string },
  io: Io,
): Promise<number> {
  const registry = registryOf(options);
  let unread = 0;
  for await (const source of openInputs(paths, { cwd: '.', ...(paths.includes('-') ? { stdin: io.stdin() } : {}) })) {
    if (source.problem !== undefined) throw new UsageError(`${source.path}: ${source.problem.message}`);
    for (const part of source.parts) {
      const explained = await explainPart(registry, part, part.binary, options.tz);
      if (explained.format === undefined) unread++;
      io.out(explanationText(explained));
    }
  }
  return unread > 0 ? EXIT.inconclusive : EXIT.ok;
}

function list(registry: Registry): string {
  const { read, declined } = registry.names();
  const width = Math.max(...[...read, ...declined].map(({ id }) => id.length));
  const line = ({ id, title }: { id: string; title: string }) => `  ${id.padEnd(width)}  ${title}\n`;
  return `Read:\n${read.map(line).join('')}Recognised by name, not read:\n${declined.map(line).join('')}`;
}

async function test(path: string | undefined, io: Io): Promise<number> {
  if (path !== undefined && statSync(path, { throwIfNoEntry: false }) === undefined) {
    throw new UsageError(`${path} does not exist; give a definition, or a folder that holds some (*.yaml)`);
  }
  const { samples, problems, mistakes } = await testFormats(path);
  for (const { message } of mistakes) io.out(`${message}\n`);
  for (const { file, line, column, where, reason, fix } of problems) {
    io.out(`${file}:${line}:${column}: ${where}: ${reason} ${fix}\n`);
  }
  io.out(`${counted(samples, 'sample')}, ${counted(problems.length + mistakes.length, 'problem')}\n`);
  if (mistakes.length > 0) return EXIT.usage;
  return problems.length > 0 ? EXIT.findings : EXIT.ok;
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
