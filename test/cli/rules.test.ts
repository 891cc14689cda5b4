import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith } from '../support/folder.js';
import { ROOT, resultOf, rtcTriage } from './program.js';

describe('rtc-triage rules', () => {
  it('list has a line for each rule: id, levels, title', () => {
    const { status, stdout } = rtcTriage(['rules', 'list']);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^stutter\/video-freeze +P\d( P\d)* +\S/m);
    expect(rtcTriage(['rules', 'list', '--lang', 'zh-CN']).stdout).toMatch(/^stutter\/video-freeze .*[\u4e00-\u9fff]/m);
  });

  it('list --scenarios has the scenarios', () => {
    expect(rtcTriage(['rules', 'list', '--scenarios']).stdout).toMatch(/^one-to-one +\S/m);
  });

  it('explain shows what a rule looks at, its thresholds and where they come from', () => {
    const { status, stdout } = rtcTriage(['rules', 'explain', 'connect/slow-connect']);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^connect\/slow-connect: /);
    expect(stdout).toMatch(/600 ms/);
    for (const heading of ['When:', 'Thresholds:', 'What to do:', 'When it may be wrong:']) {
      expect(stdout).toContain(heading);
    }
  });

  it('test runs the tests of the built-in rules', () => {
    const { status, stdout } = rtcTriage(['rules', 'test']);
    expect(stdout).toMatch(/^\d+ passed, 0 failed$/m);
    expect(status).toBe(0);
  });

  it('new writes a rule and its test; both work at once and the rule joins an analysis', () => {
    const folder = folderWith({});
    const made = rtcTriage(['rules', 'new', 'stutter/my-freeze', '--into', folder]);
    expect(made.status).toBe(0);
    expect(existsSync(join(folder, 'stutter/my-freeze.yaml'))).toBe(true);
    expect(rtcTriage(['rules', 'test', folder])).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^[1-9]\d* passed, 0 failed$/m),
    });
    const run = rtcTriage(['fixtures/webrtc-internals/clean.json.gz', '--rules', folder, '--format', 'json']);
    expect(resultOf(run).checks.map(({ rule }) => rule)).toContain('stutter/my-freeze');
  });

  it('new refuses to write over a rule, and an id that is none', () => {
    const folder = folderWith({ 'stutter/mine.yaml': 'precious' });
    const again = rtcTriage(['rules', 'new', 'stutter/mine', '--into', folder]);
    expect(again).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining('exists') });
    expect(readFileSync(join(folder, 'stutter/mine.yaml'), 'utf8')).toBe('precious');
    expect(rtcTriage(['rules', 'new', '../../etc/passwd', '--into', folder]).status).toBe(2);
  });

  it('test fails with status 1 on a test that does not hold, and names it', () => {
    const folder = folderWith({});
    rtcTriage(['rules', 'new', 'stutter/mine', '--into', folder]);
    const test = readFileSync(join(folder, 'stutter/mine.test.yaml'), 'utf8');
    const broken = folderWith({
      'stutter/mine.yaml': readFileSync(join(folder, 'stutter/mine.yaml')),
      'stutter/mine.test.yaml': test.replace('severity: P1', 'severity: P0'),
    });
    const { status, stdout } = rtcTriage(['rules', 'test', broken]);
    expect(stdout).toMatch(/[1-9]\d* failed/);
    expect(stdout).toContain('stutter/mine');
    expect(status).toBe(1);
  });
});

describe('rtc-triage formats', () => {
  it('lists what is read and what is only recognised', () => {
    const { status, stdout } = rtcTriage(['formats']);
    expect(status).toBe(0);
    const [read, declined] = stdout.split('Recognised by name, not read:');
    for (const id of ['webrtc-internals', 'rtcstats', 'getstats', 'agora-native-4', 'agora-web']) {
      expect(read).toContain(id);
    }
    expect(declined).toContain('volcengine-silent');
  });

  it('test proves the definitions by their own samples', () => {
    expect(rtcTriage(['formats', 'test'])).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^\d+ samples, 0 problems$/m),
    });
  });

  it('test tells a mistake in a definition with file, line and column', () => {
    const folder = folderWith({ 'mine.yaml': 'id: mine\ntitle: Mine\nrecord: [x\n' });
    const { status, stdout, stderr } = rtcTriage(['formats', 'test', folder]);
    expect(`${stdout}${stderr}`).toMatch(/mine\.yaml:\d+:\d+: /);
    expect(`${stdout}${stderr}`).not.toMatch(/internal error|\n\s+at /);
    expect(status).toBe(2);
  });

  it('test accepts the example of docs/formats.md', () => {
    const page = readFileSync(join(ROOT, 'docs/formats.md'), 'utf8');
    const example = /```yaml\n([\s\S]*?)```/.exec(page)?.[1] ?? '';
    const folder = folderWith({ 'my-sdk.yaml': example });
    const { status, stdout, stderr } = rtcTriage(['formats', 'test', folder]);
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^[1-9]\d* samples, 0 problems$/m);
    expect(status).toBe(0);
  });
});
