import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type TriageOptions, type TriageResult, triage } from '../src/index.js';
import { folderWith } from './support/folder.js';

const FIXTURES = resolve(import.meta.dirname, '../fixtures');
const fixture = (name: string) => readFileSync(join(FIXTURES, name));
const unpacked = (name: string) => gunzipSync(fixture(name));

/** Triages one file of this content under an ordinary name. */
async function triaged(
  content: Buffer | string,
  name = 'call.log',
  options: TriageOptions = {},
): Promise<TriageResult> {
  return triage([join(folderWith({ [name]: content }), name)], options);
}

/** What nothing can be said of: never clear, and every symptom says that it was not observable. */
function expectNothingJudged(result: TriageResult): void {
  expect(result.verdict).toBe('inconclusive');
  expect(result.findings).toEqual([]);
  expect(result.symptoms.map(({ outcome }) => outcome)).toEqual(Array.from({ length: 6 }, () => 'not-observable'));
  for (const { reason } of result.symptoms) expect(reason).not.toBe('');
}

const outage = unpacked('webrtc-internals/outage2s.json.gz');
const stats = unpacked('getstats/loss20-A.stats.ndjson.gz');
const agora = fixture('agora-native/v4-slow-join-freeze-reconnect.log');

describe('input in which there is nothing to judge', () => {
  it.each<[what: string, content: Buffer | string, status: string]>([
    ['an empty file', '', 'empty'],
    ['blank lines', '\n\n   \r\n', 'empty'],
    ['a note', 'call back on Monday\n', 'unrecognized'],
    ['the log of something else', 'Nov 22 10:00:00 host sshd[1]: session opened\n'.repeat(100), 'unrecognized'],
    ['JSON of something else', '{"name":"package","version":"1.0.0"}', 'unrecognized'],
    ['one bracket', '{', 'unrecognized'],
    ['brackets, deeply nested', '['.repeat(200_000), 'unrecognized'],
    ['zero bytes', Buffer.alloc(4096), 'empty'],
    ['noise', Buffer.from(Array.from({ length: 5000 }, (_, i) => (i * 7919 + (i >> 3) * 31) % 256)), 'declined'],
  ])('%s', async (_what, content, status) => {
    const result = await triaged(content);
    expect(result.sources[0]?.status).toBe(status);
    expectNothingJudged(result);
  });

  it('gzip of noise, and gzip that is none', async () => {
    expectNothingJudged(await triaged(gzipSync(Buffer.alloc(5000, 1)), 'a.gz'));
    const broken = await triaged(Buffer.concat([Buffer.from([0x1f, 0x8b, 8, 0]), Buffer.alloc(100, 7)]), 'b.gz');
    expect(broken.sources[0]?.status).toBe('failed');
    expectNothingJudged(broken);
  });

  it('an encrypted log is named, with what to do', async () => {
    const result = await triage([join(FIXTURES, 'declined/agora-encrypted.log')]);
    expect(result.sources[0]).toMatchObject({ status: 'encrypted', warnings: ['encrypted-agora'] });
    expectNothingJudged(result);
  });

  it("a vendor's binary log is named", async () => {
    const result = await triaged(Buffer.from([0x03, 0x00, 0xff, 0xfe, 0x00, 0x80]), 'LiteAV.xlog');
    expect(result.sources[0]).toMatchObject({ status: 'declined', warnings: ['vendor-binary'] });
    expectNothingJudged(result);
  });

  it('the log of a server is declined by name', async () => {
    const result = await triage([join(FIXTURES, 'declined/jitsi-server.jsonl')]);
    expect(result.sources[0]).toMatchObject({ status: 'declined', format: 'jitsi-server' });
    expectNothingJudged(result);
  });

  it('a dump without a connection says so', async () => {
    const dump = { getUserMedia: [], PeerConnections: {}, UserAgent: 'Mozilla/5.0 Chrome/126.0.0.0' };
    const result = await triaged(JSON.stringify(dump), 'dump.json');
    expect(result.sources[0]).toMatchObject({ format: 'webrtc-internals', status: 'analyzed' });
    expect(result.sources[0]?.warnings.join()).toContain('no-connections');
    expectNothingJudged(result);
  });

  it('a dump that holds nothing but getUserMedia calls makes no call healthy', async () => {
    const request = { pid: 1, rid: 2, origin: 'https://example.org', audio: '{}', video: '', timestamp: 1782900000000 };
    const dump = { getUserMedia: [request], PeerConnections: {}, UserAgent: 'Mozilla/5.0 Chrome/126.0.0.0' };
    const result = await triaged(JSON.stringify(dump), 'dump.json');
    expect(result.verdict).toBe('inconclusive');
    expect(result.sources[0]?.warnings.join()).toMatch(/only-get-user-media|no-connections/);
  });

  it('an SDK log of one line is too short to be called healthy', async () => {
    const result = await triaged(`${agora.toString().split('\n')[0]}\n`);
    expect(result.verdict).toBe('inconclusive');
  });
});

