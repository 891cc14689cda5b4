import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { triage } from '../../../../src/index.js';

const triageLines = (...lines: string[]) => triage(['-'], { stdin: Readable.from([Buffer.from(lines.join('\n'))]) });

/** A line of Python's logging as a worker of LiveKit Agents prints it; `at` is minutes and seconds. */
const python = (at: string, where: string, text: string) =>
  `2026-03-05 09:${at},100 - ERROR livekit - livekit::${where}:100:livekit::${where} - ${text}`;
const asJson = (at: string, where: string, text: string) =>
  JSON.stringify({
    message: `livekit::${where}:100:livekit::${where} - ${text}`,
    level: 'ERROR',
    job_id: 'AJ_1',
    timestamp: `2026-03-05T09:${at}.100000+00:00`,
  });

describe.each([
  ['Python text', python],
  ['JSON lines', asJson],
])('the LiveKit Rust SDK in %s', (_, line) => {
  test('was away from the loss of its connection until it recovered', async () => {
    const { findings, sources } = await triageLines(
      line('00:00', 'rtc_engine', 'RtcEngine successfully recovered'),
      line('05:00', 'rtc_engine', 'resuming connection... attempt: 0'),
      line('05:04', 'rtc_engine', 'resuming connection... attempt: 1'),
      line('05:09', 'rtc_engine', 'RtcEngine successfully recovered'),
      line('09:00', 'rtc_engine', 'RtcEngine successfully recovered'),
    );
    expect(sources[0]?.format).toBe('livekit-rust');
    const away = findings.filter(({ rule }) => rule === 'interruption/sdk-reconnecting');
    expect(away.map(({ start, durationMs }) => [start?.slice(11, 19), durationMs])).toEqual([['09:05:00', 9000]]);
  });

  test('blames the path where signalling worked and the media connection did not', async () => {
    const { findings, causes } = await triageLines(
      line('00:15', 'rtc_engine', 'failed to connect: Connection("wait_pc_connection timed out"), retrying... (1/3)'),
      line('00:30', 'room', 'error while connecting to a room: engine: connection error: wait_pc_connection timed out'),
    );
    expect(findings.map(({ rule }) => rule)).toContain('connect/connect-failed');
    expect(causes[0]?.id).toBe('network-path-blocked');
  });
});

test('JSON lines of other programs are no log of LiveKit', async () => {
  const { sources } = await triageLines('{"message":"hello","timestamp":"2026-03-05T09:00:00Z"}');
  expect(sources[0]?.status).toBe('unrecognized');
});
