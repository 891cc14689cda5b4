import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { contractYaml, officeIn } from '../support/contract.js';
import { folderWith } from '../support/folder.js';
import { inProcess } from '../support/in-process.js';

const program = (...args: readonly string[]) => inProcess(args);

const file = (text: string) => join(folderWith({ 'mine.yaml': text }), 'mine.yaml');

describe('support check', () => {
  it('shows what the shipped example promises, and that it is one', async () => {
    const { status, out } = await program('support', 'check');
    expect(status).toBe(0);
    expect(out).toContain('[example, no contract]');
    expect(out).toMatch(/enterprise.*\n {2}P0 {2}response 15 minutes, solution 4 hours; around the clock/);
  });

  it('shows what a contract of the user promises', async () => {
    const { status, out } = await program('support', 'check', file(contractYaml(officeIn('Europe/Berlin'))));
    expect(status).toBe(0);
    expect(out).toContain(
      'P2  response 4 hours of service time, solution 2 working days; Mon–Fri 09:00–18:00 (Europe/Berlin)',
    );
    expect(out).not.toContain('example');
  });

  it('reports every mistake with its place and fails', async () => {
    const broken = contractYaml(officeIn('Europe/Berlyn')).replace('respond: 4h', 'respond: soon');
    const { status, out } = await program('support', 'check', file(broken));
    expect(status).toBe(2);
    expect(out).toMatch(/mine\.yaml:\d+:\d+ error: .*must be a length of time/);
  });

  it('says which file is missing', async () => {
    const { status, out } = await program('support', 'check', '/nowhere/mine.yaml');
    expect(status).toBe(2);
    expect(out).toContain('/nowhere/mine.yaml:1:1 error: cannot be read');
  });
});

describe('--sdk-versions', () => {
  it('refuses a list with a mistake before any log is read', async () => {
    const { status, out, err } = await program('missing.log', '--sdk-versions', file('components: {}\n'));
    expect(status).toBe(2);
    expect(out).toBe('');
    expect(err).toMatch(/the list of versions cannot be used:\n {2}\S+mine\.yaml:1:1 error: `entries` is missing/);
  });
});
