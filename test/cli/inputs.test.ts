import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { folderWith } from '../support/folder.js';
import { zipBytes } from '../support/zip.js';
import { ROOT, resultOf, rtcTriage } from './program.js';

const read = (path: string) => readFileSync(join(ROOT, path));
const REFUSED = read('fixtures/agora-native/v4-bad-token.log');
const DUMP = read('fixtures/webrtc-internals/nopath.json.gz');

const json = (args: readonly string[], input?: Buffer) =>
  resultOf(rtcTriage([...args, '--format', 'json'], input === undefined ? {} : { input }));
const rulesOf = (result: ReturnType<typeof json>) => result.findings.map(({ rule }) => rule).sort();

describe('what may be given as a path', () => {
  const plain = json([join(ROOT, 'fixtures/agora-native/v4-bad-token.log')]);

  it('a file: the log of this test has findings', () => {
    expect(rulesOf(plain)).toContain('connect/join-rejected');
  });

  it('standard input, plain or packed', () => {
    for (const input of [REFUSED, gzipSync(REFUSED)]) {
      const result = json(['-'], input);
      expect(rulesOf(result)).toEqual(rulesOf(plain));
      expect(result.sources[0]?.format).toBe('agora-native-4');
    }
  });

  it('standard input with a dump, unpacked and packed', () => {
    expect(rulesOf(json(['-'], gunzipSync(DUMP)))).toEqual(rulesOf(json(['-'], DUMP)));
  });

  it('gzip under any name: the content tells what a file is', () => {
    const folder = folderWith({ 'call.txt': gzipSync(REFUSED) });
    expect(rulesOf(json([join(folder, 'call.txt')]))).toEqual(rulesOf(plain));
  });

  it('a zip bundle: every member is a source, named by its path within', () => {
    const data = [
      { name: 'logs/agorasdk.log', data: REFUSED },
      { name: 'dump.json', data: gunzipSync(DUMP) },
      { name: 'notes.txt', data: Buffer.from('it did not work\n') },
    ];
    const folder = folderWith({ 'bundle.zip': zipBytes(data) });
    const result = json([join(folder, 'bundle.zip')]);
    const members = result.sources.map(({ path, status }) => [path.split(':').at(-1), status]);
    expect(members).toContainEqual(['logs/agorasdk.log', 'analyzed']);
    expect(members).toContainEqual(['dump.json', 'analyzed']);
    expect(members).toContainEqual(['notes.txt', 'unrecognized']);
    expect(rulesOf(result)).toEqual(expect.arrayContaining(rulesOf(plain)));
  });

  it('a folder, searched to its bottom, and a pattern', () => {
    const folder = folderWith({ 'a/b/one.log': REFUSED, 'two.dat': 'nothing\n' });
    expect(
      json([folder])
        .sources.map(({ status }) => status)
        .sort(),
    ).toEqual(['analyzed', 'unrecognized']);
    expect(json([join(folder, '**/*.log')]).sources).toHaveLength(1);
  });

  it('names with blanks, other scripts, brackets and a hyphen in front', () => {
    const names = ['my call (1).log', '通话 日志.log', '[a] {b} !c.log', '-dash.log', "it's.log"];
    const folder = folderWith(Object.fromEntries(names.map((name) => [name, REFUSED])));
    const result = json(names.map((name) => join(folder, name)));
    expect(result.sources.map(({ path, status }) => [path, status])).toEqual(
      names.map((name) => [join(folder, name), 'analyzed']),
    );
  });

  it('both halves of a rotated log, in whatever order: one call', () => {
    const halves = ['v4-rotated.log', 'v4-rotated_1.log'].map((name) => join(ROOT, 'fixtures/agora-native', name));
    const forwards = json(halves);
    expect(forwards.calls).toHaveLength(1);
    expect(json([...halves].reverse()).findings).toEqual(forwards.findings);
  });

  it('the logs of two people in one folder: two calls, each finding with its own source', () => {
    const folder = folderWith({
      'alice/stats.gz': read('fixtures/rtcstats/loss20-A.rtcstats.gz'),
      'bob/stats.gz': read('fixtures/rtcstats/loss20-B.rtcstats.gz'),
    });
    const result = json([folder]);
    expect(result.calls).toHaveLength(2);
    expect(new Set(result.calls.map(({ source }) => source)).size).toBe(2);
  });
});
