import { describe, expect, it } from 'vitest';
import { answerForSender, offerForReceiver, simulcastBridge } from './simulcast.mjs';

const MID = 'urn:ietf:params:rtp-hdrext:sdes:mid';
const RID = 'urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id';
const REPAIRED = 'urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id';
const sdp = (...lines: string[]) => `${lines.join('\r\n')}\r\n`;
const sections = (text: string) => text.split(/(?=^m=)/m).map((section) => section.trim().split('\r\n'));

const SESSION = ['v=0', 'o=- 1 2 IN IP4 127.0.0.1', 's=-', 't=0 0'];
const AUDIO = ['m=audio 9 UDP/TLS/RTP/SAVPF 111', 'a=mid:0', `a=extmap:4 ${MID}`, 'a=sendrecv', 'a=ssrc:7 cname:x'];
const OFFER = sdp(
  ...SESSION,
  'a=group:BUNDLE 0 1',
  ...AUDIO,
  'm=video 9 UDP/TLS/RTP/SAVPF 96 97',
  'a=mid:1',
  `a=extmap:4 ${MID}`,
  `a=extmap:10 ${RID}`,
  `a=extmap:11 ${REPAIRED}`,
  'a=sendonly',
  'a=msid:stream track',
  'a=rtpmap:96 VP8/90000',
  'a=rtcp-fb:96 nack pli',
  'a=rtpmap:97 rtx/90000',
  'a=fmtp:97 apt=96',
  'a=rid:q send',
  'a=rid:h send',
  'a=rid:f send',
  'a=simulcast:send q;h;f',
);

describe('the offer of a sender with three layers', () => {
  const [session, audio, ...videos] = sections(offerForReceiver(OFFER));

  it('shows the receiver one section for each layer, the largest first, in one bundle', () => {
    expect(videos.map((lines) => lines.find((line) => line.startsWith('a=mid:')))).toEqual([
      'a=mid:f',
      'a=mid:h',
      'a=mid:q',
    ]);
    expect(session).toContain('a=group:BUNDLE 0 f h q');
  });

  it('calls the extension of the layer that of the section, and has no other extension of that name', () => {
    for (const lines of videos)
      expect(lines.filter((line) => line.startsWith('a=extmap:'))).toEqual([`a=extmap:10 ${MID}`]);
    expect(audio?.some((line) => line.startsWith('a=extmap:'))).toBe(false);
  });

  it('offers no retransmission, whose layer the receiver could not tell', () => {
    for (const lines of videos) {
      expect(lines[0]).toBe('m=video 9 UDP/TLS/RTP/SAVPF 96');
      expect(lines.filter((line) => / 97|:97|rtx|rid|simulcast/.test(line))).toEqual([]);
      expect(lines).toContain('a=rtcp-fb:96 nack pli');
    }
  });

  it('names the track of each layer differently, in one stream', () => {
    const tracks = videos.map((lines) => lines.find((line) => line.startsWith('a=msid:')));
    expect(tracks).toEqual(['a=msid:stream track-f', 'a=msid:stream track-h', 'a=msid:stream track-q']);
  });
});

describe('the answer of the receiver', () => {
  const video = (mid: string) => [
    'm=video 9 UDP/TLS/RTP/SAVPF 96',
    `a=mid:${mid}`,
    `a=extmap:10 ${MID}`,
    'a=recvonly',
    'a=rtpmap:96 VP8/90000',
  ];
  const ANSWER = sdp(
    ...SESSION,
    'a=group:BUNDLE 0 f h q',
    'm=audio 9 UDP/TLS/RTP/SAVPF 111',
    'a=mid:0',
    'a=sendrecv',
    ...video('f'),
    ...video('h'),
    ...video('q'),
  );

  it('becomes the answer to what the sender offered: one section that takes all layers', () => {
    const [session, audio, ...videos] = sections(answerForSender(ANSWER, OFFER));
    expect(session).toContain('a=group:BUNDLE 0 1');
    expect(audio).toContain('a=mid:0');
    expect(videos).toEqual([
      [
        'm=video 9 UDP/TLS/RTP/SAVPF 96',
        'a=mid:1',
        'a=recvonly',
        'a=rtpmap:96 VP8/90000',
        `a=extmap:4 ${MID}`,
        `a=extmap:10 ${RID}`,
        'a=rid:q recv',
        'a=rid:h recv',
        'a=rid:f recv',
        'a=simulcast:recv q;h;f',
      ],
    ]);
  });

  it('is rewritten by what the bridge remembers of the offer', () => {
    const bridge = simulcastBridge();
    expect(bridge('A', 'B', { type: 'offer', sdp: OFFER })).toEqual({ type: 'offer', sdp: offerForReceiver(OFFER) });
    expect(bridge('B', 'A', { type: 'answer', sdp: ANSWER })).toEqual({
      type: 'answer',
      sdp: answerForSender(ANSWER, OFFER),
    });
  });
});
