import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { folderWith } from '../support/folder.js';
import { ROOT, rtcTriage } from './program.js';

const NATIVE = 'fixtures/agora-native/v4-slow-join-freeze-reconnect.log';
const CLEAN = 'fixtures/healthy/agora-native-4.log';

/** The members of a zip file in the order of its directory (APPNOTE.TXT 4.3.12), read apart from the program's reader. */
function unzip(file: string): Map<string, string> {
  const bytes = readFileSync(file);
  const members = new Map<string, string>();
  const end = bytes.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  let at = bytes.readUInt32LE(end + 16);
  for (let count = bytes.readUInt16LE(end + 10); count > 0; count--) {
    const [method, size, nameLength] = [
      bytes.readUInt16LE(at + 10),
      bytes.readUInt32LE(at + 20),
      bytes.readUInt16LE(at + 28),
    ];
    const [extra, comment, local] = [
      bytes.readUInt16LE(at + 30),
      bytes.readUInt16LE(at + 32),
      bytes.readUInt32LE(at + 42),
    ];
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength);
    const data = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const packed = bytes.subarray(data, data + size);
    members.set(name, (method === 8 ? inflateRawSync(packed) : packed).toString('utf8'));
    at += 46 + nameLength + extra + comment;
  }
  return members;
}

