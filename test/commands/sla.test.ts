import { copyFileSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { TestCall } from '../sla/results.js';
import { resultOf } from '../sla/results.js';
import { folderWith } from '../support/folder.js';
import { inProcess } from '../support/in-process.js';

const FIXTURES = resolve(import.meta.dirname, '../../fixtures');
const OUTAGE = join(FIXTURES, 'webrtc-internals/outage2s.json.gz');
const NO_NETWORK = join(FIXTURES, 'agora-web/no-network.log');

const sla = (args: readonly string[], input = '') => inProcess(['sla', ...args], input);

const json = async (...args: string[]) => JSON.parse((await sla([...args, '--format', 'json'])).out);

const day = (date: string, minutes: number): TestCall => ({
  from: `${date}T10:00:00.000Z`,
  to: `${date}T12:00:00.000Z`,
  bytes: Number(date.replaceAll('-', '')),
  findings: minutes === 0 ? [] : [{ from: `${date}T10:00:00.000Z`, to: `${date}T10:${minutes}:00.000Z` }],
});
const saved = (name: string, call: TestCall) => JSON.stringify(resultOf(name, [call]));

describe('rtc-triage sla', () => {
  it('says so when no call has the fact to group by', async () => {
    const folder = folderWith({ 'a.json': saved('a.log', day('2026-02-10', 20)) });
    expect((await sla([folder, '--by', 'regoin'])).err).toContain('no call tells "regoin"');
  });

  it('sums saved results over the days of a month', async () => {
    const folder = folderWith({
      'a.json': saved('a.log', day('2026-02-10', 20)),
      'b.json.gz': gzipSync(saved('b.log', day('2026-02-11', 21))),
      'c.json': saved('c.log', day('2026-03-11', 59)),
    });
    const result = await json(folder, '--month', '2026-02');
    // 41 of 40.32 minutes.
    expect(result).toMatchObject({ verdict: 'not-met', budget: { allowedMs: 2_419_200, usedMs: 2_460_000 } });
    expect(result.calls).toMatchObject({ found: 3, judged: 2, outsidePeriod: 1 });
    expect((await sla([folder, '--month', '2026-02'])).status).toBe(1);
    expect((await sla([folder, '--month', '2026-02', '--target', '99.89'])).status).toBe(0);
  });

  it('triages logs one by one, as if their results had been saved', async () => {
    const folder = folderWith({ 'no-network.log': readFileSync(NO_NETWORK) });
    const fromLog = await json(folder);
    const { out } = await inProcess(['analyze', join(folder, 'no-network.log'), '--format', 'json']);
    const results = folderWith({ 'result.json': out });
    expect(await json(results)).toEqual(fromLog);
    expect(fromLog.calls).toMatchObject({ found: 1, judged: 1 });
    // The same call once as a log and once as its result is one call.
    expect((await json(folder, results)).calls).toMatchObject({ found: 2, judged: 1, duplicates: 1 });
  });

  it('counts a file that is given twice under two names once', async () => {
    const folder = folderWith({});
    copyFileSync(OUTAGE, join(folder, 'a.json.gz'));
    copyFileSync(OUTAGE, join(folder, 'b.json.gz'));
    expect((await json(folder)).calls).toMatchObject({ found: 2, judged: 1, duplicates: 1 });
  });

  it('excludes the windows of a maintenance file', async () => {
    const windows = 'windows:\n  - start: 2026-02-10T10:00\n    end: 2026-02-10T10:05\n    reason: upgrade\n';
    const folder = folderWith({ 'in/a.json': saved('a.log', day('2026-02-10', 20)), 'm.yaml': windows });
    const result = await json(join(folder, 'in'), '--maintenance', join(folder, 'm.yaml'));
    expect(result).toMatchObject({ budget: { usedMs: 15 * 60_000 }, maintenance: [{ reason: 'upgrade' }] });
  });

  it('reads standard input', async () => {
    const { status, out } = await sla(['-', '--format', 'md'], saved('a.log', day('2026-02-10', 0)));
    expect(status).toBe(0);
    expect(out).toContain('Target met: 99.9% was promised, 100.0000% of the time was usable.');
  });

  it('speaks Chinese', async () => {
    const { out } = await sla(['-', '--lang', 'zh-CN'], saved('a.log', day('2026-02-10', 0)));
    expect(out).toContain('达到目标');
  });
});

describe('the exit status', () => {
  it('is 3 when there is nothing to judge', async () => {
    const folder = folderWith({ 'notes.txt': 'nothing of a call\n' });
    const { status, out } = await sla([folder]);
    expect(status).toBe(3);
    expect(out).toContain('notes.txt: not recognised');
    const march = ['-', '--month', '2026-03'];
    expect((await sla(march, saved('a.log', day('2026-02-10', 0)))).status).toBe(3);
  });

  it.each([
    [['--target', '101'], /is no target/],
    [['--month', '2026-13'], /is no month/],
    [['--zone', 'Mars/Base'], /is no time zone/],
    [['--severity', 'P9'], /Allowed choices are P0, P1, P2, P3/],
    [['--maintenance', '/does/not/exist.yaml'], /cannot read \/does\/not\/exist\.yaml/],
    [['--scenario', 'nonsense'], /there is no scenario "nonsense"/],
  ])('is 2 for %j', async (options, message) => {
    const { status, err, out } = await sla([...options, '-']);
    expect(status).toBe(2);
    expect(err).toMatch(message);
    expect(out).toBe('');
  });

  it('is 2 for a maintenance file with a mistake, whose line and column are named', async () => {
    const folder = folderWith({ 'm.yaml': 'windows:\n  - start: noon\n    end: 2026-02-10T10:05\n    reason: x\n' });
    const file = join(folder, 'm.yaml');
    const { status, err } = await sla(['-', '--maintenance', file]);
    expect(status).toBe(2);
    expect(err).toContain(`${file}:2:12 error: \`noon\` is no time.`);
  });

  it('is 2 when a named file is missing or broken although the rest is fine, and 1 when the target is missed', async () => {
    const folder = folderWith({
      'good.json': saved('a.log', day('2026-02-10', 0)),
      'bad.json': saved('b.log', day('2026-02-11', 59)),
      'broken.json': '{"schemaVersion": 1, "tool": {',
    });
    const file = (name: string) => join(folder, name);
    const missing = await sla([file('good.json'), file('none.json')]);
    expect(missing.status).toBe(2);
    expect(missing.err).toContain('does not exist');
    expect(missing.out).toContain('Target met');
    const broken = await sla([file('good.json'), file('broken.json')]);
    expect(broken.status).toBe(2);
    expect(broken.err).toContain('broken.json: not valid JSON');
    expect((await sla([file('bad.json'), file('none.json')])).status).toBe(1);
  });
});
