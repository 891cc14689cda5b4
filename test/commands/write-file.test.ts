import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeWhole } from '../../src/commands/write-file.js';
import { UsageError } from '../../src/model/usage-error.js';
import { folderWith } from '../support/folder.js';

describe('a file that is written as a whole', () => {
  it('holds everything that was handed over, and nothing lies beside it', async () => {
    const folder = folderWith({});
    await writeWhole(join(folder, 'ticket.md'), (write) => {
      write('one ');
      write(Buffer.from('two'));
    });
    expect(readdirSync(folder)).toEqual(['ticket.md']);
    expect(readFileSync(join(folder, 'ticket.md'), 'utf8')).toBe('one two');
  });

  it('stays as it was when something fails on the way', async () => {
    const folder = folderWith({ 'ticket.md': 'the old one' });
    const failing = writeWhole(join(folder, 'ticket.md'), async (write) => {
      write('half of the new one');
      throw new Error('a leak');
    });
    await expect(failing).rejects.toThrow('a leak');
    expect(readdirSync(folder)).toEqual(['ticket.md']);
    expect(readFileSync(join(folder, 'ticket.md'), 'utf8')).toBe('the old one');
  });

  it('is not begun when its place cannot be written', async () => {
    const folder = folderWith({ 'ticket.md/inside.txt': 'a folder is in the way' });
    await expect(writeWhole(join(folder, 'missing/ticket.md'), () => undefined)).rejects.toThrow(UsageError);
    await expect(writeWhole(join(folder, 'ticket.md'), (write) => write('x'))).rejects.toThrow(
      /cannot write .*ticket\.md/,
    );
    expect(readdirSync(folder)).toEqual(['ticket.md']);
  });
});
