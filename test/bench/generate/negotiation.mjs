/** About 5 KB, as an offer of a browser that knows many codecs. */
export const SDP = `v=0\r\no=- 1724516763980704172 2 IN IP4 127.0.0.1\r\n${'a=rtpmap:96 VP8/90000\r\na=rtcp-fb:96 transport-cc\r\n'.repeat(90)}`;

/** What happens while a connection comes up: name as in the updateLog, value, ms since the first step. */
export const STEPS = [
  ['createOffer', '', 0],
  ['createOfferOnSuccess', { type: 'offer', sdp: SDP }, 8],
  ['setLocalDescription', { type: 'offer', sdp: SDP }, 10],
  ['signalingstatechange', 'have-local-offer', 12],
  ['setLocalDescriptionOnSuccess', '', 13],
  ['icegatheringstatechange', 'gathering', 14],
  ['setRemoteDescription', { type: 'answer', sdp: SDP }, 120],
  ['signalingstatechange', 'stable', 124],
  ['setRemoteDescriptionOnSuccess', '', 125],
  ['iceconnectionstatechange', 'checking', 130],
  ['connectionstatechange', 'connecting', 131],
  ['icegatheringstatechange', 'complete', 150],
  ['iceconnectionstatechange', 'connected', 210],
  ['connectionstatechange', 'connected', 280],
];
