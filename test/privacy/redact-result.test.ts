import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { TriageResult } from '../../src/model/result.js';
import { createRedactor } from '../../src/privacy/redactor.js';
import { FORMS } from '../../src/report/forms.js';
import { render } from '../../src/report/registry.js';
import { triage } from '../../src/triage.js';
import { folderWith } from '../support/folder.js';
import { hostileResult, richResult } from '../support/sample-result.js';

const FIXTURES = resolve(import.meta.dirname, '../../fixtures');
const options = { color: false, width: 100 };

/** The result of an Agora log in which the channel, the users and the SDK's version are those given. */
async function resultOf(channel: string, user: string, version = '4.2.2'): Promise<TriageResult> {
  const log = readFileSync(join(FIXTURES, 'agora-native/v4-slow-join-freeze-reconnect.log'), 'utf8')
    .replaceAll('room1', channel)
    .replaceAll('1000002', user)
    .replaceAll('ver 4.2.2 ', `ver ${version} `);
  return triage([join(folderWith({ 'agorasdk.log': log }), 'agorasdk.log')]);
}

describe('a redacted result', () => {
  it('shows no channel and no user in any form of the report, in either language', async () => {
    const read = await resultOf('board-meeting-q3', '300200100');
    for (const language of ['en', 'zh-CN'] as const) {
      const redactor = createRedactor();
      const result = { ...redactor.result(read), language };
      for (const form of FORMS) {
        const report = render(form, result, options);
        expect(report).not.toMatch(/board-meeting|300200100|1000001/);
        expect(redactor.leaks(report)).toEqual([]);
      }
      expect(render('json', result, options)).toContain('redacted-channel-1');
    }
  });

  it('names a call, a connection and a track the same wherever they appear', async () => {
    const { calls, findings, checks } = createRedactor().result(await resultOf('audio', '2'));
    const connections = new Set(calls.flatMap((call) => call.connections.map(({ id }) => id)));
    const tracks = new Set(
      calls.flatMap((call) => call.connections.flatMap((each) => each.tracks.map(({ id }) => id))),
    );
    expect([...connections]).toEqual(['redacted-channel-1']);
    for (const { subject } of [...findings, ...checks]) {
      if (subject === null) continue;
      expect(calls.map(({ id }) => id)).toContain(subject.call);
      if (subject.connection !== null) expect(connections).toContain(subject.connection);
      if (subject.track !== null && tracks.size > 0) expect(tracks).toContain(subject.track);
    }
  });

  it('redacts the ids of a log in which nothing was found, too', async () => {
    const redacted = createRedactor().result(await triage([join(FIXTURES, 'healthy/agora-native-4.log')]));
    expect(JSON.stringify(redacted)).not.toMatch(/room7|200000[12]/);
  });

  it('keeps what is no data of the log: verdict, rules, times, numbers, the version of the SDK', async () => {
    const read = await resultOf('room9', '1000002', '4.2.6.245');
    const redacted = createRedactor().result(read);
    expect(redacted.calls[0]?.sdk).toEqual({ ...read.calls[0]?.sdk, version: '4.2.6.245' });
    expect(
      redacted.findings.map(({ rule, severity, start, measured, title }) => [rule, severity, start, measured, title]),
    ).toEqual(
      read.findings.map(({ rule, severity, start, measured, title }) => [rule, severity, start, measured, title]),
    );
    expect({ ...redacted, sources: [], calls: [], findings: [], checks: [], causes: [] }).toEqual({
      ...read,
      sources: [],
      calls: [],
      findings: [],
      checks: [],
      causes: [],
    });
  });

  it('without anything to redact is the same result', () => {
    expect(createRedactor().result(richResult('en'))).toEqual(richResult('en'));
    expect(createRedactor().result(richResult('zh-CN'))).toEqual(richResult('zh-CN'));
  });

  it('done twice is redaction done once', async () => {
    const once = createRedactor().result(await resultOf('board-meeting-q3', '300200100'));
    expect(createRedactor().result(once)).toEqual(once);
  });

  it('keeps what it is told to keep', async () => {
    const redactor = createRedactor({ keep: ['channel', 'uid'] });
    const report = render('json', redactor.result(await resultOf('board-meeting-q3', '300200100')), options);
    expect(report).toContain('board-meeting-q3');
    expect(report).toContain('300200100');
    expect(redactor.leaks(report)).toEqual([]);
  });

  it('shows no beginning of a value that an excerpt was cut in', () => {
    const redactor = createRedactor();
    redactor.learn('channel:"board-meeting-q3" from 192.168.17.23');
    const [finding] = richResult('en').findings;
    if (finding === undefined) throw new Error('The sample has findings.');
    const cut = (end: string) => `${'x '.repeat(150)}`.slice(0, 300 - end.length) + end;
    const excerpts = [' entering board-meet', ' to 192.168.17'].map((end) => {
      const evidence = [{ source: 'a', line: 1, offset: 1, excerpt: cut(end) }];
      const redacted = redactor.result({ ...richResult('en'), findings: [{ ...finding, evidence }] });
      return redacted.findings[0]?.evidence[0]?.excerpt ?? '';
    });
    expect(excerpts[0]).toMatch(/ entering redacted-channel-1$/);
    expect(excerpts[1]).toMatch(/ to 10\.255\.255\.1$/);
  });

  it.each(['stutter', 'one-to-one', 'clear', 'findings', 'interruption', 'Ms', 'P1'])(
    'of a channel called %s passes the check: the report may use its own words',
    async (channel) => {
      const redactor = createRedactor();
      const result = redactor.result(await resultOf(channel, '1000002'));
      for (const form of FORMS) expect(redactor.leaks(render(form, result, options))).toEqual([]);
      expect(result.calls[0]?.connections[0]?.id).toBe('redacted-channel-1');
    },
  );

  it('survives texts that were made to harm', () => {
    for (const hostile of ['__proto__', '"token":"', '[](http://a@b/?token=', '\\u0000\\', 'uid '.repeat(1000)]) {
      const redactor = createRedactor();
      const report = render('json', redactor.result(hostileResult('en', hostile)), options);
      expect(Object.keys(JSON.parse(report))).toEqual(
        Object.keys(JSON.parse(render('json', richResult('en'), options))),
      );
    }
  });
});
