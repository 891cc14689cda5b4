import { describe, expect, it } from 'vitest';
import type { Io } from '../../src/commands/io.js';
import { run } from '../../src/commands/program.js';

async function outputOf(...argv: string[]): Promise<string> {
  let text = '';
  const add = (more: string) => {
    text += more;
  };
  const io = { out: add, err: add, env: {}, columns: undefined, progressTerminal: false };
  await run(argv, io as unknown as Io);
  return text;
}

const COMMANDS = ['analyze', 'merge', 'ticket', 'rules', 'formats', 'codes', 'sla', 'support'];

describe('a command', () => {
  it.each(COMMANDS)('%s is known by its name', async (name) => {
    expect(await outputOf(name, '--help')).toMatch(new RegExp(`^Usage: rtc-triage ${name} `));
    expect(await outputOf('help', name)).toMatch(new RegExp(`^Usage: rtc-triage ${name} `));
  });

  it('stands on the page of help, however that is asked for', async () => {
    for (const argv of [['--help'], ['-h'], ['help'], []]) {
      const page = await outputOf(...argv);
      for (const name of COMMANDS) expect(page, argv.join(' ')).toMatch(new RegExp(`^ {2}${name}\\b`, 'm'));
    }
  });

  it('is the analysis where none is named', async () => {
    expect(await outputOf('no-such-file.log')).toContain('no-such-file.log does not exist');
    expect(await outputOf('--frmat', 'json', 'a.log')).toMatch(/unknown option '--frmat'\n\(Did you mean --format\?\)/);
  });
});
