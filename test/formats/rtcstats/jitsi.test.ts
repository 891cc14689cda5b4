import { describe, expect, it } from 'vitest';
import { rtcstatsReader } from '../../../src/formats/rtcstats/reader.js';
import { readAll } from '../support/part.js';

const T = 1_700_000_000_000;

/** One JSON line each; texts stand for lines that are no JSON. */
function log(...lines: unknown[]): string {
  return lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join('');
}

async function told(...lines: unknown[]) {
  const { events } = await readAll(rtcstatsReader, log(...lines));
  return events.map(({ type, time, connection, fields, at }) => [at.line, time - T, type, connection, fields]);
}

describe('events of a call', () => {
  it('are what the client did, in order', async () => {
    const events = await told(
      ['connectionInfo', null, '{"userAgent":"Browser 1","clientProtocol":"3.1_STANDARD"}', T + 5],
      [
        'navigator.mediaDevices.getUserMedia',
        null,
        { audio: { optional: [{}, { echoCancellation: false }] }, video: false },
        T,
      ],
      ['navigator.mediaDevices.getUserMediaOnFailure', null, 'NotReadableError', T + 10],
      ['create', 'PC_0', { iceServers: [] }, T + 20, 5],
      ['constraints', 'PC_0', { optional: [{ rtcStatsSFUP2P: false }] }, T + 20, 6],
      ['logs', null, [{ text: 'hello', count: 1 }], T + 21, 7],
      ['setRemoteDescription', 'PC_0', '', T + 30, 8],
      ['onsignalingstatechange', 'PC_0', 'have-remote-offer', T + 31, 9],
      ['createAnswer', 'PC_0', null, T + 32, 10],
      ['setLocalDescription', 'PC_0', '', T + 33, 11],
      [
        'addIceCandidate',
        'PC_0',
        { candidate: 'candidate:1 1 UDP 2122 x.x.x.x 504 typ srflx raddr 0.0.0.0' },
        T + 40,
        12,
      ],
      ['onicecandidate', 'PC_0', null, T + 41, 13],
      ['oniceconnectionstatechange', 'PC_0', 'checking', T + 42, 14],
      ['ondtlsstatechange', 'PC_0', 'connecting', T + 43, 15],
      ['onconnectionstatechange', 'PC_0', 'connected', T + 44, 16],
      ['setRemoteDescriptionOnFailure', 'PC_0', 'InvalidAccessError: bad SDP', T + 50, 17],
      ['close', 'PC_0', {}, T + 60, 18],
      ['close', null, {}, T + 61],
    );
    expect(events).toEqual([
      [1, 0, 'environment', undefined, { label: 'browser', value: 'Browser 1' }],
      [2, 0, 'media.request', undefined, { display: false, audio: true, video: false, echoCancellation: false }],
      [2, 0, 'aec', undefined, { enabled: false, origin: 'request' }],
      [3, 10, 'media.denied', undefined, { error: 'NotReadableError' }],
      [4, 20, 'connection.create', 'PC_0', { role: 'sfu' }],
      [7, 30, 'negotiation', 'PC_0', { step: 'set-remote', sdp: 'offer' }],
      [8, 31, 'signaling.state', 'PC_0', { to: 'have-remote-offer' }],
      [9, 32, 'negotiation', 'PC_0', { step: 'create-answer' }],
      [10, 33, 'negotiation', 'PC_0', { step: 'set-local', sdp: 'answer' }],
      [11, 40, 'ice.candidate', 'PC_0', { side: 'remote', candidateType: 'srflx', protocol: 'udp' }],
      [13, 42, 'ice.state', 'PC_0', { to: 'checking' }],
      [14, 43, 'dtls.state', 'PC_0', { to: 'connecting' }],
      [15, 44, 'pc.state', 'PC_0', { to: 'connected' }],
      [16, 50, 'negotiation', 'PC_0', { step: 'set-remote', failed: true, error: 'InvalidAccessError: bad SDP' }],
      [17, 60, 'connection.close', 'PC_0', { reason: 'close' }],
    ]);
  });

  it('point at their line by number, byte offset and words', async () => {
    const first = log(['create', 'PC_ü', {}, T]);
    const second = log(['onconnectionstatechange', 'PC_ü', 'failed', T + 1, 7]);
    const { events } = await readAll(rtcstatsReader, first + second);
    expect(events[1]?.at).toEqual({ source: 'call.log', line: 2, offset: Buffer.byteLength(first) });
    expect(events[1]?.excerpt).toBe(second.trimEnd());
  });

  it('keep the time of the line before where a line has none', async () => {
    const events = await told(['create', 'PC_0', {}, T], ['restartIce', 'PC_0', null], ['close', 'PC_0', {}, T + 9, 3]);
    expect(events.map(([, time, type]) => [time, type])).toEqual([
      [0, 'connection.create'],
      [0, 'ice.restart'],
      [9, 'connection.close'],
    ]);
  });

  it('come in the order of time though lines do not', async () => {
    const { events, summary } = await readAll(
      rtcstatsReader,
      log(
        ['oniceconnectionstatechange', 'PC_0', 'connected', T + 5_000],
        ['create', 'PC_0', {}, T],
        ['oniceconnectionstatechange', 'PC_0', 'checking', T + 4_000],
      ),
    );
    expect(events.map((event) => event.time - T)).toEqual([0, 4_000, 5_000]);
    expect(summary).toMatchObject({
      start: T,
      end: T + 5_000,
      warnings: [{ code: 'clock-went-back', detail: '1 time' }],
    });
  });

  it('before the first time are not read, and that is said', async () => {
    const { events, summary } = await readAll(rtcstatsReader, log(['create', 'PC_0', {}], ['close', 'PC_0', {}, T]));
    expect(events.map((event) => event.type)).toEqual(['connection.close']);
    expect(summary.warnings).toEqual([{ code: 'no-clock' }]);
  });

  it('have times that are dates, whatever number stands in their place', async () => {
    const text = `${log(['create', 'PC_0', {}, T])}["restartIce","PC_0",null,1e400]\n["close","PC_0",{},-1e300]\n`;
    const { events } = await readAll(rtcstatsReader, text);
    expect(events.map((event) => event.time)).toEqual([T, T, T]);
  });

  it('leave out a state that is no state', async () => {
    expect(await told(['onconnectionstatechange', 'PC_0', { to: 'x' }, T], ['create', 'PC_0', {}, T])).toHaveLength(1);
  });
});

