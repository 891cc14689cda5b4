import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');

interface Built {
  openProgram(): {
    readonly chunks: { loaded(): string[] };
    readonly program: { run(argv: readonly string[], io: object): Promise<number> };
  };
}

/** The chunks that the built program runs for a command. */
async function loadedBy(...argv: string[]): Promise<string[]> {
  const { openProgram } = (await import(join(ROOT, 'dist/start/load-program.js'))) as Built;
  const { chunks, program } = openProgram();
  const io = { out: () => undefined, err: () => undefined, env: {}, columns: undefined, progressTerminal: false };
  await program.run(argv, io);
  return chunks.loaded().sort();
}

const BASE = ['main.cjs', 'rolldown-runtime.cjs'];
const ANALYSIS = ['analysis.cjs', ...BASE];
const PAGES = ['reports.cjs', 'table.cjs'];

describe('a run loads nothing that it does not need', () => {
  it('for its version and its help: no rules, no YAML, no schemas', async () => {
    expect(await loadedBy('--version')).toEqual(BASE);
    expect(await loadedBy('--help')).toEqual(BASE);
    expect(await loadedBy('sla', '--help')).toEqual(BASE);
  });

  it('for a dump: no YAML and no schemas, because the rules were checked when the program was built', async () => {
    const dump = join(ROOT, 'fixtures/webrtc-internals/clean.json.gz');
    expect(await loadedBy(dump)).toEqual([...ANALYSIS, ...PAGES, 'statistics.cjs'].sort());
  });

  it('for a text log: what reads text logs, nothing of statistics, and still no YAML and no schemas', async () => {
    const log = join(ROOT, 'fixtures/agora-native/v4-slow-join-freeze-reconnect.log');
    expect(await loadedBy(log)).toEqual([...ANALYSIS, ...PAGES, 'text.cjs'].sort());
    expect(await loadedBy(log, '--format', 'json')).toEqual([...ANALYSIS, 'text.cjs']);
  });
});

it('runs as an ES module, too, where a copy of dist/ has followed the link that dist/cli.js is', () => {
  const copy = mkdtempSync(join(tmpdir(), 'copy-'));
  mkdirSync(join(copy, 'dist'));
  copyFileSync(join(ROOT, 'dist/cli.js'), join(copy, 'dist/cli.js'));
  for (const name of ['package.json', 'dist/program']) symlinkSync(join(ROOT, name), join(copy, name));
  const { stdout, stderr } = spawnSync(process.execPath, [join(copy, 'dist/cli.js'), '--version'], {
    encoding: 'utf8',
  });
  rmSync(copy, { recursive: true });
  expect(stderr).toBe('');
  expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
});
