import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith } from '../support/folder.js';
import { inProcess } from '../support/in-process.js';

const LOG = join(import.meta.dirname, '../../fixtures/agora-native/v4-slow-join-freeze-reconnect.log');

/** Runs the program with the named output files in a new folder; returns what it says and what it wrote. */
async function writing(command: readonly string[], ...names: readonly string[]) {
  const folder = folderWith({});
  const outputs = names.flatMap((name) => ['-o', join(folder, name)]);
  const { status, err } = await inProcess([...command, LOG, ...outputs, '--lang', 'en']);
  const written = readdirSync(folder).sort();
  return {
    status,
    err: err.replaceAll(`${folder}/`, ''),
    files: new Map(written.map((name) => [name, readFileSync(join(folder, name)).toString('hex')])),
  };
}

describe('-o given several times', () => {
  it.each([
    ['reports', ['analyze'], ['a.md', 'b.json', 'c.txt', 'd.ndjson']],
    ['a ticket and its bundle', ['ticket'], ['a.md', 'b.zip']],
    ['a ticket and its bundle with the logs', ['ticket', '--with-logs'], ['a.md', 'b.zip']],
  ])('writes the same files in any order: %s', async (_what, command, names) => {
    const forwards = await writing(command, ...names);
    const backwards = await writing(command, ...[...names].reverse());
    expect([...forwards.files.keys()]).toEqual(names);
    expect(backwards.files).toEqual(forwards.files);
    expect(backwards.status).toBe(forwards.status);
  });

  it.each([
    ['of a name that tells no form', 'b.docx', /extension ".docx"/],
    ['in a folder that is missing', 'missing/b.md', /^rtc-triage: cannot write missing\/b\.md: there is no folder/m],
  ])('writes none in any order when one cannot be written: %s', async (_what, bad, reason) => {
    for (const command of [['analyze'], ['ticket']]) {
      for (const names of [
        ['a.md', bad],
        [bad, 'a.md'],
      ]) {
        const { status, err, files } = await writing(command, ...names);
        expect(status).toBe(2);
        expect(err).toMatch(reason);
        expect([...files.keys()]).toEqual([]);
      }
    }
  });

  it('says where a zip file comes from when a report is asked for as one', async () => {
    const { status, err, files } = await writing(['analyze'], 'a.zip', 'b.md');
    expect(status).toBe(2);
    expect(err).toContain('rtc-triage ticket');
    expect(files.size).toBe(0);
  });
});
