import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { triage } from '../../../src/index.js';

const triageLines = (...lines: string[]) => triage(['-'], { stdin: Readable.from([Buffer.from(lines.join('\n'))]) });

describe('states of connections that an application prints', () => {
  test.each([
    ['in words', (state: string) => `ICE connection state is ${state}, connection is whatever`],
    ['as W3C names it', (state: string) => `pc1 iceConnectionState: "${state}"`],
    ['as an event', (state: string) => `'oniceconnectionstatechange', '${state}'`],
    ['in JSON', (state: string) => JSON.stringify({ peer: 1, iceConnectionState: state })],
    [
      'as Dart names it',
      (state: string) =>
        `RTCIceConnectionState.RTCIceConnectionState${(state[0] ?? '').toUpperCase()}${state.slice(1)}`,
    ],
  ])('show a connect that failed, %s', async (_, print) => {
    const { sources, findings } = await triageLines(
      `2026-03-05 09:00:00.100 ${print('checking')}`,
      `2026-03-05 09:00:15.100 ${print('failed')}`,
    );
    expect(sources[0]?.format).toBe('generic');
    expect(findings.map(({ rule }) => rule)).toContain('connect/connect-failed');
  });

  test('are not missed where an application prints none: nothing is said of its connections', async () => {
    const stats = (second: number) =>
      `2026-03-05 09:00:${String(second).padStart(2, '0')}.000 {"ssrc":1,"framesDecoded":${second * 25},"freezeCount":0,"totalFreezesDuration":0}`;
    const { checks } = await triageLines(...Array.from({ length: 30 }, (_, i) => stats(i + 1)));
    const outcomes = checks.filter(({ rule }) => rule === 'connect/connect-failed').map(({ outcome }) => outcome);
    expect(new Set(outcomes)).toEqual(new Set(['not-observable']));
  });

  test.each([
    ['another protocol', 'mqtt connection state: disconnected'],
    ['a number', 'ICE connection state: 4'],
    ['a word that only begins like a state', 'ICE connection state: newest'],
  ])('are not taken from %s', async (_, text) => {
    const { sources } = await triageLines(`2026-03-05 09:00:00.100 ${text}`);
    expect(sources[0]?.status).toBe('unrecognized');
  });
});
