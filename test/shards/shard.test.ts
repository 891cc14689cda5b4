import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findInputs } from '../../src/input/input.js';
import { parseShard, shardOfPath, shareOf } from '../../src/shards/shard.js';
import { folderWith } from '../support/folder.js';

describe('a share of the logs', () => {
  it('is written i/n', () => {
    expect(parseShard('2/8')).toEqual({ index: 2, of: 8 });
    for (const wrong of ['0/8', '9/8', '1', '1/0', 'a/b', '1/8/2', '-1/8', '1.5/8', '1/999999'])
      expect(() => parseShard(wrong)).toThrow(/give which of how many/);
  });

  it('is the same on every machine: it follows from the path alone', () => {
    // Worked out apart, as the first 48 bits of the SHA-256 of the path modulo the number of shards, plus 1.
    expect(shardOfPath('logs/a.log', 4)).toBe(4);
    expect(shardOfPath('logs/b.log', 4)).toBe(3);
  });

  it('gives each path to exactly one shard, about as many to each', () => {
    const counts = [0, 0, 0, 0];
    for (let n = 0; n < 4000; n++)
      counts[shardOfPath(`logs/call-${n}.log`, 4) - 1] = (counts[shardOfPath(`logs/call-${n}.log`, 4) - 1] ?? 0) + 1;
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(120);
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 50 }), (path, of) => {
        const shard = shardOfPath(path, of);
        expect(shard >= 1 && shard <= of).toBe(true);
      }),
    );
  });

  it('keeps the rotated parts of a log together, whichever of them are there', async () => {
    const now = await findInputs(['.'], {
      cwd: folderWith({ 'agorasdk.log': 'a', 'agorasdk_1.log': 'b', 'x.log': 'c' }),
    });
    const later = await findInputs(['.'], {
      cwd: folderWith({ 'agorasdk_1.log': 'b', 'agorasdk_2.log': 'b', 'x.log': 'c' }),
    });
    expect(now.map(({ path }) => path)).toEqual(['agorasdk.log', 'x.log']);
    expect(later.map(({ path }) => path)).toEqual(['agorasdk.log', 'x.log']);
    const shares = [1, 2, 3].map((index) => shareOf(now, { index, of: 3 }));
    expect(shares.flat().sort()).toEqual([0, 1]);
  });

  it('is of files only', async () => {
    const groups = await findInputs(['-'], { cwd: '.' });
    expect(() => shareOf(groups, { index: 1, of: 2 })).toThrow(/save it to a file/);
  });
});
