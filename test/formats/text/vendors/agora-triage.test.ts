import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { triage } from '../../../../src/index.js';
import { type CallOptions, nativeCall } from './agora-log.js';

const triageText = (text: string) => triage(['-'], { stdin: Readable.from([Buffer.from(text)]) });
const triageCall = (options: CallOptions) => triageText(nativeCall(options));

describe('a native call of 20 minutes', () => {
  test('yields nothing that a person notices when it is healthy', async () => {
    const result = await triageCall({});
    expect(result.findings.filter(({ severity }) => severity <= 'P2')).toEqual([]);
    expect(result.verdict).toBe('clear');
    expect(result.calls.map(({ connections }) => connections.map(({ id, connect }) => [id, connect.totalMs]))).toEqual([
      [['room1', 240]],
    ]);
    // Events and printed statistics of the far end are about one picture and one voice.
    expect(result.calls[0]?.connections[0]?.tracks.map(({ id, kind }) => `${kind} ${id}`).sort()).toEqual([
      'audio 1000002',
      'video 1000002',
    ]);
  });

  test('shows a slow join, a freeze, a lost connection and a loudspeaker without echo cancellation', async () => {
    const faulty: CallOptions = {
      join: 900,
      freeze: [300, 3000],
      reconnect: [600, 8000],
      route: 'Speakerphone',
      aec: 0,
    };
    const { findings, verdict } = await triageCall(faulty);
    const brief = findings.map(({ rule, start, durationMs }) => [rule, start?.slice(11, 23), Math.round(durationMs)]);
    expect(brief).toContainEqual(['connect/slow-connect', '10:00:01.000', 900]);
    expect(brief).toContainEqual(['stutter/sdk-video-freeze', '10:05:00.000', 3000]);
    expect(brief).toContainEqual(['interruption/sdk-reconnecting', '10:10:00.000', 8000]);
    expect(brief.map(([rule]) => rule)).toContain('echo/echo-cancellation-off');
    expect(verdict).toBe('symptoms');
  });

  test.each([
    ['a slow join', { join: 900 }, 'connect/slow-connect'],
    ['a freeze', { freeze: [300, 3000] }, 'stutter/sdk-video-freeze'],
    ['a lost connection', { reconnect: [600, 8000] }, 'interruption/sdk-reconnecting'],
  ] as const)('shows %s alone', async (_what, options, rule) => {
    const { findings } = await triageCall(options);
    expect(findings.filter(({ severity }) => severity <= 'P2').map((finding) => finding.rule)).toContain(rule);
  });
});

test('what two users see is told apart, also when it is printed on one line', async () => {
  const report = (fps: number, frozen: number) =>
    `[{"uid":1000002,"rendererOutputFrameRate":15,"frozenRate":0},{"uid":1000003,"rendererOutputFrameRate":${fps},"frozenRate":${frozen}}]`;
  const text = nativeCall({ minutes: 2 }).replaceAll(
    /APP remoteVideoStats .*/g,
    `APP remoteVideoStats ${report(3, 40)}`,
  );
  const { findings } = await triageText(text);
  const video = findings.filter(({ rule }) => rule === 'stutter/sdk-video-freeze-rate');
  expect(video.map(({ subject }) => subject.track)).toEqual(['1000003']);
});
