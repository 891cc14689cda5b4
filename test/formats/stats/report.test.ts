import { describe, expect, it } from 'vitest';
import { normaliseReport, reportTime } from '../../../src/formats/stats/report.js';
import { reportEntries } from '../../../src/formats/stats/shapes.js';
import type { StatsObject } from '../../../src/model/sample.js';

const TIME = 1_700_000_000_000;

function normalise(report: unknown, time = TIME): Map<string, StatsObject> {
  return new Map(normaliseReport(reportEntries(report) ?? [], time).map((object) => [object.id, object]));
}

describe('W3C reports', () => {
  it('takes the members of the catalogue and leaves the others', () => {
    const inbound = normalise({
      IT01V7: {
        id: 'IT01V7',
        type: 'inbound-rtp',
        timestamp: TIME,
        kind: 'video',
        ssrc: 7,
        framesDecoded: 250,
        jitter: 0.004,
        mid: '1',
        qpSum: 4000,
        '[framesDecoded/s]': 25,
      },
    }).get('IT01V7');
    expect(inbound).toEqual({
      id: 'IT01V7',
      type: 'inbound-rtp',
      kind: 'video',
      ssrc: '7',
      values: { framesDecoded: 250, jitter: 0.004 },
      labels: { mid: '1' },
    });
  });

  it('turns qualityLimitationDurations into dotted metrics, those that signals are derived from', () => {
    const outbound = normalise([
      {
        id: 'O',
        type: 'outbound-rtp',
        timestamp: TIME,
        qualityLimitationDurations: { bandwidth: 1.5, cpu: 0, none: 20, other: 'x' },
        active: false,
      },
    ]).get('O');
    expect(outbound?.values).toEqual({
      'qualityLimitationDurations.bandwidth': 1.5,
      'qualityLimitationDurations.cpu': 0,
    });
    expect(outbound?.labels).toEqual({ active: 'false' });
  });

  it('drops what is no reading: null, text, sentinels, negative counters; keeps negative loss', () => {
    const values = normalise([
      {
        id: 'I',
        type: 'inbound-rtp',
        timestamp: TIME,
        audioLevel: -1,
        jitter: null,
        packetsReceived: 'many',
        bytesReceived: '1234',
        totalAudioEnergy: 1.7976931348623157e308,
        packetsLost: -3,
      },
    ]).get('I')?.values;
    expect(values).toEqual({ bytesReceived: 1234, packetsLost: -3 });
  });

  it('keeps an own time stamp only where it differs from the time of the sample', () => {
    const objects = normalise([
      { id: 'T', type: 'transport', timestamp: TIME },
      { id: 'R', type: 'remote-inbound-rtp', timestamp: TIME - 800 },
      { id: 'P', type: 'transport', timestamp: 1234.5 },
    ]);
    expect(objects.get('T')?.time).toBeUndefined();
    expect(objects.get('R')?.time).toBe(TIME - 800);
    expect(objects.get('P')?.time, 'performance.now() is no epoch time').toBeUndefined();
  });

  it('reads reports of the far end in their old form as what they are now', () => {
    const objects = normalise([
      { id: 'a', type: 'inbound-rtp', isRemote: true, timestamp: TIME, mozRtt: 80 },
      { id: 'b', type: 'outboundrtp', isRemote: false, timestamp: TIME },
    ]);
    expect(objects.get('a')).toMatchObject({ type: 'remote-inbound-rtp', values: { roundTripTime: 0.08 } });
    expect(objects.get('b')?.type).toBe('outbound-rtp');
  });

  it('takes hostile names for data', () => {
    const report = JSON.parse(
      `[{"id":"__proto__","type":"inbound-rtp","timestamp":${TIME},"__proto__":{"jitter":9},"constructor":1,"nackCount":2},
        {"id":"x","type":"constructor","timestamp":1},{"id":"y","type":"__proto__","timestamp":1}]`,
    );
    const objects = normalise(report);
    expect([...objects.keys()]).toEqual(['__proto__']);
    expect(objects.get('__proto__')?.values).toEqual({ nackCount: 2 });
    expect(({} as Record<string, unknown>).jitter).toBeUndefined();
  });
});