describe('a first line stamped by the statistics server', () => {
  const years = 3 * 365 * 86_400_000;

  it('counts neither for the time of the call nor for its browser', async () => {
    const { events, summary } = await readAll(
      rtcstatsReader,
      log(
        ['connectionInfo', null, { userAgent: 'Other 2' }, T + years],
        ['create', 'PC_0', {}, T],
        ['close', 'PC_0', {}, T + 9],
      ),
    );
    expect(events.map((event) => event.type)).toEqual(['connection.create', 'connection.close']);
    expect(summary).toMatchObject({ start: T, end: T + 9, warnings: [{ code: 'server-stamped-first-line' }] });
  });
});

describe('lines that are no entries', () => {
  it('are counted, and markers of the statistics connection are named', async () => {
    const { summary } = await readAll(
      rtcstatsReader,
      log(['create', 'PC_0', {}, T], '--disconnect--', 'garbage', '["create","PC_1",{broken}', [
        'close',
        'PC_0',
        {},
        T + 1,
      ]),
    );
    expect(summary.unknownLines).toBe(2);
    expect(summary.warnings).toEqual([
      { code: 'stats-server-reconnected', detail: '1 time' },
      { code: 'not-json', detail: '2 lines' },
    ]);
    expect(summary.cut).toBeUndefined();
  });

  it('at the end of the file are a cut', async () => {
    const whole = log(['create', 'PC_0', {}, T]);
    const { events, summary } = await readAll(rtcstatsReader, `${whole}["onconnectionstatechange","PC_0","conn`);
    expect(events).toHaveLength(1);
    expect(summary.cut).toEqual({ offset: whole.length, reason: 'The last line is incomplete.' });
    expect(summary.warnings).toEqual([]);
  });

  it('may be nested as deeply as they like', async () => {
    const deep = `["create","PC_0",${'['.repeat(200_000)}${']'.repeat(200_000)},${T}]`;
    const { summary } = await readAll(
      rtcstatsReader,
      log(['create', 'PC_1', {}, T], deep, ['close', 'PC_1', {}, T + 1]),
    );
    expect(summary).toMatchObject({ records: 3, unknownLines: 0 });
  });
});

describe('samples', () => {
  it('are the expanded reports of their connection', async () => {
    const { samples } = await readAll(
      rtcstatsReader,
      log(
        [
          'getstats',
          'PC_0',
          { I: { timestamp: 0, type: 'inbound-rtp', kind: 'video', freezeCount: 1, framesDecoded: 10 }, timestamp: T },
          T + 3,
        ],
        ['getstats', 'PC_0', { I: { timestamp: 0, framesDecoded: 35 }, timestamp: T + 1_000 }, T + 1_002],
      ),
    );
    expect(samples.map(({ time, connection, stats }) => [time - T, connection, stats[0]?.values])).toEqual([
      [0, 'PC_0', { framesDecoded: 10, freezeCount: 1 }],
      [1_000, 'PC_0', { framesDecoded: 35, freezeCount: 1 }],
    ]);
  });
});
