import { describe, expect, test } from 'vitest';
import { event, object, Recorder, sample, signalValue } from '../support/records.js';

const stream = (id: string, packetsReceived: number, kind: 'audio' | 'video' = 'audio') =>
  object('inbound-rtp', id, { packetsReceived }, { kind });
const seconds = (n: number) => Array.from({ length: n + 1 }, (_, t) => t);

describe('packets that do not come', () => {
  test('one of two tracks stops: the other goes on', () => {
    const seen = new Recorder().feed(
      ...seconds(10).map((t) => sample(t, [stream('A', 50 * t), stream('V', 100 * Math.min(t, 5), 'video')])),
    );
    expect(seen.values('no-packets-for', 'inbound-video').at(-1)).toBe(5);
    expect(seen.values('other-tracks-flow', 'inbound-video')).toEqual([1, 1, 1, 1, 1]);
    expect(Math.max(...seen.values('nothing-received-for'))).toBe(0);
  });

  test('all stop together', () => {
    const seen = new Recorder().feed(
      ...seconds(10).map((t) =>
        sample(t, [stream('A', 50 * Math.min(t, 5)), stream('V', 100 * Math.min(t, 5), 'video')]),
      ),
    );
    expect(seen.values('other-tracks-flow', 'inbound-video')).toEqual([0, 0, 0, 0, 0]);
    expect(seen.values('nothing-received-for').at(-1)).toBe(5);
  });

  test('a track that never received is no healthy track, and is told from the connect on', () => {
    const seen = new Recorder().feed(
      event(2, 'negotiation', { step: 'create-offer' }, 'pc'),
      event(2, 'pc.state', { to: 'connecting' }, 'pc'),
      event(3, 'pc.state', { to: 'connected' }, 'pc'),
      ...seconds(10).map((t) => sample(4 + t, [stream('A', 0)])),
    );
    expect(seen.values('no-packets-for')).toEqual([]);
    expect(seen.values('packet-rate')).toEqual([]);
    expect(seen.values('never-received-for').at(-1)).toBe(10);
  });
});

describe('one of several tracks of a kind', () => {
  test('is told from the only one by the number that ever carried media on the connection', () => {
    const seen = new Recorder().feed(
      ...seconds(9).map((t) =>
        sample(t, [
          stream('first', 50 * Math.min(t, 4)),
          stream('never', 0),
          stream('video', 90 * t, 'video'),
          ...(t < 6 ? [] : [stream('second', 50 * (t - 5))]),
        ]),
      ),
    );
    const ofFirst = seen.with('same-kind-tracks', 'inbound-audio').filter(({ subject }) => subject.track === 'first');
    expect(ofFirst.map((tick) => signalValue(tick, 'same-kind-tracks'))).toEqual([1, 1, 1, 1, 1, 2, 2, 2, 2]);
    expect(new Set(seen.values('same-kind-tracks', 'inbound-video'))).toEqual(new Set([1]));
  });
});

describe('sending that stops', () => {
  const layer = (id: string, packetsSent: number, source?: string) =>
    object('outbound-rtp', id, { packetsSent }, { kind: 'video', labels: source ? { mediaSourceId: source } : {} });
  const camera = (frames: number) => object('media-source', 'C', { frames }, { kind: 'video' });
  const pausedAt = (stop: number) => (t: number) => 90 * Math.min(t, stop);

  test('is not a layer that is left out while another layer of the same camera is sent', () => {
    const seen = new Recorder().feed(
      ...seconds(10).map((t) =>
        sample(t, [camera(25 * t), layer('high', pausedAt(4)(t), 'C'), layer('low', 9 * t, 'C')]),
      ),
    );
    expect(Math.max(...seen.values('no-packets-sent-for'))).toBe(0);
  });

  test('is a fault where the camera goes on, and not where it stands still or was taken away', () => {
    const live = (frames: (t: number) => number, isThere: (t: number) => boolean) =>
      new Recorder()
        .feed(
          ...seconds(10).map((t) => {
            const there = isThere(t);
            const capture = there ? [camera(frames(t))] : [];
            return sample(t, [...capture, layer('V', pausedAt(4)(t), there ? 'C' : undefined)]);
          }),
        )
        .values('capture-live')
        .at(-1);
    const always = () => true;
    expect(live((t) => 25 * t, always)).toBe(1);
    expect(live((t) => 25 * Math.min(t, 4), always)).toBe(0);
    expect(
      live(
        (t) => 25 * t,
        (t) => t < 5,
      ),
    ).toBe(0);
  });

  test('a log without captures does not tell which of it it is', () => {
    const seen = new Recorder().feed(...seconds(10).map((t) => sample(t, [layer('V', pausedAt(4)(t))])));
    expect(seen.values('no-packets-sent-for').at(-1)).toBe(6);
    expect(seen.values('capture-live')).toEqual([]);
  });
});

