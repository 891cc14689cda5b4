import { createHash } from 'node:crypto';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith } from '../../support/folder.js';
import { callsOf, corpusHash } from './corpus.mjs';

const nothing = { must: [], may: [], domains: [] };
const TRUTH = { name: 'clean', go: 0, end: 1000, windows: [], expect: { A: nothing, B: nothing } };

/** A corpus of one call with these files beside its truth. */
function corpusWith(names: readonly string[], truth: unknown = TRUTH): string {
  const folder = folderWith({});
  mkdirSync(join(folder, 'clean-1'));
  writeFileSync(join(folder, 'clean-1', 'truth.json'), JSON.stringify(truth));
  for (const name of names) writeFileSync(join(folder, 'clean-1', name), name);
  return folder;
}

describe('the calls of a corpus', () => {
  it('have the logs that are there, and no other files', () => {
    const folder = corpusWith(['A.rtcstats.gz', 'A.internals.json.gz', 'B.stats.ndjson.gz', 'README.md']);
    expect(callsOf(folder).map(({ id, logs }) => [id, logs.map(({ end, format }) => `${end} ${format}`)])).toEqual([
      ['clean-1', ['A internals', 'A rtcstats', 'B getstats']],
    ]);
  });

  it('are not the other folders that the lab writes', () => {
    const folder = corpusWith(['A.rtcstats.gz']);
    mkdirSync(join(folder, 'media'));
    writeFileSync(join(folder, 'SCORE.md'), '');
    expect(callsOf(folder).map(({ id }) => id)).toEqual(['clean-1']);
  });

  it('are none where there is no folder', () => {
    expect(callsOf(join(folderWith({}), 'none'))).toEqual([]);
  });

  it('are refused when the truth does not say what must be found', () => {
    const old = { ...TRUTH, expect: { A: { must: [['stutter']], may: ['latency'] }, B: nothing } };
    expect(() => callsOf(corpusWith(['A.rtcstats.gz'], old))).toThrow(/truth\.json[\s\S]*expect\.A\.must/);
    const short = { ...TRUTH, expect: { A: nothing } };
    expect(() => callsOf(corpusWith(['B.rtcstats.gz'], short))).toThrow('what to expect of end B');
    expect(() => callsOf(corpusWith([]))).toThrow('holds no log');
  });
});

describe('the hash of a corpus', () => {
  it('is that of the names and contents in the order of the names', () => {
    const folder = folderWith({ 'b.txt': 'two', 'a.txt': 'one' });
    const expected = createHash('sha256').update('a.txt\x003\0oneb.txt\x003\0two').digest('hex');
    expect(corpusHash(folder)).toBe(expected);
  });

  it('changes with a name and with a content', () => {
    const folder = corpusWith(['A.rtcstats.gz']);
    const before = corpusHash(folder);
    expect(corpusHash(corpusWith(['A.rtcstats.gz']))).toBe(before);
    renameSync(join(folder, 'clean-1'), join(folder, 'clean-2'));
    const renamed = corpusHash(folder);
    writeFileSync(join(folder, 'clean-2', 'A.rtcstats.gz'), 'other');
    expect(new Set([before, renamed, corpusHash(folder)]).size).toBe(3);
  });
});
