import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith } from '../support/folder.js';
import { inProcess } from '../support/in-process.js';

const ticket = (...args: readonly string[]) => inProcess(['ticket', ...args]);

describe('rtc-triage ticket without a log', () => {
  it('says what is wrong and writes nothing', async () => {
    const folder = folderWith({});
    const output = join(folder, 'ticket.zip');
    const { status, err } = await ticket(join(folder, 'mistyped.log'), '-o', output);
    expect(status).toBe(2);
    expect(err).toMatch(/nothing was written:\n.*mistyped\.log does not exist/);
    expect(existsSync(output)).toBe(false);
  });

  it('leaves an older ticket as it was', async () => {
    const folder = folderWith({ 'ticket.md': 'of yesterday' });
    const output = join(folder, 'ticket.md');
    expect((await ticket(join(folder, 'mistyped.log'), '-o', output)).status).toBe(2);
    expect(readFileSync(output, 'utf8')).toBe('of yesterday');
  });

  it('is made of the logs that are there when another one is missing', async () => {
    const folder = folderWith({ 'call.log': 'a line of some log\n' });
    const output = join(folder, 'ticket.md');
    await ticket(join(folder, 'call.log'), join(folder, 'mistyped.log'), '-o', output);
    expect(readFileSync(output, 'utf8')).toContain('call.log');
  });
});
