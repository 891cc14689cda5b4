import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { discover } from '../../src/input/discover.js';
import { folderWith } from '../support/folder.js';

async function found(cwd: string, ...args: string[]): Promise<string[]> {
  const entries = await discover(args, { cwd });
  return entries.map((entry) => (entry.kind === 'problem' ? `${entry.problem.code}: ${entry.path}` : entry.path));
}

describe('discover', () => {
  it('lists files in the order of the arguments, each once', async () => {
    const cwd = folderWith({ 'b.log': '', 'a.log': '' });
    symlinkSync('a.log', join(cwd, 'link.log'));
    expect(await found(cwd, 'b.log', 'a.log', './b.log', join(cwd, 'a.log'), 'link.log', '-', '-')).toEqual([
      'b.log',
      'a.log',
      '-',
    ]);
  });

  // Other systems refuse such names.
  it.runIf(process.platform === 'linux')('says of a name in another encoding that it has to be renamed', async () => {
    const cwd = folderWith({ 'a.log': '' });
    // 通话 in GBK, as archives from Windows have it.
    const name = Buffer.concat([Buffer.from(`${cwd}/`), Buffer.from([0xcd, 0xa8, 0xbb, 0xb0]), Buffer.from('.log')]);
    writeFileSync(name, '');
    const entries = await discover(['.'], { cwd });
    expect(entries.map(({ kind }) => kind).sort()).toEqual(['file', 'problem']);
    const problem = entries.find((entry) => entry.kind === 'problem');
    expect(problem).toMatchObject({ problem: { code: 'name-undecodable' } });
  });

  it('walks folders in natural order, without hidden files and node_modules', async () => {
    const cwd = folderWith({
      'logs/call_10.log': '',
      'logs/call_2.log': '',
      'logs/B/x.log': '',
      'logs/.hidden.log': '',
      'logs/.git/config': '',
      'logs/node_modules/p/x.log': '',
      'logs/声音.log': '',
    });
    expect(await found(cwd, 'logs/')).toEqual(['logs/B/x.log', 'logs/call_2.log', 'logs/call_10.log', 'logs/声音.log']);
  });

  it('shows the same names however a path is written', async () => {
    const cwd = folderWith({ 'logs/a.log': '', 'logs/b/c.log': '', '-x.log': '', 'none/.keep': '' });
    for (const way of ['logs', 'logs/', './logs', './/logs//', 'logs/.', './logs/./', 'logs/**', './logs/**/*.log'])
      expect(await found(cwd, way), way).toEqual(['logs/a.log', 'logs/b/c.log']);
    expect(await found(cwd, './logs/a.log', '././/logs/./b//c.log')).toEqual(['logs/a.log', 'logs/b/c.log']);
    expect(await found(cwd, `${cwd}//logs/./a.log`)).toEqual([`${cwd}/logs/a.log`]);
    expect(await found(join(cwd, 'logs'), '../logs/a.log')).toEqual(['../logs/a.log']);
    expect(await found(cwd, './missing.log', './none', './*.txt')).toEqual([
      'not-found: missing.log',
      'empty-folder: none',
      'no-match: *.txt',
    ]);
    // Without the dot it would be an option.
    expect(await found(cwd, './-x.log')).toEqual(['./-x.log']);
    expect(await found(cwd, '.')).toEqual(['./-x.log', 'logs/a.log', 'logs/b/c.log']);
  });

  it('expands patterns, and takes a name that exists literally', async () => {
    const cwd = folderWith({
      'a1.log': '',
      'a2.log': '',
      '[a]1.log': '',
      'a[1].log': '',
      'dir[1]/x.log': '',
      'd/n/y.log': '',
    });
    expect(await found(cwd, 'a?.log')).toEqual(['a1.log', 'a2.log']);
    expect(await found(cwd, 'a[1].log')).toEqual(['a[1].log']);
    expect(await found(cwd, 'a[2].log')).toEqual(['a2.log']);
    expect(await found(cwd, 'dir[1]/*.log')).toEqual(['dir[1]/x.log']);
    expect(await found(cwd, '**/y.log')).toEqual(['d/n/y.log']);
    expect(await found(cwd, `${cwd}/d/**/*.log`)).toEqual([`${cwd}/d/n/y.log`]);
  });

  it('says what cannot be found and goes on with the rest', async () => {
    const cwd = folderWith({ 'a.log': '', 'empty/.keep': '' });
    expect(await found(cwd, 'missing.log', 'empty', '*.txt', 'a.log')).toEqual([
      'not-found: missing.log',
      'empty-folder: empty',
      'no-match: *.txt',
      'a.log',
    ]);
    const [problem] = await discover(['missing.log'], { cwd });
    expect(problem).toMatchObject({ problem: { message: 'missing.log does not exist. Check the path.' } });
  });

  it('comes to an end in folders linked in a circle, and names broken links', async () => {
    const cwd = folderWith({ 'logs/sub/a.log': '' });
    symlinkSync(join(cwd, 'logs'), join(cwd, 'logs/sub/back'));
    symlinkSync('self', join(cwd, 'logs/self'));
    symlinkSync('nowhere', join(cwd, 'logs/broken'));
    mkdirSync(join(cwd, 'logs/none'));
    expect((await found(cwd, 'logs')).sort()).toEqual([
      'logs/sub/a.log',
      'not-found: logs/broken',
      'not-readable: logs/self',
    ]);
    expect(await found(cwd, 'logs/**/*.log')).toEqual(['logs/sub/a.log']);
  });

  it('is not hurt by hostile arguments', async () => {
    const cwd = folderWith({});
    const codes = await found(cwd, '', '\0', '[', '{a,b', 'x'.repeat(5000), '!(a)');
    expect(codes).toHaveLength(6);
    expect(codes.every((code) => /^[a-z-]+: /.test(code))).toBe(true);
  });
});
