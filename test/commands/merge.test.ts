import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith } from '../support/folder.js';
import { inProcess } from '../support/in-process.js';

const ROOT = resolve(import.meta.dirname, '../..');
const LOGS = [
  'rtcstats/loss20-A.rtcstats.gz',
  'agora-native/v4-bad-token.log',
  'agora-web/no-network.log',
  'gone.log',
].map((name) => join(ROOT, 'fixtures', name));

const program = (...args: readonly string[]) => inProcess(args);

/** Analyzes the logs in three shards, of which each has some. */
async function shards(...more: readonly string[]) {
  const folder = folderWith({});
  const files = [1, 2, 3].map((shard) => join(folder, `part-${shard}.json`));
  for (const [index, file] of files.entries()) {
    const { status, err } = await program(...LOGS, ...more, '--shard', `${index + 1}/3`, '-o', file);
    expect(status, err).toBe(0);
  }
  return { folder, files, whole: (form: string) => program(...LOGS, ...more, '--format', form) };
}

describe('rtc-triage merge', () => {
  it('says what one run says: every form, the warnings and the exit status', async () => {
    const { files, folder, whole } = await shards('--lang', 'zh-CN');
    for (const form of ['json', 'ndjson', 'markdown', 'terminal'])
      expect(await program('merge', ...files.toReversed(), '--format', form)).toEqual(await whole(form));
    expect(await program('merge', join(folder, 'part-*.json'), '--format', 'json')).toEqual(await whole('json'));
  });

  it('stops for missing shards, unless only some are wanted, which can be merged with the rest', async () => {
    const { files, folder, whole } = await shards();
    const [first = '', ...rest] = files;
    const stopped = await program('merge', ...rest, '--format', 'json');
    expect(stopped).toMatchObject({ status: 2, out: '' });
    expect(stopped.err).toMatch(/shard 1 is missing.*--partial/);
    const some = join(folder, 'some.json');
    const { err } = await program('merge', ...rest, '--partial', '-o', some);
    expect(err).toMatch(/shard 1 is missing from this report/);
    expect(await program('merge', some, first, '--format', 'json')).toEqual(await whole('json'));
    const twice = await program('merge', some, first, ...rest, '--format', 'json');
    expect(twice.out).toBe((await whole('json')).out);
    expect(twice.err).toMatch(/part-2\.json holds the same as .*some\.json and counts once/);
  });

  it('never passes a pipeline while a shard is missing', async () => {
    const clean = join(ROOT, 'fixtures/webrtc-internals/clean.json.gz');
    const folder = folderWith({});
    const done = [1, 2, 3].map((shard) => [String(shard), join(folder, `${shard}.json`)] as const);
    for (const [shard, file] of done) await program(clean, '--shard', `${shard}/3`, '-o', file);
    expect((await program('merge', folder)).status).toBe(0);
    const statuses = [];
    for (const [, file] of done) statuses.push((await program('merge', file, '--partial')).status);
    expect(statuses).toEqual([3, 3, 3]);
  });

  it('counts a shard once that is given twice', async () => {
    const { files, whole } = await shards();
    const again = join(folderWith({}), 'again.json');
    copyFileSync(files[0] ?? '', again);
    const merged = await program('merge', ...files, again, '--format', 'json');
    expect(merged.err).toMatch(/again\.json holds the same as .*part-1\.json and counts once/);
    expect(merged.out).toBe((await whole('json')).out);
  });

  it('needs the rules that the shards were judged with', async () => {
    const rules = folderWith({});
    mkdirSync(join(rules, 'stutter'));
    copyFileSync(join(ROOT, 'rules/stutter/video-freeze.yaml'), join(rules, 'stutter/mine.yaml'));
    const { files, whole } = await shards('--rules', rules);
    expect((await program('merge', ...files)).err).toMatch(
      /other rules than this run has: give merge the same --rules/,
    );
    expect(await program('merge', ...files, '--rules', rules, '--format', 'json')).toEqual(await whole('json'));
  });
});

