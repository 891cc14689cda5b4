import { describe, expect, test } from 'vitest';
import { object, Recorder, sample } from '../support/records.js';

const pair = (id: string, values: Record<string, number>, labels: Record<string, string> = {}) =>
  object('candidate-pair', id, values, { labels });
const selects = (id: string) => object('transport', 'T', {}, { labels: { selectedCandidatePairId: id } });

describe('round-trip time', () => {
  test('only of the pair that the transport selects', () => {
    const seen = new Recorder().feed(
      sample(0, [
        pair('other', { currentRoundTripTime: 0.9, responsesReceived: 5 }, { nominated: 'true', state: 'succeeded' }),
        pair('mine', { currentRoundTripTime: 0.05, responsesReceived: 5 }),
        selects('mine'),
      ]),
    );
    expect(seen.values('round-trip-time')).toEqual([50]);
  });

  test('without a transport: the pair marked selected, else the nominated one that succeeded', () => {
    const marked = [
      pair('a', { currentRoundTripTime: 0.1 }, { nominated: 'true', state: 'succeeded' }),
      pair('b', { currentRoundTripTime: 0.2 }, { selected: 'true' }),
    ];
    expect(new Recorder().feed(sample(0, marked)).values('round-trip-time')).toEqual([200]);
    expect(new Recorder().feed(sample(0, marked.slice(0, 1))).values('round-trip-time')).toEqual([100]);
    expect(
      new Recorder().feed(sample(0, [pair('c', { currentRoundTripTime: 0.1 })])).values('round-trip-time'),
    ).toEqual([]);
  });

  test('a gauge that stands through an outage is stale: only new responses count', () => {
    const responses = [1, 2, 2, 2, 2, 3];
    const seen = new Recorder().feed(
      ...responses.map((n, t) =>
        sample(t, [pair('p', { currentRoundTripTime: 0.048, responsesReceived: n }), selects('p')]),
      ),
    );
    expect(seen.series('round-trip-time')).toEqual([
      [0, 48],
      [1, 48],
      [5, 48],
    ]);
  });

  test('the initial 3000 ms of old statistics is no reading; without counts a changed value is', () => {
    const seen = new Recorder().feed(
      ...[3, 0.04, 0.04, 0.05].map((rtt, t) => sample(t, [pair('p', { currentRoundTripTime: rtt }), selects('p')])),
    );
    expect(seen.series('round-trip-time')).toEqual([
      [1, 40],
      [3, 50],
    ]);
  });
});

test('the path is named, and a relay over TLS counts as relayed and as TCP', () => {
  const seen = new Recorder().feed(
    sample(0, [
      pair('p', {}, { localCandidateId: 'L', remoteCandidateId: 'R' }),
      selects('p'),
      object('local-candidate', 'L', {}, { labels: { candidateType: 'relay', protocol: 'udp', relayProtocol: 'tls' } }),
      object('remote-candidate', 'R', {}, { labels: { candidateType: 'host', protocol: 'udp' } }),
    ]),
  );
  expect(seen.values('relayed')).toEqual([1]);
  expect(seen.values('path-over-tcp')).toEqual([1]);
  expect(seen.finish()[0]?.connections[0]?.path).toBe('relay/tls → host/udp');
});

describe('one-way delay', () => {
  const at = (t: number, responses: number, buffer = true) =>
    sample(t, [
      pair('p', { currentRoundTripTime: 0.1, responsesReceived: responses }),
      selects('p'),
      object('media-playout', 'P', { totalPlayoutDelay: 0.03 * t * 100, totalSamplesCount: 100 * t }),
      object(
        'inbound-rtp',
        'A',
        {
          packetsReceived: 50 * t,
          ...(buffer ? { jitterBufferDelay: 0.08 * 100 * t, jitterBufferEmittedCount: 100 * t } : {}),
        },
        { kind: 'audio' },
      ),
    ]);

  test('is half the round trip, the jitter buffer, playout and a packet of audio', () => {
    const seen = new Recorder().feed(at(0, 1), at(1, 2));
    expect(seen.values('one-way-delay')[0]).toBeCloseTo(50 + 80 + 30 + 20, 6);
  });

  test('is unknown without the jitter buffer, and when the last round trip is older than 6 s', () => {
    expect(new Recorder().feed(at(0, 1, false), at(1, 2, false)).values('one-way-delay')).toEqual([]);
    const seen = new Recorder().feed(...[0, 1, 2, 3, 4, 5, 6, 7, 8].map((t) => at(t, 1)));
    expect(seen.series('one-way-delay').map(([t]) => t)).toEqual([1, 2, 3, 4, 5, 6]);
  });
});
