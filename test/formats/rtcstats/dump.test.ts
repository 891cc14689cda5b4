import { describe, expect, it } from 'vitest';
import { rtcstatsReader } from '../../../src/formats/rtcstats/reader.js';
import { readAll } from '../support/part.js';

const T = 1_700_000_000_000;

function dump(...lines: unknown[]): string {
  return `RTCStatsDump\n{"fileFormat":3}\n${lines.map((line) => `${JSON.stringify(line)}\n`).join('')}`;
}

async function told(...lines: unknown[]) {
  const { events } = await readAll(rtcstatsReader, dump(...lines));
  return events.map(({ type, time, connection, fields, at }) => [at.line, time - T, type, connection, fields]);
}

describe('RTCStatsDump, file format 3', () => {
  it('adds up the distances of all lines, read or not, from the anchor', async () => {
    const events = await told(
      [
        39,
        null,
        {
          userAgentData: {
            brands: [
              { brand: 'Not_A Brand', version: '8' },
              { brand: 'Chromium', version: '156' },
            ],
          },
        },
        T,
      ],
      [60, null, { audio: { echoCancellation: { exact: true } }, video: '{"width": 320}' }, '60-0', 100.5],
      [61, null, [['audio', 'id', 'Mic', 's']], '60-0', 10],
      [77, 'x', {}, 1],
      ['create', '9-1', {}, 'https://app.example', 2],
      ['transceiverAdded', '9-1', { kind: 'audio' }, 4],
      ['onicegatheringstatechange', '9-1', '"gathering"', 0.25],
      ['setLocalDescription', '9-1', { type: 'offer', sdp: 'v=0\r\n' }, 0.25],
      ['onicecandidateerror', '9-1', '{"errorCode":701,"errorText":"timed out","url":"stun:a"}', 1],
      ['onconnectionstatechange', '9-1', '"connected"', 8],
      ['close', null, 1001, 5],
    );
    expect(events).toEqual([
      [3, 0, 'environment', undefined, { label: 'browser', value: 'Chromium 156' }],
      [4, 100.5, 'media.request', undefined, { display: false, audio: true, video: true, echoCancellation: true }],
      [4, 100.5, 'aec', undefined, { enabled: true, origin: 'request' }],
      [5, 110.5, 'media.granted', undefined, { audio: true, video: false, label: 'Mic' }],
      [7, 113.5, 'connection.create', '9-1', {}],
      [9, 117.75, 'ice.gathering', '9-1', { to: 'gathering' }],
      [10, 118, 'negotiation', '9-1', { step: 'set-local', sdp: 'offer' }],
      [11, 119, 'ice.error', '9-1', { code: 701, text: 'timed out', url: 'stun:a' }],
      [12, 127, 'pc.state', '9-1', { to: 'connected' }],
    ]);
  });

  it('counts event numbers that are not known', async () => {
    const { summary } = await readAll(
      rtcstatsReader,
      dump(['create', null, {}, T], [77, null, {}, 1], [78, null, {}, 1]),
    );
    expect(summary.warnings).toContainEqual({ code: 'unknown-event-number', detail: '2 lines' });
  });

  it('has complete reports, stamped by themselves', async () => {
    const { samples } = await readAll(
      rtcstatsReader,
      dump(
        ['create', null, {}, T],
        ['getStats', '9-1', { O1: { id: 'O1', type: 'outbound-rtp', timestamp: T + 995, bytesSent: 1 } }, 1_000],
        ['getStats', '9-1', { O1: { id: 'O1', type: 'outbound-rtp', timestamp: T + 1_996, packetsSent: 2 } }, 1_000],
      ),
    );
    expect(samples.map(({ time, stats, at }) => [time - T, stats[0]?.values, at.line])).toEqual([
      [995, { bytesSent: 1 }, 4],
      [1_996, { packetsSent: 2 }, 5],
    ]);
  });

  it('ignores distances that no call has', async () => {
    const text = dump(['create', null, {}, T], ['create', '9-1', {}, 1]);
    const { events, summary } = await readAll(
      rtcstatsReader,
      `${text}["restartIce","9-1",null,1e300]\n["close","9-1",null,-9e15]\n`,
    );
    expect(events.map((event) => event.time - T)).toEqual([1, 1, 1]);
    expect(summary.warnings).toEqual([{ code: 'damaged-time', detail: '2 lines' }]);
  });

  it('without an anchor takes the time of its first report, or says that it has none', async () => {
    const stats = { T01: { id: 'T01', type: 'transport', timestamp: T, bytesSent: 1 } };
    const anchored = await readAll(rtcstatsReader, dump(['getStats', '9-1', stats, 5], ['close', '9-1', null, 7]));
    expect(anchored.events[0]?.time).toBe(T + 7);
    const lost = await readAll(rtcstatsReader, dump(['create', '9-1', {}, 5], ['close', '9-1', null, 7]));
    expect(lost.summary.warnings).toEqual([{ code: 'no-date' }]);
    expect(lost.summary.clock).toEqual({ zone: 'unknown', resolutionMs: 1 });
  });
  it.each([
    [[60, null, { audio: true }, '60-0', 1], 'only-get-user-media'],
    [['close', null, 1001, 1], 'no-connections'],
  ])('without a connection says so', async (line, code) => {
    const { summary } = await readAll(rtcstatsReader, dump(['create', null, {}, T], line));
    expect(summary.warnings).toEqual([{ code }]);
  });
});