describe('shards of the same logs', () => {
  const LOG = readFileSync(LOGS[1] ?? '', 'utf8');
  const logs = { 'logs/a.log': LOG, 'logs/b.log': LOG.replaceAll('2', '3'), 'logs/c.log': LOG.replaceAll('2', '4') };
  const shard = async (path: string, share: string) => {
    const file = join(folderWith({}), 'part.json');
    expect((await program(path, '--shard', share, '-o', file, '-q')).status).toBe(0);
    return file;
  };

  it('may be given paths that are written in other ways', async () => {
    const folder = folderWith(logs);
    const parts = [
      await shard(`${folder}/logs`, '1/3'),
      await shard(`${folder}//logs/`, '2/3'),
      await shard(`${folder}/./logs/*.log`, '3/3'),
    ];
    const whole = await program(`${folder}/./logs/`, '--format', 'json');
    expect(await program('merge', ...parts, '--format', 'json')).toEqual(whole);
  });

  it('that lie in other folders are refused, with one of each and the way out', async () => {
    const [one, two] = [folderWith(logs), folderWith(logs)];
    const parts = [await shard(one, '1/2'), await shard(two, '2/2')];
    const { status, err } = await program('merge', ...parts);
    expect(status).toBe(2);
    expect(err).toMatch(/led to other files \(3 inputs[^)]*and 3 inputs[^)]*\).*go to the folder first/);
    expect([one, two].some((folder) => err.includes(`such as ${folder}/logs/`))).toBe(true);
  });
});

