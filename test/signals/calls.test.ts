import { describe, expect, test } from 'vitest';
import { event, object, Recorder, sample, T0 } from '../support/records.js';

const media = (from: number, to: number, connection: string) =>
  Array.from({ length: to - from + 1 }, (_, i) =>
    sample(
      from + i,
      [
        object('codec', 'C', {}, { labels: { mimeType: 'audio/opus' } }),
        object(
          'inbound-rtp',
          'A',
          { packetsReceived: 50 * i, packetsLost: i, totalSamplesReceived: 48_000 * i, concealedSamples: 480 * i },
          { kind: 'audio', ssrc: '77', labels: { codecId: 'C' } },
        ),
      ],
      connection,
    ),
  );

describe('which connections are one call', () => {
  test('those of one page that overlap, though they are delivered one after the other', () => {
    const seen = new Recorder().feed(
      ...media(0, 60, '9-1'),
      ...media(20, 50, '9-2'),
      ...media(500, 520, '9-3'),
      ...media(10, 30, '7-1'),
    );
    const calls = seen.finish();
    expect(calls.map(({ connections }) => connections.map(({ id }) => id))).toEqual([['9-1', '9-2'], ['9-3'], ['7-1']]);
    const calledFor = new Map(seen.ticks.map(({ subject }) => [subject.connection, subject.call]));
    expect(calledFor.get('9-1')).toBe(calledFor.get('9-2'));
    expect(calledFor.get('9-3')).not.toBe(calledFor.get('9-1'));
  });

  test('ids without a page are one call for the whole source', () => {
    expect(new Recorder().feed(...media(0, 10, 'PC_0'), ...media(900, 910, 'PC_1')).finish()).toHaveLength(1);
  });

  test('a new session is a new call', () => {
    const seen = new Recorder().feed(
      event(0, 'session.start'),
      event(1, 'sdk', { name: 'Agora', version: '4.2.0' }),
      event(2, 'join.start'),
      event(3, 'join.ok'),
      event(100, 'session.start'),
      event(101, 'sdk', { name: 'Agora', version: '4.3.0' }),
      event(102, 'join.start'),
      event(103, 'join.ok'),
    );
    expect(seen.finish(200).map(({ sdk }) => sdk?.version)).toEqual(['4.2.0', '4.3.0']);
  });
});

describe('what a log says once', () => {
  const session = (begin: number, version: string) => [
    event(begin, 'sdk', { name: 'Agora', version }),
    event(begin + 0.01, 'session.start'),
    event(begin + 1, 'join.start'),
    event(begin + 1.3, 'join.ok'),
  ];
  const versions = (seen: Recorder) => seen.finish(900).map(({ sdk }) => sdk?.version);

  test('the version just before a new session is that of the next call, though the last one was never left', () => {
    expect(versions(new Recorder().feed(...session(0, '4.2.0'), ...session(300, '4.3.0')))).toEqual(['4.2.0', '4.3.0']);
  });

  test('a version that is printed once holds for every call, also for those before it', () => {
    const seen = new Recorder().feed(
      event(0, 'join.start'),
      event(1, 'join.ok'),
      event(50, 'leave'),
      event(60, 'join.start'),
      event(61, 'sdk', { name: 'Agora', version: '4.2.0' }),
      event(61, 'environment', { label: 'os', value: 'Linux' }),
      event(62, 'join.ok'),
    );
    const calls = seen.finish(100);
    expect(calls.map(({ sdk }) => sdk?.version)).toEqual(['4.2.0', '4.2.0']);
    expect(calls.map(({ environment }) => environment.os)).toEqual(['Linux', 'Linux']);
  });
});

describe('the summary', () => {
  test('has the totals of each track over the whole call', () => {
    const [call] = new Recorder().feed(...media(0, 100, 'pc')).finish();
    expect(call?.connections[0]?.tracks).toMatchObject([
      {
        id: 'A',
        media: 'audio',
        direction: 'inbound',
        ssrc: '77',
        codec: 'audio/opus',
        totals: { 'packets-expected': 5100, 'inbound-loss': 0.0196078, concealment: 0.01 },
      },
    ]);
    expect(call?.shape).toEqual({
      inboundAudio: 1,
      inboundVideo: 0,
      outboundAudio: 0,
      outboundVideo: 0,
      screenShare: false,
    });
  });

  test('counts simulcast layers as one track', () => {
    const layers = (t: number) =>
      sample(
        t,
        ['h', 'l'].map((rid) =>
          object('outbound-rtp', rid, { packetsSent: t * 10 }, { kind: 'video', labels: { mediaSourceId: 'S', rid } }),
        ),
      );
    expect(new Recorder().feed(layers(0), layers(1)).finish()[0]?.shape.outboundVideo).toBe(1);
  });
});