describe('rtc-triage ticket', () => {
  it('prints the ticket as Markdown, and says on standard error what the vendor will ask for', () => {
    const { status, stdout, stderr } = rtcTriage(['ticket', NATIVE]);
    expect(status).toBe(1);
    expect(stdout).toMatch(/^# P\d: /);
    expect(stdout).toContain('Agora / Shengwang');
    expect(stderr).toMatch(/the vendor also asks for: .*Device model/);
    expect(rtcTriage(['ticket', NATIVE, '-q']).stderr).toBe('');
  });

  it('has the exit statuses of every analysing command', () => {
    expect(rtcTriage(['ticket', NATIVE, '--fail-on', 'never']).status).toBe(0);
    expect(rtcTriage(['ticket', CLEAN]).status).toBe(0);
    expect(rtcTriage(['ticket', 'fixtures/declined/plain.txt']).status).toBe(3);
    expect(rtcTriage(['ticket', 'no-such.log']).status).toBe(2);
  });

  it('puts the ticket, the result, the excerpts and a manifest into a zip file, and whole logs when asked', () => {
    const folder = folderWith({});
    const plain = join(folder, 'ticket.zip');
    const full = join(folder, 'full.zip');
    rtcTriage(['ticket', NATIVE, '-o', plain, '-o', full, '--with-logs']);
    rtcTriage(['ticket', NATIVE, '-o', plain]);
    const names = [...unzip(plain).keys()];
    expect(names.filter((name) => !name.startsWith('excerpts/'))).toEqual([
      'ticket.md',
      'triage.json',
      'manifest.json',
    ]);
    expect(names).toContain('excerpts/01-interruption-sdk-reconnecting.txt');
    expect([...unzip(full).keys()].filter((name) => !names.includes(name))).toEqual([`logs/${NATIVE}`]);
    expect(readdirSync(folder).sort()).toEqual(['full.zip', 'ticket.zip']);
  });

  it('writes the same bytes for the same input, in any time zone', () => {
    const folder = folderWith({});
    const make = (name: string, TZ: string) => {
      rtcTriage(['ticket', NATIVE, '-o', join(folder, name), '--with-logs'], { env: { TZ } });
      return readFileSync(join(folder, name));
    };
    expect(make('a.zip', 'UTC').equals(make('b.zip', 'America/New_York'))).toBe(true);
  });

  it('tells size and SHA-256 of the original in its manifest', () => {
    const file = join(folderWith({}), 'ticket.zip');
    rtcTriage(['ticket', NATIVE, '-o', file]);
    const manifest: unknown = JSON.parse(unzip(file).get('manifest.json') ?? '');
    // sha256sum fixtures/agora-native/v4-slow-join-freeze-reconnect.log
    const sha256 = 'db0e75b19d0c3bc256a000d7698953195e68528d35ee7550bb34c8390a588140';
    expect(manifest).toMatchObject({ vendor: 'agora', originals: [{ path: NATIVE, bytes: 3727, sha256 }] });
  });

  it('tells deadlines of the tier, priority and time of filing', () => {
    const { stdout } = rtcTriage(['ticket', NATIVE, '--tier', 'enterprise', '--filed-at', '2026-11-23T10:00:00+08:00']);
    expect(stdout).toMatch(/\| First response by \| 2026-11-23 \d\d:\d\d:00 \+08:00/);
    expect(stdout).toContain('no contract');
    expect(rtcTriage(['ticket', NATIVE]).stdout).not.toContain('First response by');
  });
});

describe('what should not leave the company', () => {
  const SECRETS = {
    token: '006a1b2c3d4e5f60718293a4b5c6d7e8fIACx9Yq',
    mail: 'alice.liu@customer.example',
    ip: '52.80.114.77',
    channel: 'board-meeting-47',
    uid: '88112233',
    mate: 'bob.private@customer.example',
  };
  const log = `${readFileSync(join(ROOT, NATIVE), 'utf8')
    .replaceAll('room1', SECRETS.channel)
    .replaceAll('1000001', SECRETS.uid)}
[03/05/24 14:23:01:000][1026][I]:renew token:"${SECRETS.token}" for ${SECRETS.mail} via ${SECRETS.ip}:4701
[03/05/24 14:23:01:100][1026][I]:${SECRETS.token} accepted by 52-80-114-77.edge.agora.io\n`;
  const args = ['--steps', `Call ${SECRETS.mate} twice`, '--field', `uid=${SECRETS.uid}`];

  it('is in no byte of the bundle', () => {
    const folder = folderWith({ 'call.log': log });
    const { stderr } = rtcTriage(['ticket', 'call.log', '-o', 'ticket.zip', '--with-logs', ...args], { cwd: folder });
    const members = unzip(join(folder, 'ticket.zip'));
    expect(members.has('logs/call.log')).toBe(true);
    for (const [kind, secret] of Object.entries(SECRETS)) {
      for (const [name, text] of members) expect(text.includes(secret), `${kind} in ${name}`).toBe(false);
      expect(stderr).not.toContain(secret);
    }
    expect(members.get('logs/call.log')).not.toContain('52-80-114-77');
  });

  it('is kept where the user says so, and secrets are never kept', () => {
    const folder = folderWith({ 'call.log': log });
    const { stdout } = rtcTriage(['ticket', 'call.log', '--keep', 'channel,uid', ...args], { cwd: folder });
    expect(stdout).toContain(SECRETS.channel);
    expect(stdout).toContain(SECRETS.uid);
    expect(stdout).not.toContain(SECRETS.token);
    expect(stdout).not.toContain(SECRETS.mate);
  });

  it('stands as it is with --no-redact', () => {
    const folder = folderWith({ 'call.log': log });
    rtcTriage(['ticket', 'call.log', '-o', 'ticket.zip', '--with-logs', '--no-redact'], { cwd: folder });
    expect(unzip(join(folder, 'ticket.zip')).get('logs/call.log')).toBe(log);
  });
});

describe('a mistake in the call is told before any log is read, and nothing is written', () => {
  it.each([
    [
      'an unknown vendor',
      ['--vendor', 'agorra'],
      /no vendor "agorra"; did you mean `agora`\?\s+known are agora, generic, /,
    ],
    ['an unknown tier', ['--tier', 'platinum'], /no tier "platinum"[\s\S]*known are basic, professional, enterprise/],
    ['an unknown word to keep', ['--keep', 'channels'], /"channels" cannot be kept; known are appid, channel, uid/],
    ['a word to keep where nothing is redacted', ['--no-redact', '--keep', 'uid'], /no use beside --no-redact/],
    ['an unknown field', ['--field', 'chanel=x'], /no field "chanel"; did you mean `channel`\?[\s\S]*known are/],
    ['a field without value', ['--field', 'channel'], /give --field channel=VALUE/],
    ['another extension', ['-o', 'ticket.pdf'], /"\.pdf" of ticket\.pdf; use \.zip or \.md/],
    ['logs without a zip file', ['-o', 'ticket.md', '--with-logs'], /--with-logs needs a zip file/],
    ['a time without tier', ['--filed-at', '2026-11-23T10:00:00Z'], /name the tier with --tier/],
    ['a support file that is not there', ['--support', 'no-such.yaml'], /no-such\.yaml:1:1/],
  ])('%s', (_what, args, message) => {
    const folder = folderWith({ 'call.log': readFileSync(join(ROOT, NATIVE)) });
    const { status, stdout, stderr } = rtcTriage(['ticket', 'call.log', ...args], { cwd: folder });
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/internal error|\n\s+at /);
    expect(stdout).toBe('');
    expect(status).toBe(2);
    expect(readdirSync(folder)).toEqual(['call.log']);
  });

  it('a mistake in a support file is told with line and column', () => {
    const folder = folderWith({ 'call.log': readFileSync(join(ROOT, NATIVE)), 'support.yaml': 'tiers:\n  gold: 1\n' });
    const { status, stderr } = rtcTriage(['ticket', 'call.log', '--support', 'support.yaml'], { cwd: folder });
    expect(status).toBe(2);
    expect(stderr).toMatch(/support\.yaml:\d+:\d+ error/);
  });

  it('standard input cannot be read twice', () => {
    const { status, stderr } = rtcTriage(['ticket', '-'], { input: readFileSync(join(ROOT, NATIVE)) });
    expect(status).toBe(2);
    expect(stderr).toMatch(/reads its logs more than once: save - to a file/);
  });

  it('a ticket never takes the place of a log', () => {
    const folder = folderWith({ 'call.log': readFileSync(join(ROOT, NATIVE)) });
    writeFileSync(join(folder, 'old.zip'), 'PK');
    const { status, stderr } = rtcTriage(['ticket', '.', '-o', 'old.zip'], { cwd: folder });
    expect(status).toBe(2);
    expect(stderr).toMatch(/old\.zip is one of the logs to read/);
    expect(readFileSync(join(folder, 'old.zip'), 'utf8')).toBe('PK');
  });
});