describe('short logs', () => {
  const reports = stats.toString('utf8').split('\n');

  it('one statistics report is no interval: nothing is called healthy', async () => {
    expectNothingJudged(await triaged(`${reports[20]}\n`));
  });

  it('a failure counts, also when it is the last thing that the log says', async () => {
    const lines = [
      ['connectionInfo', null, { origin: 'https://meet.example' }, 1_700_000_000_000],
      ['createOffer', 'PC_0', {}, 1_700_000_000_100],
      ['oniceconnectionstatechange', 'PC_0', 'checking', 1_700_000_000_300],
      ['onconnectionstatechange', 'PC_0', 'failed', 1_700_000_015_300],
    ];
    const result = await triaged(`${lines.map((line) => JSON.stringify(line)).join('\n')}\n`);
    expect(result.findings.map(({ rule, severity }) => `${severity} ${rule}`)).toEqual(['P0 connect/connect-failed']);
  });
});

describe('a batch', () => {
  it('goes on after what cannot be read', async () => {
    const folder = folderWith({ 'call.log': agora, 'broken.gz': Buffer.from([0x1f, 0x8b, 8, 0, 1]) });
    const result = await triage([join(folder, 'missing.log'), join(folder, 'broken.gz'), join(folder, 'call.log')]);
    expect(result.sources.map(({ status }) => status)).toEqual(['failed', 'failed', 'analyzed']);
    expect(result.sources[0]?.warnings[0]).toContain('missing.log does not exist');
    expect(result.verdict).toBe('symptoms');
  });

  it('gives what the same logs give one by one', async () => {
    const names = ['agora-native/v4-bad-token.log', 'webrtc-internals/nopath.json.gz', 'agora-web/no-network.log'];
    const paths = names.map((name) => join(FIXTURES, name));
    const together = await triage(paths, { scenario: 'general' });
    const alone = await Promise.all(paths.map((path) => triage([path], { scenario: 'general' })));
    const key = ({ rule, severity, subject, start }: TriageResult['findings'][number]) =>
      `${subject.source} ${rule} ${severity} ${start}`;
    expect(together.findings.map(key).sort()).toEqual(alone.flatMap(({ findings }) => findings.map(key)).sort());
  });
});