describe('the microphone', () => {
  const mic = (t: number, energy: number) =>
    sample(t, [
      object('media-source', 'M', { totalAudioEnergy: energy, totalSamplesDuration: t }, { kind: 'audio' }),
      object('outbound-rtp', 'O', { packetsSent: 50 * t }, { kind: 'audio', labels: { mediaSourceId: 'M' } }),
    ]);

  test('is silent for as long as its power is at most −60 dBFS', () => {
    const seen = new Recorder().feed(...seconds(10).map((t) => mic(t, 0.01 * Math.min(t, 4))));
    expect(seen.values('microphone-level')[0]).toBeCloseTo(-20, 6);
    expect(seen.values('microphone-silent-for').at(-1)).toBe(6);
  });

  test('was heard before when it has delivered a second of sound in all', () => {
    const seen = new Recorder().feed(...seconds(6).map((t) => mic(t, 0.01 * Math.min(Math.max(0, t - 2), 2))));
    expect(seen.values('microphone-heard-before')).toEqual([0, 0, 1, 1, 1, 1]);
    expect(seen.values('capture-live', 'outbound-audio')).toEqual([0, 0, 1, 1, 0, 0]);
  });

  test('while muted its silence says nothing', () => {
    const seen = new Recorder().feed(
      mic(0, 0),
      mic(1, 0),
      event(1.5, 'local.mute', { media: 'audio' }, 'pc'),
      mic(2, 0),
      event(2.5, 'local.unmute', { media: 'audio' }, 'pc'),
      mic(3, 0),
    );
    expect(seen.series('microphone-silent-for')).toEqual([
      [1, 1],
      [3, 1],
    ]);
  });
});

describe('what counts ends before the teardown', () => {
  const until = (seen: Recorder) => seen.closes.find(({ subject }) => subject.kind === 'inbound-audio')?.until;
  const flowing = (stop: number, end: number, more: (t: number) => ReturnType<typeof object>[] = () => []) =>
    seconds(end).map((t) => sample(t, [stream('A', 50 * Math.min(t, stop)), ...more(t)]));

  test('the last 2 s of a log are not judged', () => {
    const seen = new Recorder().feed(...flowing(60, 60));
    seen.finish();
    expect(until(seen)).toBe(58);
  });

  test('media that ends shortly before the log: the far end left', () => {
    const seen = new Recorder().feed(...flowing(56, 60));
    seen.finish();
    expect(until(seen)).toBe(56);
  });

  test('media that ends while the log goes on is no teardown', () => {
    const seen = new Recorder().feed(...flowing(40, 60));
    seen.finish();
    expect(until(seen)).toBe(58);
  });

  test('closing, leaving and a DTLS that the far end closed end it', () => {
    const closed = new Recorder().feed(...flowing(60, 50), event(50.5, 'connection.close', {}, 'pc'), sample(70, []));
    closed.finish();
    expect(until(closed)).toBe(50.5);
    const dtls = (t: number) => [
      object('transport', 'T', {}, { labels: { dtlsState: t > 45 ? 'closed' : 'connected' } }),
    ];
    const hungUp = new Recorder().feed(...flowing(60, 60, dtls));
    hungUp.finish();
    expect(until(hungUp)).toBe(45);
  });

  test('every subject is closed once', () => {
    const seen = new Recorder().feed(...flowing(60, 60));
    seen.finish();
    const keys = seen.closes.map(({ subject }) => subject.key);
    expect(new Set(keys).size).toBe(keys.length);
    expect(new Set(seen.ticks.map(({ subject }) => subject.key))).toEqual(
      new Set(seen.closes.filter(({ subject }) => subject.kind !== 'call').map(({ subject }) => subject.key)),
    );
  });
});