describe('a mistake is told with the way out', () => {
  const log = LOGS[1] ?? '';
  it.each([
    ['a shard that is none', [log, '--shard', '5/4', '-o', 'x.json'], /give which of how many/],
    ['a form that cannot be merged', [log, '--shard', '1/2'], /give --format json, or -o/],
    ['standard input', ['-', '--shard', '1/2', '--format', 'json'], /save it to a file/],
    [
      'a log in place of a shard',
      ['merge', log],
      /v4-bad-token\.log is no result of rtc-triage: give what analyze --shard/,
    ],
    ['a missing file', ['merge', 'no-such.json'], /no-such\.json does not exist/],
  ])('%s', async (_what, args, message) => {
    const { status, out, err } = await program(...args);
    expect(err).toMatch(message);
    expect(err).not.toMatch(/internal error/);
    expect({ status, out }).toEqual({ status: 2, out: '' });
  });

  it('a whole result, and a shard that was cut short or changed', async () => {
    const { folder, files, whole } = await shards();
    const [first = ''] = files;
    writeFileSync(join(folder, 'whole.json'), (await whole('json')).out);
    expect((await program('merge', join(folder, 'whole.json'))).err).toMatch(/is a whole result.*--shard/);
    const parts = files.map((file) => readFileSync(file, 'utf8'));
    writeFileSync(first, '');
    expect((await program('merge', ...files)).err).toMatch(/part-1\.json is empty, perhaps because its shard was cut/);
    writeFileSync(first, parts[0]?.slice(0, 1000) ?? '');
    expect((await program('merge', ...files)).err).toMatch(
      /part-1\.json is not valid JSON, perhaps because its shard was cut/,
    );
    for (const [index, file] of files.entries())
      writeFileSync(file, parts[index]?.replace('"runs":[', '"runs":["x",') ?? '');
    expect((await program('merge', ...files)).err).toMatch(/cannot be joined: a log in it was changed \(judged/);
  });
});

it('a table of calls is no result to merge', async () => {
  const table = join(folderWith({}), 'calls.ndjson');
  for (const logs of [LOGS, LOGS.slice(1, 2)]) {
    await program(...logs, '-o', table);
    const { status, err } = await program('merge', table);
    expect(status).toBe(2);
    expect(err).toMatch(/calls\.ndjson is a table of calls \(--format ndjson\).*give the JSON that analyze --shard/);
  }
});

describe('shards of which the report is redacted', () => {
  it.each([
    ['en', []],
    ['zh-CN', ['--keep', 'uid,ip']],
  ])('are merged into the redacted report of one run, byte for byte (%s)', async (language, more) => {
    const { files, whole } = await shards('--redact', '--lang', language, ...more);
    for (const form of ['json', 'ndjson', 'markdown', 'terminal'])
      for (const order of [files, files.toReversed()])
        expect(await program('merge', ...order, '--format', form)).toEqual(await whole(form));
    expect((await whole('json')).out).toContain('redacted-');
  });

  it('hide what only another line of a log tells, and keep what --keep says', async () => {
    const device = 'zimmer-kohlrabi-7';
    const source = readFileSync(join(ROOT, 'fixtures/agora-native/v4-bad-token.log'), 'utf8');
    // Nothing in a report says that the name of a file is that of a device: the log does.
    const folder = folderWith({
      [`${device}.log`]: `${source}\ndeviceName: ${device}\n`,
      'other.log': source.replaceAll('2', '3'),
    });
    const parts = async (...more: readonly string[]) => {
      const results = [1, 2].map((index) => join(folderWith({}), `${index}.json`));
      for (const [at, file] of results.entries())
        await program(folder, '--shard', `${at + 1}/2`, '-o', file, '--redact', '-q', ...more);
      return results;
    };
    const redacted = await program('merge', ...(await parts()), '--format', 'json');
    expect(redacted.out).toContain('redacted-device-');
    expect(redacted.out).not.toContain(device);
    expect((await program('merge', ...(await parts('--keep', 'device')), '--format', 'json')).out).toContain(device);
  });

  /** A log of each name whose first line is given, all in other shards. */
  async function mergedOf(logs: Readonly<Record<string, string>>, ...more: readonly string[]): Promise<string> {
    const folder = folderWith(logs);
    const files = [1, 2, 3, 4, 5].map((index) => join(folder, `.${index}.json`));
    for (const [at, file] of files.entries())
      await program(folder, '--shard', `${at + 1}/5`, '-o', file, '--redact', '-q', ...more);
    const merged = await program('merge', ...files, ...more, '--format', 'json');
    expect(merged.err).toBe('');
    expect(merged.out).toBe((await program(folder, '--redact', '--format', 'json', ...more)).out);
    return merged.out;
  }
  const FAILED = readFileSync(join(ROOT, 'fixtures/agora-native/v4-bad-token.log'), 'utf8');
  /** The line of the failure with more behind it. */
  const saying = (text: (length: number) => string) =>
    FAILED.replaceAll(/^.*onError.*$/gm, (line) => `${line} ${text(line.length + 1)}`);

  it('hide what only the log of another shard tells', async () => {
    const device = 'zimmer-kohlrabi-7';
    const merged = await mergedOf({ 'a.log': saying(() => `on ${device}`), 'e.log': `deviceName: ${device}\n` });
    expect(merged).toContain('on redacted-device-1');
    expect(merged).not.toContain(device);
  });

  it('hide the beginning of a value that an excerpt was cut in', async () => {
    const device = 'zimmer-kohlrabi-7';
    const cut = saying((length) => `${'.'.repeat(300 - length - 10)} ${device}`);
    const merged = await mergedOf({ 'a.log': `${cut}\ndeviceName: ${device}\n`, 'b.log': FAILED });
    expect(merged).toContain('... redacted-device-1');
    expect(merged).not.toContain('zimmer');
  });

  it('hide what a format of the user knows of secrets, and are refused without it', async () => {
    const formats = folderWith({
      'door.yaml': `id: door
extends: rongcloud
secrets:
  - name: door
    kind: secret
    contains: ["door is"]
    pattern: 'door is (?<secret>\\d{4})'
    samples: [{ line: "the door is 7421", hides: "7421" }]
`,
    });
    const logs = { 'a.log': saying(() => 'the door is 7421'), 'b.log': FAILED };
    const merged = await mergedOf(logs, '--formats', formats);
    expect(merged).toContain('the door is 900000001');
    const folder = folderWith(logs);
    const part = join(folder, '.1.json');
    await program(folder, '--shard', '1/1', '-o', part, '--redact', '-q', '--formats', formats);
    expect(await program('merge', part)).toMatchObject({
      status: 2,
      out: '',
      err: expect.stringMatching(/other formats or codes than this run has: .*with --redact the same --formats/),
    });
  });

  it('say that their JSON holds the logs unredacted, and are not joined with others', async () => {
    const folder = folderWith({});
    const part = (index: number) => join(folder, `${index}.json`);
    const { err } = await program(...LOGS, '--shard', '1/2', '--redact', '-o', part(1));
    expect(err).toContain('unredacted');
    await program(...LOGS, '--shard', '2/2', '-o', part(2));
    const mixed = await program('merge', part(1), part(2));
    expect(mixed).toMatchObject({ status: 2, out: '' });
    expect(mixed.err).toContain('another --redact or --keep');
    const some = await program('merge', part(1), '--partial', '--format', 'json');
    expect(JSON.parse(some.out)).not.toHaveProperty('partial');
  });
});
