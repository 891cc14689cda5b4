import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { resultOf, rtcTriage } from './program.js';

/** A company's own log, as its definition below describes it; the join takes 2412 ms. */
const LOG = `[2026-07-09T10:00:00.000+08:00] call start room=alpha
[2026-07-09T10:00:02.412+08:00] call up room=alpha
[2026-07-09T10:00:03.000+08:00] button pressed
`;
const DEFINITION = `id: acme
title: Acme's application
record: ['^\\[(?<y>\\d{4})-(?<mo>\\d\\d)-(?<d>\\d\\d)T(?<h>\\d\\d):(?<m>\\d\\d):(?<s>\\d\\d)\\.(?<ms>\\d{3})(?<tz>[+-]\\d\\d:\\d\\d)\\] (?<msg>.*)$']
clock: { date: line }
messages:
  - name: start
    contains: [call start]
    pattern: '^call start room=(?<room>\\w+)'
    gives: [{ event: join.start, fields: { channel: "{room}" } }]
    samples:
      - lines: "[2026-07-09T10:00:00.000+08:00] call start room=beta"
        gives: [{ event: join.start, fields: { channel: beta } }]
  - name: up
    contains: [call up]
    pattern: '^call up'
    gives: [{ event: join.ok }]
    samples: [{ lines: "[2026-07-09T10:00:00.000+08:00] call up room=beta", gives: [{ event: join.ok }] }]
`;

let folder = '';
let map = '';
let log = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'own-formats-'));
  map = join(folder, 'acme.yaml');
  log = join(folder, 'acme.log');
  writeFileSync(map, DEFINITION);
  writeFileSync(log, LOG);
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("a company's own log", () => {
  it.each([
    ['--map', () => map],
    ['--formats', () => folder],
  ])('is judged with %s, and its slow join is found', (option, value) => {
    const run = rtcTriage([log, option, value(), '--format', 'json', '--fail-on', 'P2']);
    expect(run.status).toBe(1);
    expect(resultOf(run).sources[0]).toMatchObject({ format: 'acme', status: 'analyzed', clock: { zone: '+08:00' } });
    expect(resultOf(run).findings.map(({ rule }) => rule)).toContain('connect/slow-connect');
  });

  it('is not read without', () => {
    expect(rtcTriage([log]).status).toBe(3);
  });

  it('is explained: which line fitted which message, and what is not understood', () => {
    const { status, stdout } = rtcTriage(['formats', 'explain', log, '--map', map]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/read as acme\n/);
    expect(stdout).toMatch(/start {2}1\n +1: .*call start room=alpha/);
    expect(stdout).toMatch(/not understood: 1 lines \(33\.3 %\)/);
  });
});

describe('formats test', () => {
  it.each([
    ['a folder', () => folder],
    ['one definition', () => map],
  ])('counts the samples of %s', (_what, path) => {
    expect(rtcTriage(['formats', 'test', path()])).toMatchObject({ status: 0, stdout: '2 samples, 0 problems\n' });
  });

  it('tells a sample that does not hold with its place, and exits with 1', () => {
    const wrong = join(folder, 'wrong.txt');
    writeFileSync(wrong, DEFINITION.replace('channel: beta', 'channel: gamma'));
    const { status, stdout } = rtcTriage(['formats', 'test', wrong]);
    expect(status).toBe(1);
    expect(stdout).toMatch(/wrong\.txt:11:9: acme: start, sample 1: The sample gives .*gamma/);
  });

  it('tells what cannot be read at all with its place, and exits with 2', () => {
    const broken = join(folder, 'broken.txt');
    writeFileSync(broken, DEFINITION.replace('event: join.ok', 'event: joined'));
    for (const args of [
      ['formats', 'test', broken],
      [log, '--map', broken],
    ]) {
      const { status, stdout, stderr } = rtcTriage(args);
      expect(status).toBe(2);
      expect(`${stdout}${stderr}`).toMatch(/broken\.txt:16:22: messages\.1\.gives\.0\.event: /);
    }
  });
});

describe('formats explain', () => {
  it.each(['empty.log', 'plain.txt', 'agora-encrypted.log'])('says why %s is not read, and exits with 3', (name) => {
    const { status, stdout } = rtcTriage(['formats', 'explain', `fixtures/declined/${name}`]);
    expect(status).toBe(3);
    expect(stdout).toMatch(/not read: .*\n[\s\S]*note: /);
  });
});
