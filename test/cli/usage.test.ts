import { describe, expect, it } from 'vitest';
import { folderWith } from '../support/folder.js';
import { rtcTriage } from './program.js';

const CLEAN = 'fixtures/webrtc-internals/clean.json.gz';

describe('--help', () => {
  const { status, stdout, stderr } = rtcTriage(['--help']);

  it('shows examples, every option of an analysis and the exit statuses on the first page', () => {
    expect(status).toBe(0);
    expect(stderr).toBe('');
    expect(stdout).toContain('rtc-triage call.log');
    for (const option of ['--scenario', '--lang', '--format', '--output', '--fail-on', '--rules', '--since', '--tz']) {
      expect(stdout).toContain(option);
    }
    expect(stdout).toMatch(/Exit status: 0 .*1 .*2 /);
  });

  it('goes to standard error, with status 2, when the program is called without arguments', () => {
    const bare = rtcTriage([]);
    expect(bare.stdout).toBe('');
    expect(bare.stderr).toContain('Examples:');
  });

  it('prints the version of package.json', () => {
    expect(rtcTriage(['--version']).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

describe('a mistake in the call is told with the way out, on standard error, before any log is read', () => {
  it.each([
    ['an option near a real one', [CLEAN, '--scenarios', 'x'], /unknown option '--scenarios'[\s\S]*--scenario/],
    ['an unknown scenario', [CLEAN, '--scenario', 'opera'], /no scenario "opera"; known are general, one-to-one,/],
    [
      'an extension that names no report',
      [CLEAN, '-o', 'ticket.pdf'],
      /"\.pdf" of ticket\.pdf; use \.md, \.json, \.ndjson or \.txt/,
    ],
    ['a time that cannot be read', [CLEAN, '--since', '25:99'], /--since "25:99" is no time: give 14:20/],
    [
      'a zone that does not exist',
      [CLEAN, '--tz', 'Mars/Olympus'],
      /"Mars\/Olympus" is no time zone; .*Asia\/Shanghai/,
    ],
    ['a severity that does not exist', [CLEAN, '--fail-on', 'P7'], /P0, P1, P2, P3, never/],
    ['a rules folder that is missing', [CLEAN, '--rules', 'no-such-folder'], /no-such-folder.*Check the path/],
    ['a report that cannot be written', [CLEAN, '-o', 'no-such-folder/a.md'], /cannot write no-such-folder\/a\.md/],
    ['an unknown rule', ['rules', 'explain', 'stutter/video-freez'], /did you mean `stutter\/video-freeze`\?/],
    ['an unknown subcommand', ['rules', 'shred'], /unknown command 'shred'/],
    [
      'a definitions folder that is missing',
      ['formats', 'test', 'no-such-folder'],
      /no-such-folder does not exist; give a definition/,
    ],
  ])('%s', (_what, args, message) => {
    const { status, stdout, stderr } = rtcTriage(args);
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/internal error|\n\s+at /);
    expect(stdout).toBe('');
    expect(status).toBe(2);
  });
});

describe('a mistake in a rule file', () => {
  it('is told with file, line, column, reason and fix', () => {
    const rule = 'symptom: stutter\ntitle: { en: Mine, zh-CN: 我的 }\nsubjekt: inbound-video\n';
    const folder = folderWith({ 'stutter/mine.yaml': rule });
    const { status, stderr, stdout } = rtcTriage([CLEAN, '--rules', folder]);
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/stutter\/mine\.yaml:3:1 error: .*subjekt.*did you mean `subject`/);
    expect(stderr).not.toMatch(/\n\s+at /);
  });
});