describe('events', () => {
  test('of a track go to the track, its connection and its call', () => {
    const seen = new Recorder().feed(event(0, 'join.start'), event(1, 'freeze.start', { media: 'video', uid: '42' }));
    seen.finish(60);
    const kinds = seen.events.filter((one) => one.event.type === 'freeze.start').map(({ subject }) => subject.kind);
    expect(kinds).toEqual(['inbound-video', 'connection', 'call']);
    expect(seen.events.find(({ subject }) => subject.kind === 'inbound-video')?.subject.track).toBe('42');
  });

  test('of a call come in the order of time though connections are delivered one after the other', () => {
    const seen = new Recorder().feed(
      event(0, 'pc.state', { to: 'connecting' }, '9-1'),
      event(50, 'pc.state', { to: 'connected' }, '9-1'),
      event(10, 'pc.state', { to: 'connecting' }, '9-2'),
      event(40, 'pc.state', { to: 'connected' }, '9-2'),
    );
    seen.finish(60);
    const times = seen.events.filter(({ subject }) => subject.kind === 'call').map((one) => one.event.time);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(times).toHaveLength(4);
  });

  test('before the first connection wait for its call', () => {
    const seen = new Recorder().feed(
      event(0, 'media.request', { audio: true, echoCancellation: false }),
      ...media(1, 5, '9-1'),
    );
    seen.finish();
    expect(seen.values('echo-cancellation-off', 'call')).toEqual([1]);
  });
});

describe('echo cancellation and route', () => {
  const join = [event(1, 'join.start'), event(2, 'join.ok')];
  const aec = (s: number, enabled: boolean, origin: string) => event(s, 'aec', { enabled, origin });

  test('lines of a native SDK before the join say nothing', () => {
    const seen = new Recorder().feed(
      event(0, 'sdk', { name: 'x', version: '1' }),
      ...join.slice(0, 1),
      aec(1.5, false, 'software'),
      ...join.slice(1),
    );
    seen.finish(60);
    expect(seen.values('echo-cancellation-off')).toEqual([]);
  });

  test('while joined the last value counts; software off beside hardware on is on', () => {
    const seen = new Recorder().feed(
      ...join,
      aec(3, false, 'software'),
      aec(4, true, 'hardware'),
      event(5, 'audio.route', { route: 'speaker' }),
      event(6, 'audio.route', { route: 'headset' }),
    );
    seen.finish(60);
    expect(seen.series('echo-cancellation-off')).toEqual([
      [3, 1],
      [4, 0],
      [5, 0],
      [6, 0],
    ]);
    expect(seen.values('loudspeaker-route')).toEqual([1, 0]);
  });
});

describe('when media flowed', () => {
  test('is told by kind, in merged spans that a standstill parts', () => {
    const count = (t: number) => 50 * (Math.min(t, 10) + Math.max(0, t - 20));
    const [call] = new Recorder()
      .feed(
        ...Array.from({ length: 31 }, (_, t) =>
          sample(t, [
            object('inbound-rtp', 'A', { packetsReceived: count(t) }, { kind: 'audio' }),
            object('outbound-rtp', 'O', { packetsSent: 50 * t }, { kind: 'audio' }),
          ]),
        ),
      )
      .finish();
    const flow = call?.connections[0]?.flow;
    const seconds = (kind: 'inbound-audio' | 'outbound-audio') =>
      flow?.[kind]?.map(({ start, end }) => [(start - T0) / 1000, (end - T0) / 1000]);
    expect(seconds('inbound-audio')).toEqual([
      [0, 10],
      [20, 30],
    ]);
    expect(seconds('outbound-audio')).toEqual([[0, 30]]);
    expect(flow).not.toHaveProperty('inbound-video');
  });
});
