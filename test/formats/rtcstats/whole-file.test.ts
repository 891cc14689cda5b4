import { describe, expect, it } from 'vitest';
import { rtcstatsReader } from '../../../src/formats/rtcstats/reader.js';
import { partOf, readAll } from '../support/part.js';

const document = {
  PeerConnections: {},
  url: 'https://app.example/',
  userAgent: 'Browser 48',
  getUserMedia: [{ time: '2016-01-28T18:24:19.012Z', type: 'getUserMedia', value: { audio: true, video: false } }],
  peerConnections: {
    PC_0: [
      { time: '2016-01-28T18:24:20.000Z', type: 'create', value: {} },
      { time: '2016-01-28T18:24:20.010Z', type: 'onnegotiationneeded' },
      { time: '2016-01-28T18:24:20.020Z', type: 'createOffer', value: { offerToReceiveAudio: 1 } },
      { time: '2016-01-28T18:24:21.000Z', type: 'oniceconnectionstatechange', value: 'completed' },
      {
        time: '2016-01-28T18:24:22.000Z',
        type: 'getStats',
        value: {
          ssrc_1_send: {
            id: 'ssrc_1_send',
            type: 'ssrc',
            timestamp: 1454005461990,
            mediaType: 'audio',
            packetsSent: '7',
          },
          rtpstream_1: { id: 'rtpstream_1', type: 'outboundrtp', timestamp: 1454005461990, packetsSent: 7 },
          'Conn-1': {
            id: 'Conn-1',
            type: 'candidatepair',
            googChannelId: 'c',
            googRtt: '3000',
            googActiveConnection: 'false',
          },
        },
      },
    ],
    PC_1: [{ time: '2016-01-28T18:24:23.000Z', type: 'close', value: {} }],
  },
};

describe('the one-document form of 2016', () => {
  const text = JSON.stringify(document, null, 1);

  it.each([1, 7, 100_000])('is read the same in pieces of %i bytes', async (pieceBytes) => {
    const { events, samples, summary } = await readAll(rtcstatsReader, partOf(text, pieceBytes));
    expect(
      events.map(({ type, connection, time }) => [type, connection, new Date(time).toISOString().slice(17, 23)]),
    ).toEqual([
      ['media.request', undefined, '19.012'],
      ['environment', undefined, '19.012'],
      ['connection.create', 'PC_0', '20.000'],
      ['negotiation', 'PC_0', '20.020'],
      ['ice.state', 'PC_0', '21.000'],
      ['connection.close', 'PC_1', '23.000'],
    ]);
    const state = events[4];
    expect(text.slice(state?.at.offset, (state?.at.offset ?? 0) + 1)).toBe('{');
    expect(text.split('\n')[(state?.at.line ?? 0) + 1]).toContain('oniceconnectionstatechange');
    expect(samples).toHaveLength(1);
    expect(samples[0]).toMatchObject({ connection: 'PC_0', time: 1454005461990 });
    expect(summary.cut).toBeUndefined();
  });

  it('counts each stream once and no pair that was never used', async () => {
    const stats = (await readAll(rtcstatsReader, text)).samples[0]?.stats ?? [];
    expect(stats.filter((object) => object.type === 'outbound-rtp').map((object) => object.id)).toEqual([
      'ssrc_1_send',
    ]);
    expect(stats.find((object) => object.type === 'candidate-pair')).toMatchObject({
      values: {},
      labels: { selected: 'false' },
    });
  });

  it('that breaks off gives what came before', async () => {
    const { events, summary } = await readAll(rtcstatsReader, text.slice(0, text.indexOf('"completed"')));
    expect(events.at(-1)?.type).toBe('negotiation');
    expect(summary.cut?.reason).toBe('The document is incomplete.');
  });
});
