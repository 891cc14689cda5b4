import { existsSync, linkSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith } from '../support/folder.js';
import { inProcess } from '../support/in-process.js';

const LOG = readFileSync(join(import.meta.dirname, '../../fixtures/agora-native/v4-slow-join-freeze-reconnect.log'));

const analyze = (...args: readonly string[]) => inProcess(['analyze', ...args]);

describe('a report', () => {
  it('never takes the place of a log that it tells of', async () => {
    const folder = folderWith({ 'call.txt': LOG });
    const log = join(folder, 'call.txt');
    for (const path of [log, folder, join(folder, '*.txt')]) {
      const { status, err } = await analyze(path, '-o', log);
      expect(status).toBe(2);
      expect(err).toMatch(/call\.txt is one of the logs that were read/);
      expect(readFileSync(log).equals(LOG)).toBe(true);
    }
  });

  it.each([
    ['a symbolic link', symlinkSync],
    ['another name of the same file', linkSync],
  ])('nor by %s to it', async (_what, link) => {
    const folder = folderWith({ 'call.txt': LOG });
    const [log, alias] = [join(folder, 'call.txt'), join(folderWith({}), 'alias.txt')];
    link(log, alias);
    for (const [read, written] of [
      [log, alias],
      [alias, log],
    ] as const) {
      const { status, err } = await analyze(read, '-o', written);
      expect(status).toBe(2);
      expect(err).toMatch(/is one of the logs that were read/);
      expect(readFileSync(log).equals(LOG)).toBe(true);
    }
  });

  it('takes the place of its predecessor, even where that lies among the logs', async () => {
    const folder = folderWith({ 'call.log': LOG });
    const report = join(folder, 'report.json');
    const first = await analyze(folder, '-o', report);
    const second = await analyze(folder, '-o', report);
    expect(second.status).toBe(first.status);
    expect(JSON.parse(readFileSync(report, 'utf8'))).toHaveProperty('sources.1.path', report);
  });
});

describe('the result of a shard', () => {
  it('never takes the place of a log, even of one that another shard reads', async () => {
    const folder = folderWith({ 'call.json': LOG });
    const log = join(folder, 'call.json');
    for (const share of ['1/2', '2/2'])
      for (const path of [log, folder, join(folder, '*.json')]) {
        const { status, err } = await analyze(path, '--shard', share, '-o', log);
        expect(status).toBe(2);
        expect(err).toMatch(/call\.json lies among the logs/);
        expect(readFileSync(log).equals(LOG)).toBe(true);
      }
  });

  it('is not written where other shards would take it for a log', async () => {
    const folder = folderWith({ 'call.log': LOG, 'results/readme.txt': '', '.hidden/readme.txt': '' });
    const part = join(folder, 'results/part-1.json');
    const { status, err } = await analyze(folder, '--shard', '1/2', '-o', part);
    expect({ status, written: existsSync(part) }).toEqual({ status: 2, written: false });
    expect(err).toMatch(/part-1\.json lies among the logs/);
    // Nothing is read in there.
    expect((await analyze(folder, '--shard', '1/2', '-o', join(folder, '.hidden/part-1.json'))).status).toBe(0);
    expect((await analyze(join(folder, '*.log'), '--shard', '1/2', '-o', part)).status).toBe(0);
  });

  it('is not overwritten by what it is merged into', async () => {
    const folder = folderWith({ 'call.log': LOG });
    const results = folderWith({});
    const shards = [1, 2].map((index) => join(results, `${index}.json`));
    for (const [at, file] of shards.entries()) await analyze(folder, '--shard', `${at + 1}/2`, '-o', file);
    const before = shards.map((file) => readFileSync(file, 'utf8'));
    const [first = ''] = shards;
    const alias = join(folderWith({}), 'alias.json');
    symlinkSync(first, alias);
    for (const path of [shards, [results], [join(results, '*.json')]])
      for (const output of [first, alias]) {
        const { status, err } = await inProcess(['merge', ...path, '-o', join(folder, 'report.md'), '-o', output]);
        expect(status).toBe(2);
        expect(err).toMatch(/is among the results to merge/);
      }
    expect(shards.map((file) => readFileSync(file, 'utf8'))).toEqual(before);
    expect(existsSync(join(folder, 'report.md'))).toBe(false);
  });
});
