import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { progressLine } from '../../src/commands/progress.js';
import { folderWith } from '../support/folder.js';
import { inProcess } from '../support/in-process.js';

/** Colours the terminal red, and names its window. */
const HARMFUL = 'a\x1b[31mred\x1b]0;owned\x07';
const activeIn = (text: string): boolean => /[^\P{Cc}\n]/u.test(text);

describe('standard error', () => {
  it('shows what a name of a file would do to the terminal', async () => {
    const file = join(folderWith({ [`${HARMFUL}.json`]: '{' }), `${HARMFUL}.json`);
    for (const args of [['merge', file], ['merge', `${file}.gone`], [`${file}.gone`], ['ticket', `${file}.gone`]]) {
      const { err } = await inProcess(args);
      expect(activeIn(err), args.join(' ')).toBe(false);
      expect(err).toContain('a\\u001b[31mred');
    }
  });

  it('shows what a file from elsewhere says, and no more', async () => {
    const tool = { name: 'rtc-triage', version: HARMFUL };
    const folder = folderWith({ 'part.json': JSON.stringify({ schemaVersion: 1, tool, partial: {} }) });
    const { err } = await inProcess(['merge', join(folder, 'part.json')]);
    expect(err).toContain('was written by rtc-triage a\\u001b[31mred');
    expect(err).not.toContain('\x1b');
  });

  it('keeps the lines of a message', async () => {
    const rules = folderWith({ 'stutter/mine.yaml': 'id: stutter/mine\nsymptom: none\n' });
    const { err } = await inProcess([join(rules, 'gone.log'), '--rules', rules]);
    expect(err.trimEnd().split('\n').length).toBeGreaterThan(1);
  });

  it('draws progress on one line, whatever the file is called', () => {
    let drawn = '';
    let now = 0;
    const io = { progressTerminal: true, err: (text: string) => (drawn += text) };
    const { report } = progressLine({ ...io, out: () => undefined, stdin: nothing, env: {}, columns: 80 }, () => now);
    now = 5000;
    report({ path: HARMFUL, bytes: 1, total: 2 });
    expect(drawn).toContain('a\\u001b[31mred');
    expect(activeIn(drawn.replace('\r\x1b[K', ''))).toBe(false);
  });
});

function nothing(): never {
  throw new Error('standard input is not read');
}
