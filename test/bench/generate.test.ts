import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { triage } from '../../src/index.js';
import { folderWith } from '../support/folder.js';
import { writeAgora } from './generate/agora.mjs';
import { writeCalls } from './generate/calls.mjs';
import { writeInternals } from './generate/internals.mjs';
import { writeRtcstats } from './generate/rtcstats.mjs';
import { writeSmallLogs } from './generate/small-logs.mjs';

/** The logs of the benchmark: figures of two machines can be compared only when they read the same bytes. */
const WRITERS: Record<string, (path: string, megabytes: number) => void> = {
  'calls.json': writeCalls,
  'meeting.json': writeInternals,
  'meeting.rtcstats': writeRtcstats,
  'agorasdk.log': writeAgora,
};

const digest = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex');

describe('a log of the benchmark', () => {
  it.each(Object.entries(WRITERS))('%s is the same whenever it is written', (name, write) => {
    const folder = folderWith({});
    for (const copy of ['first', 'second']) write(join(folder, `${copy}-${name}`), 1);
    expect(digest(join(folder, `first-${name}`))).toBe(digest(join(folder, `second-${name}`)));
  });

  it.each(Object.entries(WRITERS))('%s is recognised and holds calls', async (name, write) => {
    const folder = folderWith({});
    write(join(folder, name), 1);
    const result = await triage([join(folder, name)]);
    expect(result.sources.map(({ status }) => status)).toEqual(['analyzed']);
    expect(result.calls.length).toBeGreaterThan(0);
  });

  it('is one of as many short logs as are asked for, no two alike', () => {
    const folder = join(folderWith({}), 'fleet');
    writeSmallLogs(folder, 8);
    const digests = readdirSync(folder).map((name) => digest(join(folder, name)));
    expect(new Set(digests).size).toBe(8);
  });
});
