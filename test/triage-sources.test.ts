import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { triage } from '../src/index.js';
import { folderWith } from './support/folder.js';

/** What several sources of one triage say of each other, and what one says of its own holes: the whole pipeline. */
const FIXTURES = resolve(import.meta.dirname, '../fixtures');
const path = (name: string) => join(FIXTURES, name);
const CALL = ['rtcstats/loss20-A.rtcstats.gz', 'getstats/loss20-A.stats.ndjson.gz', 'webrtc-internals/loss20.json.gz'];

const identity = ({ findings }: Awaited<ReturnType<typeof triage>>) =>
  findings.map(({ rule, severity, start, end, measured }) => ({ rule, severity, start, end, measured }));

describe('the same recording given more than once', () => {
  it('packed and unpacked is judged once', async () => {
    const packed = readFileSync(path('webrtc-internals/loss20.json.gz'));
    const folder = folderWith({ 'a.json.gz': packed, 'b.json': gunzipSync(packed), 'c.json.gz': packed });
    const result = await triage([folder]);
    expect(result.calls).toHaveLength(1);
    expect(result.sources.map(({ warnings }) => warnings)).toEqual([
      [],
      [`duplicate: ${join(folder, 'a.json.gz')}`],
      [`duplicate: ${join(folder, 'a.json.gz')}`],
    ]);
    expect(identity(result)).toEqual(identity(await triage([join(folder, 'a.json.gz')])));
    const calls = new Set(result.calls.map(({ id }) => id));
    expect(result.checks.every(({ subject }) => subject === null || calls.has(subject.call))).toBe(true);
  });

  it('in three formats is judged once, and the other end beside it', async () => {
    const result = await triage([...CALL.map(path), path('rtcstats/loss20-B.rtcstats.gz')]);
    expect(result.calls.map(({ source }) => source)).toEqual([
      path(CALL[0] ?? ''),
      path('rtcstats/loss20-B.rtcstats.gz'),
    ]);
    const warned = result.sources.filter(({ warnings }) =>
      warnings.some((text) => text.startsWith('same-recording: ')),
    );
    expect(warned.map(({ path: of }) => of)).toEqual([path(CALL[1] ?? ''), path(CALL[2] ?? '')]);
  });
});

describe('statistics with a hole', () => {
  const T = Date.parse('2026-02-10T10:00:00Z');
  const line = (second: number) => {
    const time = T + second * 1000;
    const packetsReceived = 50 * second;
    const report = { I: { id: 'I', type: 'inbound-rtp', kind: 'audio', ssrc: 1, packetsReceived, timestamp: time } };
    return JSON.stringify(['getstats', 'PC_0', { ...report, timestamp: time }, time]);
  };
  const seconds = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

  it('say so with the times, and those without say nothing', async () => {
    const log = (list: readonly number[]) => [JSON.stringify(['create', 'PC_0', {}, T]), ...list.map(line)].join('\n');
    const folder = folderWith({
      'hole.jsonl': log([...seconds(1, 30), ...seconds(90, 120)]),
      'whole.jsonl': log(seconds(1, 120)),
    });
    const { sources } = await triage([folder]);
    expect(sources.map(({ warnings }) => warnings)).toEqual([
      ['statistics-hole: PC_0 2026-02-10T10:00:30.000Z – 2026-02-10T10:01:30.000Z'],
      [],
    ]);
  });
});
