// Simulcast without a media server: the sender offers one video section with three layers, and the receiver is shown three
// ordinary sections, one for each layer. That works because the header extensions for the layer (rid, RFC 8852) and for the
// section (mid, RFC 8843) have the same form: the receiver is told that the layer's extension names the section.

const MID = 'urn:ietf:params:rtp-hdrext:sdes:mid';
const RID = 'urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id';
const REPAIRED_RID = 'urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id';

/** @returns {string[][]} the lines of the session part and of each media section */
function sectionsOf(sdp) {
  const sections = [[]];
  for (const line of sdp.split('\r\n').filter(Boolean)) {
    if (line.startsWith('m=')) sections.push([]);
    sections[sections.length - 1].push(line);
  }
  return sections;
}

const text = (sections) => `${sections.flat().join('\r\n')}\r\n`;
const isVideo = (section) => section[0].startsWith('m=video');
const attribute = (section, start) => section.find((line) => line.startsWith(start))?.slice(start.length);
const withoutExtensions = (section, uris) =>
  section.filter((line) => !(line.startsWith('a=extmap:') && uris.some((uri) => line.split(' ')[1] === uri)));
const extensionId = (section, uri) =>
  section.find((line) => line.startsWith('a=extmap:') && line.split(' ')[1] === uri)?.match(/\d+/)?.[0];
const bundled = (session, mids) =>
  session.map((line) => (line.startsWith('a=group:BUNDLE') ? `a=group:BUNDLE ${mids.join(' ')}` : line));

/** Retransmissions carry the layer in another extension that the receiver cannot be told about. */
function withoutRetransmission(section) {
  const types = section.flatMap((line) => line.match(/^a=rtpmap:(\d+) rtx\//i)?.[1] ?? []);
  const [first, ...rest] = section;
  const media = first.split(' ').filter((word, index) => index < 3 || !types.includes(word));
  const kept = rest.filter((line) => !types.includes(line.match(/^a=(?:rtpmap|fmtp|rtcp-fb):(\d+) /)?.[1] ?? ''));
  return [media.join(' '), ...kept];
}

/** @returns {string[]} names of the layers that a section sends, in the order of `a=simulcast` */
const layersOf = (section) => attribute(section, 'a=simulcast:send ')?.split(';') ?? [];

/** @param {string} sdp the sender's offer @returns {string} the offer that the receiver is to see */
export function offerForReceiver(sdp) {
  const [session, ...media] = sectionsOf(sdp);
  const seen = media.flatMap((section) =>
    isVideo(section) && layersOf(section).length > 0
      ? [...layersOf(section)].reverse().map((layer) => sectionOfLayer(section, layer))
      : [withoutExtensions(section, [MID])],
  );
  const mids = seen.map((section) => attribute(section, 'a=mid:'));
  return text([bundled(session, mids), ...seen]);
}

function sectionOfLayer(section, layer) {
  const id = extensionId(section, RID);
  const plain = withoutRetransmission(withoutExtensions(section, [MID, RID, REPAIRED_RID]));
  const kept = plain.filter((line) => !/^a=(rid|simulcast|ssrc|ssrc-group):/.test(line));
  const named = kept.map((line) => {
    if (line.startsWith('a=mid:')) return `a=mid:${layer}`;
    // Tracks of one name in several sections are not allowed.
    return line.startsWith('a=msid:') ? `${line}-${layer}` : line;
  });
  return [...named, `a=extmap:${id} ${MID}`];
}

/**
 * @param {string} sdp the receiver's answer to `offerForReceiver(offer)`
 * @param {string} offer of the sender
 * @returns {string} the answer that the sender is to see
 */
export function answerForSender(sdp, offer) {
  const [session, ...answered] = sectionsOf(sdp);
  const offered = sectionsOf(offer).slice(1);
  const sections = offered.map((section) => {
    const layers = layersOf(section);
    const mid = attribute(section, 'a=mid:');
    const answer = answered.find((each) => attribute(each, 'a=mid:') === (layers.at(-1) ?? mid));
    if (layers.length === 0) return answer;
    const named = withoutExtensions(answer, [MID]).map((line) => (line.startsWith('a=mid:') ? `a=mid:${mid}` : line));
    const extensions = [MID, RID].map((uri) => `a=extmap:${extensionId(section, uri)} ${uri}`);
    return [
      ...named,
      ...extensions,
      ...layers.map((layer) => `a=rid:${layer} recv`),
      `a=simulcast:recv ${layers.join(';')}`,
    ];
  });
  return text([
    bundled(
      session,
      sections.map((section) => attribute(section, 'a=mid:')),
    ),
    ...sections,
  ]);
}

/** @returns what `startSignalling` takes as `describe`, for a call in which one end offers layers */
export function simulcastBridge() {
  let offer;
  return (_from, _to, { type, sdp }) => {
    if (type === 'offer') {
      offer = sdp;
      return { type, sdp: offerForReceiver(sdp) };
    }
    return { type, sdp: answerForSender(sdp, offer) };
  };
}
