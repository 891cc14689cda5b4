import { utimesSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type TriageResult, triage } from '../../src/index.js';

/**
 * What the program says of recorded and hand-made calls, as committed JSON. A difference is a change that users will
 * see: read it, and when it is meant, renew the files with `npx vitest run test/golden -u`.
 */
const ROOT = resolve(import.meta.dirname, '../..');

const FIXTURES = [
  'agora-native/v3-midnight.log',
  'agora-native/v3-logcat.log',
  'agora-native/v4-bad-token.log',
  'agora-native/v4-slow-join-freeze-reconnect.log',
  'agora-web/no-network.log',
  'agora-web/reconnect-devtools.log',
  'declined/agora-encrypted.log',
  'getstats/clean-A.stats.ndjson.gz',
  'getstats/loss20-A.stats.ndjson.gz',
  'rtcstats/clean-A.rtcstats.gz',
  'rtcstats/echo-aec-off-A.rtcstats.gz',
  'rtcstats/echo-aec-off-B.rtcstats.gz',
  'rtcstats/loss20-A.rtcstats.gz',
  'webrtc-internals/chrome-120.json',
  'webrtc-internals/chrome-86.json',
  'webrtc-internals/clean.json.gz',
  'webrtc-internals/loss20.json.gz',
  'webrtc-internals/nopath.json.gz',
  'webrtc-internals/outage2s.json.gz',
  'webrtc-internals/slowice.json.gz',
];

/** Logs without a date take the day of the file, which a fresh clone writes anew: this is the day the result states. */
const WRITTEN = new Map([['agora-web/no-network.log', new Date('2026-11-22T12:00:00Z')]]);

const results = new Map<string, Promise<TriageResult>>();
function resultOf(fixture: string): Promise<TriageResult> {
  const written = WRITTEN.get(fixture);
  if (written !== undefined) utimesSync(resolve(ROOT, 'fixtures', fixture), written, written);
  const known = results.get(fixture) ?? triage([`fixtures/${fixture}`], { cwd: ROOT });
  results.set(fixture, known);
  return known;
}

/** The judgement without the wording, which other tests hold, and without the totals of tracks. */
function judgement({ scenario, verdict, sources, calls, symptoms, findings, causes }: TriageResult): object {
  return {
    verdict,
    scenario: scenario.id,
    sources: sources.map(({ path, format, status, records, start, end, clock, warnings }) => {
      return { path, format, status, records, start, end, zone: clock.zone, warnings };
    }),
    connects: calls.flatMap(({ connections }) => connections.map(({ id, connect }) => ({ id, ...connect }))),
    symptoms: Object.fromEntries(
      symptoms.map(({ symptom, outcome, severity }) => [
        symptom,
        severity === null ? outcome : `${outcome} ${severity}`,
      ]),
    ),
    findings: findings.map(({ rule, severity, subject, start, end, measured, cause, evidence }) => {
      const place = [subject.connection, subject.track].filter((part) => part !== null).join(' ');
      return { rule, severity, subject: place, start, end, measured, cause, line: evidence[0]?.line ?? null };
    }),
    causes: causes.map(({ id, domain, confidence, findings: explained }) => ({ id, domain, confidence, explained })),
  };
}

describe('the judgement of a recorded call stays what it was', () => {
  it.each(FIXTURES)('%s (if this is meant: npx vitest run test/golden -u)', async (fixture) => {
    const text = `${JSON.stringify(judgement(await resultOf(fixture)), null, 2)}\n`;
    await expect(text).toMatchFileSnapshot(`results/${fixture.replace('/', '-')}.json`);
  });
});

describe('the same call in another format', () => {
  /** One call, recorded at the same time in each of these forms. */
  const CALLS = [
    {
      name: 'clean',
      fixtures: ['webrtc-internals/clean.json.gz', 'rtcstats/clean-A.rtcstats.gz', 'getstats/clean-A.stats.ndjson.gz'],
    },
    {
      name: 'loss20',
      fixtures: [
        'webrtc-internals/loss20.json.gz',
        'rtcstats/loss20-A.rtcstats.gz',
        'getstats/loss20-A.stats.ndjson.gz',
      ],
    },
  ];

  it.each(CALLS)('$name has the same verdict and, where both can be seen, the same symptoms', async ({ fixtures }) => {
    const [first, ...others] = await Promise.all(fixtures.map(resultOf));
    const noticed = (result: TriageResult | undefined) =>
      new Map(
        result?.symptoms
          .filter(({ outcome }) => outcome !== 'not-observable')
          .map(({ symptom, severity }) => [symptom, severity !== null && severity !== 'P3']),
      );
    for (const other of others) {
      expect(other.verdict).toBe(first?.verdict);
      const seen = noticed(other);
      const both = [...noticed(first)].filter(([symptom]) => seen.has(symptom));
      expect(both.length).toBeGreaterThanOrEqual(4);
      for (const [symptom, found] of both) expect([symptom, seen.get(symptom)]).toEqual([symptom, found]);
    }
  });

  it('has its findings at the same time', async () => {
    const [stats, getstats] = await Promise.all([
      resultOf('rtcstats/loss20-A.rtcstats.gz'),
      resultOf('getstats/loss20-A.stats.ndjson.gz'),
    ]);
    const freeze = (result: TriageResult) => result.findings.find(({ rule }) => rule === 'stutter/video-freeze');
    const apart = Math.abs(Date.parse(freeze(stats)?.start ?? '') - Date.parse(freeze(getstats)?.start ?? ''));
    // Both were read once a second, but not at the same moment of it.
    expect(apart).toBeLessThanOrEqual(2000);
  });
});
