import { readFileSync } from 'node:fs';
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

  it('takes the place of its predecessor, even where that lies among the logs', async () => {
    const folder = folderWith({ 'call.log': LOG });
    const report = join(folder, 'report.json');
    const first = await analyze(folder, '-o', report);
    const second = await analyze(folder, '-o', report);
    expect(second.status).toBe(first.status);
    expect(JSON.parse(readFileSync(report, 'utf8'))).toHaveProperty('sources.1.path', report);
  });
});