describe('damaged logs are judged up to the damage', () => {
  it('a dump that was cut off: what was read counts, and the offset of the cut is told', async () => {
    const cut = await triaged(outage.subarray(0, Math.floor(outage.length * 0.9)), 'dump.json');
    expect(cut.sources[0]?.status).toBe('analyzed');
    const remark = cut.sources[0]?.warnings.find((warning) => warning.startsWith('cut: ')) ?? '';
    const offset = Number(/^cut: (\d+) /.exec(remark)?.[1]);
    expect(offset).toBeGreaterThan(outage.length * 0.85);
    expect(offset).toBeLessThanOrEqual(outage.length * 0.9);
    expect(cut.calls.length).toBeGreaterThan(0);
  });

  it('reports cut off in the middle of a line: the finished ones count', async () => {
    const whole = await triaged(stats, 'stats.ndjson');
    const cut = await triaged(stats.subarray(0, stats.length - 500), 'stats.ndjson');
    const records = (result: TriageResult) => result.sources[0]?.records ?? 0;
    expect(records(cut)).toBeGreaterThan(0.9 * records(whole));
    expect(records(cut)).toBeLessThan(records(whole));
    expect(cut.findings.map(({ rule }) => rule)).toEqual(whole.findings.map(({ rule }) => rule));
  });

  it('gzip that was cut off', async () => {
    const packed = fixture('getstats/loss20-A.stats.ndjson.gz');
    const result = await triaged(packed.subarray(0, Math.floor(packed.length * 0.9)), 'stats.ndjson.gz');
    expect(result.sources[0]?.records).toBeGreaterThan(0);
    expect(result.sources[0]?.warnings.join()).toMatch(/cut|damaged/);
    expect(result.verdict).toBe('symptoms');
  });

  it('NUL bytes within a text log', async () => {
    const lines = agora.toString().split('\n');
    lines.splice(5, 0, '\0'.repeat(2000));
    const whole = await triaged(agora);
    const damaged = await triaged(lines.join('\n'));
    expect(damaged.findings.map(({ rule }) => rule)).toEqual(whole.findings.map(({ rule }) => rule));
  });

  it('a line of 20 MB between the others', async () => {
    const lines = agora.toString().split('\n');
    lines.splice(5, 0, 'x'.repeat(20_000_000));
    const result = await triage(['-'], { stdin: Readable.from([Buffer.from(lines.join('\n'))]) });
    expect(result.verdict).toBe('symptoms');
  });

  it('JSON nested 100 000 deep where a report was expected', async () => {
    const deep = `{"ts":1,"stats":${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}}\n`;
    const result = await triaged(Buffer.concat([stats, Buffer.from(deep)]), 'stats.ndjson');
    expect(result.verdict).toBe('symptoms');
  });
});

describe('clocks', () => {
  it('lines without a clock give no times and no verdict', async () => {
    const bare = agora.toString().replace(/\d{4}-\d\d-\d\d|\d\d:\d\d:\d\d([.:]\d+)?/g, '');
    const result = await triaged(bare);
    expect(result.verdict).toBe('inconclusive');
  });

  it('one line from another year makes no call of a year', async () => {
    const lines = agora.toString().split('\n');
    const middle = Math.floor(lines.length / 2);
    const year = /\d{4}/.exec(agora.toString())?.[0] ?? '';
    lines[middle] = (lines[middle] ?? '').replace(/\d{4}/, '2051');
    expect(year).not.toBe('2051');
    const result = await triaged(lines.join('\n'));
    for (const { durationMs } of result.findings) expect(durationMs).toBeLessThan(3_600_000);
  });

  it('a clock that goes back makes no time negative', async () => {
    const lines = stats.toString().trimEnd().split('\n');
    const shifted = lines.map((line, i) =>
      i < lines.length / 2 ? line : line.replace(/"ts":(\d+)/, (_, ts: string) => `"ts":${Number(ts) - 86_400_000}`),
    );
    const result = await triaged(shifted.join('\n'), 'stats.ndjson');
    for (const { durationMs } of result.findings) expect(durationMs).toBeGreaterThanOrEqual(0);
    for (const { start, end } of result.sources)
      expect(Date.parse(end ?? '')).toBeGreaterThanOrEqual(Date.parse(start ?? ''));
  });
});

