import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith } from '../support/folder.js';
import { ROOT, resultOf, rtcTriage } from './program.js';

const CALL = 'fixtures/agora-native/v4-slow-join-freeze-reconnect.log';
const NAMES = /room1\b|100000[12]/;

describe('--redact', () => {
  it('leaves channel and users out of every form of the report, in both languages', () => {
    for (const format of ['terminal', 'markdown', 'json']) {
      for (const lang of ['en', 'zh-CN']) {
        const args = [CALL, '--format', format, '--lang', lang];
        expect(rtcTriage([...args, '--redact']).stdout, format).not.toMatch(NAMES);
        expect(rtcTriage(args).stdout, format).toMatch(NAMES);
      }
    }
  });

  it('judges as without: same findings, same exit status', () => {
    const plain = rtcTriage([CALL, '--format', 'json']);
    const redacted = rtcTriage([CALL, '--format', 'json', '--redact']);
    const told = (run: typeof plain) =>
      resultOf(run).findings.map(({ rule, severity, start, end }) => [rule, severity, start, end]);
    expect(told(redacted)).toEqual(told(plain));
    expect(redacted.status).toBe(plain.status);
  });

  it('holds for files as well', () => {
    const folder = folderWith({});
    const [ticket, result] = [join(folder, 'ticket.md'), join(folder, 'result.json')];
    rtcTriage([CALL, '--redact', '-o', ticket, '-o', result]);
    for (const file of [ticket, result]) {
      expect(readFileSync(file, 'utf8')).not.toMatch(NAMES);
      expect(readFileSync(file, 'utf8')).toContain('redacted-channel-1');
    }
  });

  it('learns from the whole log what an excerpt shows without a name before it, also from standard input', () => {
    const log = readFileSync(join(ROOT, CALL), 'utf8')
      .replace('elapsed 2253', 'elapsed 2253 for room1')
      .replaceAll('room1', 'board-meeting');
    const run = rtcTriage(['-', '--redact', '--format', 'json'], { input: log });
    expect(run.stdout).toContain('elapsed 2253 for redacted-channel-1');
    expect(run.stdout).not.toContain('board-meeting');
  });

  it('keeps with --keep what the vendor needs to find the call', () => {
    const { stdout } = rtcTriage([CALL, '--redact', '--keep', 'channel,uid', '--format', 'json']);
    expect(stdout).toContain('room1');
    expect(stdout).toContain('1000001');
  });

  it('refuses an unknown word of --keep, and --keep without --redact, before anything is written', () => {
    const file = join(folderWith({}), 'ticket.md');
    const unknown = rtcTriage([CALL, '--redact', '--keep', 'channel,passwords', '-o', file]);
    expect(unknown.stderr).toContain('"passwords" cannot be kept; known are appid, channel, uid');
    const alone = rtcTriage([CALL, '--keep', 'channel', '-o', file]);
    expect(alone.stderr).toContain('give --redact as well');
    for (const run of [unknown, alone]) expect(run.status).toBe(2);
    expect(existsSync(file)).toBe(false);
  });
});
