import { describe, expect, it } from 'vitest';
import { resultOf, rtcTriage } from './program.js';

const OUTAGE = 'fixtures/webrtc-internals/outage2s.json.gz';
/** A log whose lines have no zone. */
const LOCAL = 'fixtures/agora-native/v4-bad-token.log';

const json = (...args: string[]) => resultOf(rtcTriage([...args, '--format', 'json']));

describe('--scenario', () => {
  it('is inferred from the call, and the result says so', () => {
    expect(json(OUTAGE).scenario).toMatchObject({ id: 'one-to-one', chosenBy: 'inferred' });
  });

  it('is the one that is named', () => {
    expect(json(OUTAGE, '--scenario', 'voice-room').scenario).toMatchObject({ id: 'voice-room', chosenBy: 'option' });
  });
});

describe('--since and --until', () => {
  const whole = json(OUTAGE);
  const first = [...whole.findings].sort((a, b) => (a.end < b.end ? -1 : 1))[0];
  const clock = (iso: string) => iso.slice(11, 23);

  it('keep what reaches into the period and drop the rest', () => {
    const after = json(OUTAGE, '--since', clock(first?.end ?? '').replace(/\d$/, '9'));
    expect(after.findings.length).toBeLessThan(whole.findings.length);
    expect(after.findings.every(({ end }) => end > (first?.end ?? ''))).toBe(true);
    expect(json(OUTAGE, '--until', '23:59').findings).toEqual(whole.findings);
  });

  it('leave no check that fired without its finding', () => {
    const before = json(OUTAGE, '--until', clock(whole.findings.map(({ start }) => start).sort()[0] ?? '').slice(0, 5));
    const found = new Set(before.findings.map(({ rule }) => rule));
    const fired = before.checks.filter(({ outcome }) => outcome === 'fired').map(({ rule }) => rule);
    expect(fired.filter((rule) => !found.has(rule))).toEqual([]);
  });

  it('say so when no call lies within: that is not healthy', () => {
    const { status, stdout, stderr } = rtcTriage([OUTAGE, '--since', '2031-01-01', '--format', 'json']);
    expect(status).toBe(3);
    expect(JSON.parse(stdout)).toMatchObject({ verdict: 'inconclusive', calls: [], findings: [] });
    expect(stderr).toMatch(/no call within --since and --until; it reaches from 2026-/);
  });
});

describe('--tz', () => {
  it.each([
    ['Asia/Shanghai', '+08:00'],
    ['+08:00', '+08:00'],
    ['-03:30', '-03:30'],
    ['America/New_York', /-0[45]:00$/],
  ])('%s is the zone of a log that names none', (zone, offset) => {
    const start = json(LOCAL, '--tz', zone).sources[0]?.start ?? '';
    if (typeof offset === 'string') expect(start.endsWith(offset)).toBe(true);
    else expect(start).toMatch(offset);
  });

  it('leaves the wall clock of the log as it stands there', () => {
    const without = json(LOCAL).sources[0];
    expect(without?.clock.zone).toBe('unknown');
    const shown = json(LOCAL, '--tz', 'Asia/Shanghai').sources[0]?.start ?? '';
    expect(shown.slice(0, 23)).toBe(without?.start?.slice(0, 23));
  });
});