describe('hostile names', () => {
  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
    '%s as a connection, a track, a key',
    async (name) => {
      const dump = outage
        .toString()
        .replaceAll('"framesPerSecond"', `"${name}"`)
        .replace(/"ssrc"/g, `"${name}"`);
      const renamed = dump.replace(/"PeerConnections": ?\{\s*"[^"]+"/, (head) => head.replace(/"[^"]+"$/, `"${name}"`));
      const result = await triaged(renamed, 'dump.json');
      expect(result.sources[0]?.status).toBe('analyzed');
      expect(Object.prototype).toEqual({});
      const hostile = stats.toString().replaceAll('"inbound-rtp"', `"${name}"`).replaceAll('"jitter"', `"${name}"`);
      await triaged(hostile, 'stats.ndjson');
      expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    },
  );
});

describe('random damage', () => {
  const small = ['agora-native', 'agora-web', 'declined'].flatMap((folder) =>
    readdirSync(join(FIXTURES, folder))
      .filter((name) => !name.endsWith('.md'))
      .map((name) => ({ name: `${folder}-${name}`, bytes: fixture(`${folder}/${name}`) })),
  );
  const large = [
    'webrtc-internals/chrome-86.json',
    'webrtc-internals/chrome-120.json',
    'webrtc-internals/nopath.json.gz',
    'getstats/loss20-A.stats.ndjson.gz',
    'rtcstats/loss20-A.rtcstats.gz',
  ].flatMap((name) => {
    const bytes = fixture(name);
    const flat = name.replace('/', '-');
    return name.endsWith('.gz')
      ? [
          { name: flat, bytes },
          { name: flat.slice(0, -3), bytes: gunzipSync(bytes) },
        ]
      : [{ name: flat, bytes }];
  });
  const everything = [...small, ...large];

  /** One blow: where (as a share of the file), what, and how much of it. */
  const blow = fc.record({
    // Not fc.double: most doubles lie next to 0, and a file that is not recognised tests nothing more.
    at: fc.integer({ min: 0, max: 9_999 }).map((n) => n / 10_000),
    kind: fc.constantFrom('flip', 'delete', 'repeat', 'insert', 'cut', 'nul'),
    size: fc.integer({ min: 1, max: 400 }),
    bytes: fc.uint8Array({ minLength: 1, maxLength: 12 }),
  });
  type Blow = typeof blow extends fc.Arbitrary<infer T> ? T : never;

  function damage(bytes: Buffer, { at, kind, size, bytes: noise }: Blow): Buffer {
    const from = Math.floor(at * bytes.length);
    const piece = bytes.subarray(from, from + size);
    const [before, after] = [bytes.subarray(0, from), bytes.subarray(from + size)];
    switch (kind) {
      case 'flip':
        return Buffer.concat([
          before,
          Buffer.from(piece.map((byte, i) => byte ^ (noise[i % noise.length] ?? 0))),
          after,
        ]);
      case 'delete':
        return Buffer.concat([before, after]);
      case 'repeat':
        return Buffer.concat([before, piece, piece, after]);
      case 'insert':
        return Buffer.concat([before, noise, piece, after]);
      case 'cut':
        return before.length === 0 ? piece : before;
      default:
        return Buffer.concat([before, Buffer.alloc(piece.length), after]);
    }
  }

  it('never brings the program down, and never yields a number that is none', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(blow, { minLength: 1, maxLength: 4 }), async (blows) => {
        const files = everything.map(({ name, bytes }) => [name, blows.reduce(damage, bytes)] as const);
        const result = await triage([folderWith(Object.fromEntries(files))]);
        for (const { durationMs, measured } of result.findings) {
          expect(Number.isFinite(durationMs) && durationMs >= 0).toBe(true);
          expect(Number.isFinite(measured.value) && Number.isFinite(measured.threshold)).toBe(true);
        }
        // What JSON would turn into null is not a number any more.
        expect(JSON.parse(JSON.stringify(result))).toEqual(result);
      }),
      { numRuns: 25, seed: 20_261_122, endOnFailure: true },
    );
  });
});

describe('a join that the service refused', () => {
  it('is told by the rule on refusals alone, not as a failed connect as well', async () => {
    const { findings } = await triaged(fixture('liteav/refused.log'));
    expect(findings.map(({ rule }) => rule)).toEqual(['connect/join-rejected']);
  });
});
