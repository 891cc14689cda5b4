import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isRecorded, keepCall } from './corpus.mjs';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'corpus-'));
  mkdirSync(join(folder, 'made'));
  writeFileSync(join(folder, 'made', 'A.rtcstats.gz'), gzipSync('one\ntwo\n'.repeat(500), { level: 1 }));
  writeFileSync(join(folder, 'made', 'traces.json.gz'), gzipSync('{}'));
  writeFileSync(join(folder, 'made', 'truth.json'), '{}');
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('bringing a call into the corpus', () => {
  it('keeps the logs, packed better, and the truth; nothing else', async () => {
    const corpus = join(folder, 'calls');
    expect(isRecorded('c001', corpus)).toBe(false);
    await keepCall(join(folder, 'made'), 'c001', corpus);
    expect(isRecorded('c001', corpus)).toBe(true);
    expect(readdirSync(corpus)).toEqual(['c001']);
    expect(readdirSync(join(corpus, 'c001')).sort()).toEqual(['A.rtcstats.gz', 'truth.json']);
    const kept = readFileSync(join(corpus, 'c001', 'A.rtcstats.gz'));
    expect(gunzipSync(kept).toString()).toBe('one\ntwo\n'.repeat(500));
    expect(kept.length).toBeLessThan(readFileSync(join(folder, 'made', 'A.rtcstats.gz')).length);
  });

  it('replaces what was there, also the rest of a recording that was stopped', async () => {
    const corpus = join(folder, 'calls');
    for (const old of ['c001', '.c001.part']) {
      mkdirSync(join(corpus, old), { recursive: true });
      writeFileSync(join(corpus, old, 'B.rtcstats.gz'), gzipSync('old'));
    }
    await keepCall(join(folder, 'made'), 'c001', corpus);
    expect(readdirSync(corpus)).toEqual(['c001']);
    expect(readdirSync(join(corpus, 'c001')).sort()).toEqual(['A.rtcstats.gz', 'truth.json']);
  });
});