describe('track reports', () => {
  const inbound = { id: 'I', type: 'inbound-rtp', timestamp: TIME, kind: 'video', trackId: 'T', framesDecoded: 100 };

  it('give freezes, pauses and jitter-buffer targets to the inbound stream of the track', () => {
    const track = {
      id: 'T',
      type: 'track',
      timestamp: TIME,
      kind: 'video',
      trackIdentifier: 'cam',
      freezeCount: 2,
      totalFreezesDuration: 1.25,
      pauseCount: 1,
      jitterBufferTargetDelay: 3,
      framesDecoded: 99,
    };
    expect(normalise([inbound, track]).get('I')).toMatchObject({
      values: {
        freezeCount: 2,
        totalFreezesDuration: 1.25,
        pauseCount: 1,
        jitterBufferTargetDelay: 3,
        framesDecoded: 100,
      },
      labels: { trackIdentifier: 'cam' },
    });
  });

  it('of a sender are nobody’s among several simulcast layers', () => {
    const layer = { id: 'O', type: 'outbound-rtp', timestamp: TIME, kind: 'video', trackId: 'S', framesEncoded: 5 };
    const track = { id: 'S', type: 'track', timestamp: TIME, kind: 'video', frameHeight: 9 };
    expect(normalise([layer, track]).get('O')?.values.frameHeight).toBe(9);
    const both = normalise([layer, { ...layer, id: 'O2' }, track]);
    expect([...both.values()].map((object) => object.values.frameHeight)).toEqual([undefined, undefined]);
  });

  it('give them to the newest of several inbound streams only', () => {
    const objects = normalise([
      inbound,
      { ...inbound, id: 'I2' },
      { id: 'T', type: 'track', timestamp: TIME, freezeCount: 2 },
    ]);
    expect(objects.get('I')?.values.freezeCount).toBeUndefined();
    expect(objects.get('I2')?.values.freezeCount).toBe(2);
  });

  it('of a microphone become its media-source', () => {
    const objects = normalise([
      { id: 'O', type: 'outbound-rtp', timestamp: TIME, kind: 'audio', trackId: 'S', packetsSent: 5 },
      { id: 'S', type: 'track', timestamp: TIME, kind: 'audio', audioLevel: 0.5, echoReturnLoss: -30 },
    ]);
    expect(objects.get('O')?.labels.mediaSourceId).toBe('S');
    expect(objects.get('S')).toMatchObject({ type: 'media-source', values: { audioLevel: 0.5, echoReturnLoss: -30 } });
  });

  it('of Plan B pseudo tracks are nobody', () => {
    const track = { id: 'T', type: 'track', timestamp: TIME, trackIdentifier: 'mixedlabelvideo0' };
    expect(normalise([inbound, track]).size).toBe(0);
  });
});

