import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { folderWith } from '../support/folder.js';
import { COMMAND, ROOT, resultOf, rtcTriage } from './program.js';

const CALL = 'fixtures/webrtc-internals/loss20.json.gz';

describe('standard output', () => {
  it('carries the report for a person, without colours where there is no terminal', () => {
    const { stdout, stderr } = rtcTriage([CALL]);
    expect(stdout).toMatch(/^Symptoms found: /);
    expect(stdout).toContain('P1');
    expect(stdout).not.toContain('\u001b');
    expect(stderr).toBe('');
  });

  it('is the same of the command that npm installs', () => {
    expect(rtcTriage([CALL], { program: COMMAND })).toEqual(rtcTriage([CALL]));
    const { bin } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { bin: Record<string, string> };
    expect(join(ROOT, bin['rtc-triage'] ?? '')).toBe(COMMAND);
  });

  it('has Chinese text with --lang zh-CN, and by the locale of the system', () => {
    const chosen = rtcTriage([CALL, '--lang', 'zh-CN']).stdout;
    expect(chosen).toContain('卡顿');
    expect(rtcTriage([CALL], { env: { LANG: 'zh_CN.UTF-8' } }).stdout).toBe(chosen);
    const english = rtcTriage([CALL]).stdout;
    expect(rtcTriage([CALL], { env: { LANG: 'de_DE.UTF-8' } }).stdout).toBe(english);
    expect(rtcTriage([CALL, '--lang', 'en'], { env: { LC_ALL: 'zh_CN.UTF-8' } }).stdout).toBe(english);
  });

  it('stays empty with -o, which may be repeated; standard error names the files', () => {
    const folder = folderWith({});
    const [ticket, result] = [join(folder, 'ticket.md'), join(folder, 'result.json')];
    const { status, stdout, stderr } = rtcTriage([CALL, '-o', ticket, '-o', result]);
    expect(stdout).toBe('');
    expect(stderr).toContain(ticket);
    expect(stderr).toContain(result);
    expect(status).toBe(1);
    expect(readFileSync(ticket, 'utf8')).toMatch(/^# /);
    expect(JSON.parse(readFileSync(result, 'utf8'))).toMatchObject({ schemaVersion: 1, verdict: 'symptoms' });
  });

  it('has a report as well when -o goes with --format', () => {
    const folder = folderWith({});
    const run = rtcTriage([CALL, '-o', join(folder, 'ticket.md'), '--format', 'json']);
    expect(resultOf(run).verdict).toBe('symptoms');
  });

  it('is the same, byte for byte, in a second run', () => {
    for (const format of ['json', 'markdown', 'terminal']) {
      expect(rtcTriage([CALL, '--format', format]).stdout).toBe(rtcTriage([CALL, '--format', format]).stdout);
    }
  });

  it('may be closed early by its reader without a stack trace, and the status still stands', async () => {
    const { spawnSync } = await import('node:child_process');
    const script = `set -o pipefail; ${JSON.stringify(process.execPath)} dist/cli.js ${CALL} --format json | head -c 10`;
    const { stderr, stdout, status } = spawnSync('bash', ['-c', script], { cwd: ROOT, encoding: 'utf8' });
    expect(stdout).toHaveLength(10);
    expect(stderr).toBe('');
    expect(status).toBe(1);
  });
});

describe('standard output that takes nothing more', () => {
  it.each(['json', 'terminal'])('is a failure of the program, never findings (%s)', async (format) => {
    const { closeSync, openSync } = await import('node:fs');
    const { spawnSync } = await import('node:child_process');
    // Opened for reading: whatever is written is refused, as by a full disk.
    const refusing = openSync(join(ROOT, 'package.json'), 'r');
    const run = spawnSync(process.execPath, [COMMAND, CALL, '--format', format], {
      cwd: ROOT,
      encoding: 'utf8',
      stdio: ['ignore', refusing, 'pipe'],
    });
    closeSync(refusing);
    expect(run.stderr).toMatch(/^rtc-triage: cannot write standard output: EBADF[^\n]*\n$/);
    expect(run.status).toBe(2);
  });
});

describe('--format json', () => {
  const schema: object = JSON.parse(readFileSync(join(ROOT, 'docs/schema/triage-result.schema.json'), 'utf8'));
  const validate = new Ajv2020({ strict: false, allErrors: true, validateFormats: false }).compile(schema);

  it.each([
    ['a call with findings', CALL],
    ['a call without', 'fixtures/webrtc-internals/clean.json.gz'],
    ['an SDK log', 'fixtures/agora-native/v4-slow-join-freeze-reconnect.log'],
    ['the logs of two ends', 'fixtures/rtcstats'],
    ['logs that cannot be read', 'fixtures/declined'],
    ['a missing file', 'no-such-file.log'],
  ])('is one document that the shipped schema accepts: %s', (_what, path) => {
    const result: unknown = JSON.parse(rtcTriage([path, '--format', 'json']).stdout);
    validate(result);
    expect(validate.errors).toBeNull();
  });

  it('leaves no key undefined: the schema refuses a result that lacks one', () => {
    const { verdict: _, ...rest } = resultOf(rtcTriage([CALL, '--format', 'json']));
    expect(validate(rest)).toBe(false);
  });
});

describe('--quiet', () => {
  it('silences warnings, and nothing else', () => {
    const loud = rtcTriage(['no-such-file.log']);
    expect(loud.stderr).toContain('no-such-file.log');
    const quiet = rtcTriage(['no-such-file.log', '--quiet']);
    expect(quiet.stderr).toBe('');
    expect(quiet.stdout).toBe(loud.stdout);
    expect(quiet.status).toBe(2);
  });
});
