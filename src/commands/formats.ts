import { statSync } from 'node:fs';
import type { Command } from 'commander';
import { knownFormats } from '../formats/registry.js';
import { testFormats } from '../formats/text/check-samples.js';
import { DefinitionError } from '../formats/text/error.js';
import { UsageError } from '../model/usage-error.js';
import { EXIT, type Io } from './io.js';

/** `rtc-triage formats …`: what can be read, and the proof that the format definitions hold. */
export function addFormats(program: Command, io: Io, finish: (status: number) => void): void {
  const formats = program.command('formats').description('list the log formats, or test their definitions');
  formats
    .command('list', { isDefault: true })
    .description('every format that is read, and those that are recognised and declined')
    .action(() => io.out(list()));
  formats
    .command('test')
    .description('check that every sample line of the format definitions gives the record it states')
    .argument('[folder]', 'a folder with definitions; the built-in ones without')
    .action(async (folder: string | undefined) => finish(await test(folder, io)));
}

function list(): string {
  const { read, declined } = knownFormats();
  const width = Math.max(...[...read, ...declined].map(({ id }) => id.length));
  const line = ({ id, title }: { id: string; title: string }) => `  ${id.padEnd(width)}  ${title}\n`;
  return `Read:\n${read.map(line).join('')}Recognised by name, not read:\n${declined.map(line).join('')}`;
}

async function test(folder: string | undefined, io: Io): Promise<number> {
  if (folder !== undefined && statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw new UsageError(`${folder} is no folder; give one that holds format definitions (*.yaml)`);
  }
  const { samples, problems } = await testFormats(folder).catch((error: unknown) => {
    // A mistake in a definition is its author's, with its place in the message.
    throw error instanceof DefinitionError ? new UsageError(error.message) : error;
  });
  for (const { file, where, reason, fix } of problems) io.out(`${file}: ${where}: ${reason} ${fix}\n`);
  io.out(`${samples} samples, ${problems.length} problems\n`);
  return problems.length > 0 ? EXIT.findings : EXIT.ok;
}
