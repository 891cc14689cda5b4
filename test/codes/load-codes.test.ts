import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { checkCodes, loadCodes } from '../../src/codes/load-codes.js';
import type { RtcEvent } from '../../src/model/event.js';
import { UsageError } from '../../src/model/usage-error.js';
import { loadRules } from '../../src/rules/load.js';

const { causes } = loadRules();
const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** A rules folder with one file of codes: one entry whose lines may be replaced. */
function folderWith(entry: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'codes-'));
  folders.push(folder);
  mkdirSync(join(folder, 'codes'));
  const lines = [
    'vendor: { en: Example, zh-CN: 示例 }',
    'sources: { page: { url: "https://example.com/codes", date: 2026-01-02 } }',
    'tables:',
    '  errors:',
    '    kind: error',
    '    source: page',
    '    in: [{ formats: [agora-web], events: [join.fail] }]',
    '    codes:',
    ...entry.map((line) => `      ${line}`),
  ];
  writeFileSync(join(folder, 'codes', 'example.yaml'), lines.join('\n'));
  return folder;
}

const ENTRY = [
  '- code: 42',
  '  symptom: connect',
  '  domain: application',
  '  cause: application-token',
  '  title: { en: The key is wrong, zh-CN: 密钥错误 }',
  '  meaning: { en: The service refused the key., zh-CN: 服务端拒绝了密钥。 }',
  '  advice: { en: Give the right key., zh-CN: 使用正确的密钥。 }',
];
const replaced = (from: string, to: string) => ENTRY.map((line) => (line.includes(from) ? to : line));
const problemsOf = (entry: readonly string[]) =>
  checkCodes(causes, folderWith(entry)).problems.map(({ line, reason }) => `${line}: ${reason}`);

const refused = (code: string | number): RtcEvent => ({
  type: 'join.fail',
  time: 0,
  fields: { code },
  at: { source: 'a.log', line: 1, offset: 0 },
  excerpt: '',
});

describe('a file of codes', () => {
  it('needs no more than data to make a code known', () => {
    const read = loadCodes(causes, [folderWith(ENTRY)]).reader('agora-web');
    expect(read(refused(42))?.known?.title.en).toBe('The key is wrong');
  });

  it('in a user folder comes before the built-in ones', () => {
    const folder = folderWith(replaced('- code', '- code: TOKEN_EXPIRE'));
    expect(loadCodes(causes, [folder]).reader('agora-web')(refused('TOKEN_EXPIRE'))?.vendor.en).toBe('Example');
    expect(loadCodes(causes).reader('agora-web')(refused('TOKEN_EXPIRE'))?.vendor.en).toBe('Agora');
  });

  it('is not needed in a folder of rules', () => {
    const folder = mkdtempSync(join(tmpdir(), 'codes-'));
    folders.push(folder);
    expect(checkCodes(causes, folder)).toEqual({ tables: [], problems: [] });
  });

  it.each([
    [
      'a cause that does not exist',
      replaced('cause', '  cause: application-tokn'),
      /^12: unknown cause `application-tokn`.*application-token/,
    ],
    [
      'a domain that is not that of the cause',
      replaced('domain', '  domain: network'),
      /^11: the cause `application-token` lies in/,
    ],
    ['a source that is not declared', [...ENTRY, '  source: pag'], /^16: there is no source `pag`/],
    ['two entries of one code', [...ENTRY, ...ENTRY], /^16: `42` is also a code of `42`/],
    ['a text in one language only', replaced('advice', '  advice: { en: Give the right key. }'), /zh-CN/],
    ['a key that does not exist', [...ENTRY, '  tilte: x'], /^16: .*tilte/],
  ])('is refused for %s, with its place', (_, entry, expected) => {
    const problems = problemsOf(entry);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(expected);
  });

  it('with a mistake ends the program before any log is read', () => {
    expect(() => loadCodes(causes, [folderWith(replaced('cause', '  cause: nothing'))])).toThrow(UsageError);
  });
});

describe('looking a code up', () => {
  const book = loadCodes(causes);

  it.each([
    ['agora-native-4', 8, 'CONNECTION_CHANGED_INVALID_TOKEN'],
    ['agora-iris', -17, 'ERR_JOIN_CHANNEL_REJECTED'],
    ['agora-native-3', 106, 'WARN_OPEN_CHANNEL_TIMEOUT'],
    ['trtc-web', '-100018', 'ERR_TRTC_USER_SIG_CHECK_FAILED'],
    ['nertc', 'LBS_REQUEST_ERROR', 'LBS_REQUEST_ERROR'],
  ])('of %s finds %s', (format, code, name) => {
    expect(book.reader(format)(refused(code))?.known?.name).toBe(name);
  });

  it('takes one number of one SDK for no number of another', () => {
    expect(book.reader('opentok')(refused(8))?.known).toBeUndefined();
  });

  it('finds a text that an SDK prints in place of the number', () => {
    expect(book.reader('twilio-video')(refused('Room contains too many Participants'))?.known?.code).toBe('53105');
  });

  it('finds names of the browser in the logs of every SDK', () => {
    const denied: RtcEvent = { ...refused(0), type: 'media.denied', fields: { error: 'NotReadableError' } };
    for (const format of ['agora-web', 'livekit-js', 'a-format-of-the-user'])
      expect(book.reader(format)(denied)?.known?.cause, format).toBe('device-access');
  });

  it('says of an unknown code that it is not known, and of an event without a code nothing', () => {
    expect(book.reader('agora-web')(refused('BRAND_NEW'))).toEqual({
      vendor: { en: 'Agora', 'zh-CN': '声网 Agora' },
      code: 'BRAND_NEW',
      known: undefined,
    });
    expect(book.reader('agora-web')({ ...refused(1), fields: {} })).toBeUndefined();
    expect(book.reader('trtc-web')(refused(0))).toBeUndefined();
  });

  it('never stumbles over a code that is called like a member of every object', () => {
    for (const code of ['__proto__', 'constructor', 'toString'])
      expect(book.reader('agora-web')(refused(code))?.known, code).toBeUndefined();
  });
});
