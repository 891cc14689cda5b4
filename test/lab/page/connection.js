// The connection of this page to one other end.

const STATES = [
  ['iceconnectionstatechange', 'iceConnectionState'],
  ['connectionstatechange', 'connectionState'],
  ['icegatheringstatechange', 'iceGatheringState'],
  ['signalingstatechange', 'signalingState'],
];
/** Rates and sizes of the three layers, from the smallest; as applications with a media server choose them. */
const LAYERS = [
  { rid: 'q', scaleResolutionDownBy: 4, maxBitrate: 80_000 },
  { rid: 'h', scaleResolutionDownBy: 2, maxBitrate: 200_000 },
  { rid: 'f', scaleResolutionDownBy: 1, maxBitrate: 600_000 },
];

export class Connection {
  #waiting = [];

  /**
   * @param {object} options
   * @param {string} options.other name of the other end
   * @param {object} options.media of the plan
   * @param {MediaStream} options.local what is sent
   * @param {(message: object) => void} options.say speaks to the lab
   * @param {(name: string, data?: unknown) => void} options.note reports an event
   * @param {(event: RTCTrackEvent) => void} options.onTrack
   */
  constructor({ other, media, local, say, note, onTrack }) {
    this.other = other;
    this.media = media;
    this.say = say;
    this.pc = new RTCPeerConnection({ bundlePolicy: 'max-bundle', iceServers: media.iceServers ?? [] });
    this.#watch(note, onTrack);
    for (const track of local.getTracks()) this.#send(track, local);
    if (media.data) this.pc.createDataChannel('chat', { negotiated: true, id: 1 }).onopen = startChat;
  }

  #watch(note, onTrack) {
    const { pc } = this;
    pc.onicecandidate = ({ candidate }) => {
      if (!candidate?.candidate) return;
      const { sdpMid: mid, sdpMLineIndex: index } = candidate;
      this.say({ type: 'candidate', to: this.other, candidate: candidate.candidate, mid, index });
    };
    for (const [event, property] of STATES) pc.addEventListener(event, () => note(property, pc[property]));
    pc.ontrack = onTrack;
  }

  #send(track, local) {
    if (track.kind === 'video' && this.media.simulcast) {
      this.pc.addTransceiver(track, { streams: [local], direction: 'sendonly', sendEncodings: LAYERS });
      return;
    }
    this.pc.addTrack(track, local);
  }

  async offer(options) {
    this.#preferCodec();
    await this.#describe(await this.pc.createOffer(options));
  }

  async #describe(description) {
    if (this.media.dtx) description.sdp = withDtx(description.sdp);
    await this.pc.setLocalDescription(description);
    this.say({ type: 'sdp', to: this.other, sdp: { type: description.type, sdp: this.pc.localDescription.sdp } });
    await this.#limitRate();
  }

  /** Takes the other end's description and answers an offer. */
  async describedBy(sdp) {
    await this.pc.setRemoteDescription(sdp);
    for (const candidate of this.#waiting.splice(0)) await this.pc.addIceCandidate(candidate);
    if (sdp.type !== 'offer') return;
    this.#preferCodec();
    await this.#describe(await this.pc.createAnswer());
  }

  async reachableAt({ candidate, mid, index }) {
    const init = { candidate, sdpMid: mid, sdpMLineIndex: index };
    if (this.pc.remoteDescription) await this.pc.addIceCandidate(init);
    else this.#waiting.push(init);
  }

  senderOf(kind) {
    return this.pc.getSenders().find((sender) => sender.track?.kind === kind);
  }

  /** The wanted codec first; the others stay, so that the call works without it. */
  #preferCodec() {
    const { codec } = this.media;
    const codecs = codec ? (RTCRtpReceiver.getCapabilities('video')?.codecs ?? []) : [];
    const wanted = codecs.filter(({ mimeType }) => mimeType === `video/${codec}`);
    if (wanted.length === 0) return;
    for (const transceiver of this.pc.getTransceivers())
      if (transceiver.receiver.track.kind === 'video')
        transceiver.setCodecPreferences([...wanted, ...codecs.filter((each) => !wanted.includes(each))]);
  }

  async #limitRate() {
    const sender = this.senderOf('video');
    if (!this.media.maxBitrate || !sender) return;
    const parameters = sender.getParameters();
    for (const encoding of parameters.encodings) encoding.maxBitrate = this.media.maxBitrate;
    await sender.setParameters(parameters);
  }
}

/** Discontinuous transmission of Opus (RFC 7587 §6.1): nothing is sent while nobody speaks. */
export const withDtx = (sdp) => sdp.replace(/(a=fmtp:\d+ minptime=[^\r\n]*)/g, '$1;usedtx=1');

function startChat({ target }) {
  let number = 0;
  setInterval(() => target.readyState === 'open' && target.send(`message ${number++}`), 500);
}
