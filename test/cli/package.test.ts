import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, lstatSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { folderWith } from '../support/folder.js';
import { ROOT, rtcTriage } from './program.js';

/** Where npm puts the files of a package. */
const IN_PACKAGE = 'package';
const LOGS = ['agora-native/v4-bad-token.log', 'agora-web/no-network.log'].map((log) => join(ROOT, 'fixtures', log));

it('the packed package runs by both names of the program, and holds the pages that it names', {
  timeout: 60_000,
}, () => {
  // A copy, because packing changes dist/ for a moment, and other tests run what is there.
  const folder = folderWith({});
  for (const name of ['package.json', 'README.md', 'dist', 'rules', 'docs'])
    cpSync(join(ROOT, name), join(folder, name), { recursive: true, verbatimSymlinks: true });
  const npm = spawnSync('npm', ['pack', '--silent'], { cwd: folder, encoding: 'utf8' });
  expect(npm.status, npm.stderr).toBe(0);
  expect(lstatSync(join(folder, 'dist/cli.js')).isSymbolicLink()).toBe(true);

  const installed = join(folder, 'installed');
  mkdirSync(installed);
  expect(spawnSync('tar', ['-xzf', join(folder, npm.stdout.trim()), '-C', installed]).status).toBe(0);
  const held = join(installed, IN_PACKAGE);
  const [command, script] = ['cli.cjs', 'cli.js'].map((name) =>
    rtcTriage([...LOGS, '--format', 'json', '--jobs', '2'], { program: join(held, 'dist', name) }),
  );
  expect(command?.stdout.length).toBeGreaterThan(1000);
  expect(script).toEqual(command);

  const help = rtcTriage(['--help'], { program: join(held, 'dist/cli.cjs') }).stdout;
  const named = [...new Set(help.match(/docs\/[\w-]+\.md/g))];
  expect(named).toContain('docs/fleet.md');
  expect(named.filter((page) => !existsSync(join(held, page)))).toEqual([]);
});
