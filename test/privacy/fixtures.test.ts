import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { TriageResult } from '../../src/model/result.js';
import { learnLog, redactLog } from '../../src/privacy/redact-log.js';
import { createRedactor } from '../../src/privacy/redactor.js';
import { triage } from '../../src/triage.js';
import { folderWith } from '../support/folder.js';

const FIXTURES = resolve(import.meta.dirname, '../../fixtures');
const FORMATS = ['agora-native', 'agora-web', 'agora-iris', 'webrtc-internals', 'rtcstats', 'getstats', 'healthy'];

const logs = FORMATS.flatMap((format) =>
  readdirSync(join(FIXTURES, format))
    .filter((name) => name !== 'README.md')
    .map((name) => `${format}/${name}`),
);

function contentOf(path: string): Uint8Array {
  const bytes = readFileSync(join(FIXTURES, path));
  return path.endsWith('.gz') ? gunzipSync(bytes) : bytes;
}

/** What a reader of the result acts on: names and excerpts differ, and nothing else may. */
function judgement({ verdict, scenario, sources, calls, symptoms, findings, checks, causes }: TriageResult) {
  return {
    verdict,
    scenario: scenario.id,
    sources: sources.map(({ format, status, records, start, end, clock }) => [
      format,
      status,
      records,
      start,
      end,
      clock,
    ]),
    calls: calls.map(({ sdk, start, end, connections }) => [
      sdk,
      start,
      end,
      connections.map(({ connect, path, tracks }) => [
        connect,
        path,
        tracks.map(({ kind, direction, codec, totals }) => [kind, direction, codec, totals]),
      ]),
    ]),
    symptoms: symptoms.map(({ symptom, outcome, severity, findings: count }) => [symptom, outcome, severity, count]),
    findings: findings.map((finding) => [
      finding.rule,
      finding.severity,
      finding.start,
      finding.end,
      finding.durationMs,
      finding.measured,
      finding.cause,
      finding.evidence.map(({ line }) => line),
    ]),
    checks: checks.map(({ rule, outcome, missing }) => [rule, outcome, missing]),
    causes: causes.map(({ id, confidence, findings: explained }) => [id, confidence, explained]),
  };
}

describe('a redacted log', () => {
  it.each(logs)('triages to the same findings: %s', async (path) => {
    const content = contentOf(path);
    const redactor = createRedactor();
    await learnLog([content], redactor);
    let redacted = '';
    for await (const piece of redactLog([content], redactor)) redacted += piece;
    const folder = folderWith({});
    const [before, after] = [join(folder, 'before.log'), join(folder, 'after.log')];
    writeFileSync(before, content);
    writeFileSync(after, redacted);
    expect(judgement(await triage([after]))).toEqual(judgement(await triage([before])));
  });

  it('is really another log: every fixture of an SDK holds something to redact', () => {
    for (const path of logs.filter((name) => name.startsWith('agora-native/'))) {
      const redactor = createRedactor();
      const text = new TextDecoder().decode(contentOf(path));
      expect(redactor.text(text), path).not.toBe(text);
    }
  });
});