describe('goog statistics', () => {
  it('of a received audio stream: texts become numbers, ms become seconds', () => {
    const inbound = normalise({
      ssrc_11_recv: {
        type: 'ssrc',
        timestamp: TIME,
        mediaType: 'audio',
        ssrc: '11',
        googTrackId: 'a',
        packetsReceived: '500',
        packetsLost: '-1',
        googJitterReceived: '12',
        googJitterBufferMs: '80',
        googCurrentDelayMs: '120',
        googExpandRate: '0.25',
        audioOutputLevel: '32767',
        totalAudioEnergy: '0.5',
      },
    }).get('ssrc_11_recv');
    expect(inbound).toMatchObject({ type: 'inbound-rtp', kind: 'audio', ssrc: '11', labels: { trackIdentifier: 'a' } });
    expect(inbound?.values).toEqual({
      packetsReceived: 500,
      packetsLost: -1,
      jitter: 0.012,
      currentJitterBufferDelay: 0.08,
      concealmentRate: 0.25,
      audioLevel: 1,
      totalAudioEnergy: 0.5,
    });
  });

  it('of a sent audio stream: stream, microphone and what the far end reports', () => {
    const objects = normalise({
      ssrc_22_send: {
        type: 'ssrc',
        timestamp: TIME,
        mediaType: 'audio',
        ssrc: '22',
        packetsSent: '100',
        packetsLost: '2',
        googRtt: '185',
        audioInputLevel: '0',
        googEchoCancellationReturnLoss: '-30',
      },
    });
    expect(objects.get('ssrc_22_send')).toMatchObject({
      type: 'outbound-rtp',
      values: { packetsSent: 100 },
      labels: { mediaSourceId: 'ssrc_22_send:source', remoteId: 'ssrc_22_send:remote' },
    });
    expect(objects.get('ssrc_22_send:source')?.values).toEqual({ audioLevel: 0, echoReturnLoss: -30 });
    expect(objects.get('ssrc_22_send:remote')).toMatchObject({
      type: 'remote-inbound-rtp',
      values: { packetsLost: 2, roundTripTime: 0.185 },
      labels: { localId: 'ssrc_22_send' },
    });
  });

  it('of candidate pairs: only the active pair has a round-trip time and the send bandwidth', () => {
    const pair = (active: string, rtt: string) => ({
      type: 'googCandidatePair',
      timestamp: TIME,
      googActiveConnection: active,
      googRtt: rtt,
      googLocalCandidateType: 'stun',
      localCandidateId: `c-${active}`,
    });
    const objects = normalise({
      'Conn-audio-1-0': pair('true', '80'),
      'Conn-audio-1-1': pair('false', '3000'),
      bweforvideo: { type: 'VideoBwe', timestamp: TIME, googAvailableSendBandwidth: '300000' },
      'c-false': { type: 'localcandidate', timestamp: TIME, candidateType: 'relayed', transport: 'udp' },
    });
    expect(objects.get('Conn-audio-1-0')).toMatchObject({
      values: { currentRoundTripTime: 0.08, availableOutgoingBitrate: 300000 },
      labels: { selected: 'true' },
    });
    expect(objects.get('Conn-audio-1-1')?.values).toEqual({});
    expect(objects.get('Conn-audio-1-1')?.labels.selected).toBe('false');
    expect(objects.get('c-true')?.labels.candidateType).toBe('srflx');
    expect(objects.get('c-false')?.labels).toEqual({ candidateType: 'relay', protocol: 'udp' });
  });

  it('in the old callback form: values under stats, ISO times', () => {
    const objects = normalise([
      {
        id: 'ssrc_3_send',
        type: 'ssrc',
        timestamp: '2023-11-14T22:13:20.000Z',
        stats: { mediaType: 'video', packetsSent: '9', googCpuLimitedResolution: 'true' },
      },
    ]);
    expect(objects.get('ssrc_3_send')).toMatchObject({
      kind: 'video',
      values: { packetsSent: 9 },
      labels: { qualityLimitationReason: 'cpu' },
    });
    expect(objects.get('ssrc_3_send')?.time).toBeUndefined();
  });

  it('of Plan B pseudo tracks are nobody', () => {
    const pseudo = { type: 'ssrc', timestamp: TIME, mediaType: 'audio', googTrackId: 'mixedlabelaudio0' };
    expect(normalise({ ssrc_1_recv: pseudo }).size).toBe(0);
  });
});

describe('the time of a report', () => {
  it('is the newest local time stamp', () => {
    const report = reportEntries([
      { id: 'a', type: 'transport', timestamp: TIME },
      { id: 'b', type: 'inbound-rtp', timestamp: TIME + 3 },
      { id: 'c', type: 'remote-outbound-rtp', timestamp: TIME + 90_000 },
    ]);
    expect(reportTime(report ?? [])).toBe(TIME + 3);
  });
});

describe('shapes that are no report', () => {
  it.each([[null], [[]], [{}], [{ a: 1 }], ['x'], [[{ id: 1 }]]])('%j', (value) => {
    expect(reportEntries(value)).toBeUndefined();
  });
});
