import { spawnSync } from 'node:child_process';
import { chmodSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith } from '../support/folder.js';
import { ROOT, rtcTriage } from './program.js';

const page = readFileSync(join(ROOT, 'docs/fleet.md'), 'utf8');

/** Logs of which each shard of two has some. */
function folderWithLogs(): string {
  const LOG = readFileSync(join(ROOT, 'fixtures/agora-native/v4-bad-token.log'), 'utf8');
  const other = (digit: string) => LOG.replaceAll('2', digit);
  return folderWith({ 'logs/a.log': LOG, 'logs/b.log': other('3'), 'logs/c/d.log': other('4'), 'results/.keep': '' });
}

/** The only command of the page that the pattern finds. */
function command(pattern: RegExp): string {
  const found = [...page.matchAll(new RegExp(pattern.source, 'gm'))];
  expect(found, pattern.source).toHaveLength(1);
  return found[0]?.[1] ?? '';
}

/** Runs commands as a shell of the page's reader would, where `rtc-triage` is installed. */
function shell(commands: string, cwd: string, env: Readonly<Record<string, string>> = {}): number | null {
  const bin = folderWith({ 'rtc-triage': `#!/bin/sh\nexec '${process.execPath}' '${ROOT}/dist/cli.cjs' "$@"\n` });
  chmodSync(join(bin, 'rtc-triage'), 0o755);
  const PATH = `${bin}${delimiter}${process.env.PATH}`;
  return spawnSync('bash', ['-c', commands], { cwd, env: { PATH, TZ: 'UTC', ...env } }).status;
}

/** What one run over everything reports, and its exit status. */
function whole(cwd: string) {
  const { status } = rtcTriage(['logs', '-o', join(cwd, 'whole.md'), '-o', join(cwd, 'whole.ndjson')], { cwd });
  return { status, report: readFileSync(join(cwd, 'whole.md'), 'utf8'), table: join(cwd, 'whole.ndjson') };
}

const numbers = (last: number) => Array.from({ length: last }, (_, index) => index + 1);

describe('the commands of docs/fleet.md give the report of one run', { timeout: 60_000 }, () => {
  it('on two machines', () => {
    const cwd = folderWithLogs();
    const { status, report, table } = whole(cwd);
    expect(shell(command(/```sh\n(mkdir[\s\S]*?)\n```/), cwd)).toBe(status);
    expect(readFileSync(join(cwd, 'report.md'), 'utf8')).toBe(report);
    expect(readFileSync(join(cwd, 'calls.ndjson'), 'utf8')).toBe(readFileSync(table, 'utf8'));
  });

  it('in a matrix of GitHub Actions', () => {
    const cwd = folderWithLogs();
    const [shard, merge] = [command(/run: npx (.*--shard .*)/), command(/run: npx (rtc-triage merge .*)/)];
    for (const index of numbers(4))
      expect(shell(shard.replaceAll(/\$\{\{ matrix\.shard \}\}/g, `${index}`), cwd)).toBe(0);
    const { status, report } = whole(cwd);
    expect(shell(merge, cwd)).toBe(status);
    expect(readFileSync(join(cwd, 'report.md'), 'utf8')).toBe(report);
  });

  it('in an indexed job of Kubernetes', () => {
    const cwd = folderWithLogs();
    const [shard, merge] = [
      command(/^ *- (rtc-triage .*JOB_COMPLETION.*)/),
      command(/`(rtc-triage merge '.data[^`]*)`/),
    ];
    for (const index of numbers(8)) expect(shell(shard, cwd, { JOB_COMPLETION_INDEX: `${index - 1}` })).toBe(0);
    const { status, report } = whole(cwd);
    expect(shell(`${merge.replace('/data', cwd)} -o report.md`, cwd)).toBe(status);
    expect(readFileSync(join(cwd, 'report.md'), 'utf8')).toBe(report);
  });

  it('with GNU parallel', () => {
    const cwd = folderWithLogs();
    const [shard, merge] = [command(/^parallel .*\/data (.*) :::/), command(/^(rtc-triage merge 'results.*)/)];
    for (const index of numbers(8)) expect(shell(shard.replaceAll('{}', `${index}`), cwd)).toBe(0);
    const { status, report } = whole(cwd);
    expect(shell(merge, cwd)).toBe(status);
    expect(readFileSync(join(cwd, 'report.md'), 'utf8')).toBe(report);
  });

  it('with Nextflow', () => {
    const cwd = folderWithLogs();
    const [shard, merge] = [command(/script: "(.*--shard.*)"/), command(/script: "(rtc-triage merge.*)"/)];
    for (const index of numbers(8)) expect(shell(shard, cwd, { logs: 'logs', index: `${index}` })).toBe(0);
    const { report } = whole(cwd);
    const parts = numbers(8).map((index) => `part-${9 - index}.json`);
    expect(shell(merge, cwd, { parts: parts.join(' ') })).toBe(0);
    expect(readFileSync(join(cwd, 'report.md'), 'utf8')).toBe(report);
  });
});
