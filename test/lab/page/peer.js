// One end of the call, run inside the browser. Talks to the lab over a WebSocket; see signalling.mjs for who is told what.
import { startProbe } from './probe.js';

const role = new URL(location.href).searchParams.get('role');
const socket = new WebSocket(`ws://${location.host}/?role=${role}`);
const say = (message) => socket.send(JSON.stringify(message));
const note = (name, data) => say({ type: 'event', ts: Date.now(), name, data });
const probe = startProbe(say);
const STATS_PERIOD_MS = 1000;

let pc;
let local;
let options;
let statsTimer;
const waiting = [];

/** Shows the remote picture and plays the remote sound. */
const element = document.createElement('video');
element.autoplay = true;
element.playsInline = true;
document.documentElement.append(element);

addEventListener('error', ({ message }) => note('error', message));

/** Opens microphone and camera. Gain control is off so that the level of the speech stays what the script says. */
async function prepare(wanted) {
  options = wanted;
  note('gum-start');
  local = await navigator.mediaDevices.getUserMedia({
    audio: wanted.audio && {
      echoCancellation: wanted.echoCancellation ?? true,
      noiseSuppression: true,
      autoGainControl: false,
    },
    video: wanted.video &&
      !wanted.drawnPicture && { width: wanted.width, height: wanted.height, frameRate: wanted.fps },
  });
  if (wanted.video && wanted.drawnPicture) local.addTrack(drawnPicture(wanted));
  for (const track of local.getTracks()) probe.local(track);
  note(
    'gum-ok',
    local.getTracks().map((track) => track.kind),
  );
}

function createConnection() {
  pc = new RTCPeerConnection({ bundlePolicy: 'max-bundle', iceServers: options.iceServers ?? [] });
  for (const track of local.getTracks()) pc.addTrack(track, local);
  pc.onicecandidate = ({ candidate }) => {
    if (!candidate?.candidate) return;
    say({ type: 'candidate', candidate: candidate.candidate, mid: candidate.sdpMid, index: candidate.sdpMLineIndex });
  };
  for (const [event, property] of [
    ['iceconnectionstatechange', 'iceConnectionState'],
    ['connectionstatechange', 'connectionState'],
    ['icegatheringstatechange', 'iceGatheringState'],
    ['signalingstatechange', 'signalingState'],
  ]) {
    pc.addEventListener(event, () => note(property, pc[property]));
  }
  pc.ontrack = ({ track, streams }) => {
    note('track', track.kind);
    // A picture or sound that the page plays nowhere is neither seen nor heard.
    if (options.play === false || streams.length === 0) return;
    probe.remote(track);
    if (element.srcObject) return;
    element.srcObject = streams[0];
    element.requestVideoFrameCallback(() => note('first-frame'));
  };
  startStats();
}

function startStats() {
  statsTimer = setInterval(async () => {
    const ts = Date.now();
    const report = await pc.getStats();
    say({ type: 'stats', line: { ts, stats: Object.fromEntries(report) } });
  }, STATS_PERIOD_MS);
}

async function offer() {
  await pc.setLocalDescription(await pc.createOffer());
  say({ type: 'sdp', sdp: pc.localDescription });
}

async function onSdp({ sdp }) {
  if (!pc) createConnection();
  await pc.setRemoteDescription(sdp);
  for (const candidate of waiting.splice(0)) await pc.addIceCandidate(candidate);
  if (sdp.type !== 'offer') return;
  await pc.setLocalDescription(await pc.createAnswer());
  say({ type: 'sdp', sdp: pc.localDescription });
}

async function onCandidate({ candidate, mid, index }) {
  const init = { candidate, sdpMid: mid, sdpMLineIndex: index };
  if (pc?.remoteDescription) await pc.addIceCandidate(init);
  else waiting.push(init);
}

const senderOf = (kind) => pc.getSenders().find((sender) => sender.track?.kind === kind);

/** The track of a picture that moves, drawn on a canvas. */
function drawnPicture({ width, height, fps }) {
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  const context = canvas.getContext('2d');
  let step = 0;
  setInterval(() => {
    context.fillStyle = `hsl(${(step * 7) % 360} 60% 50%)`;
    context.fillRect((step * 11) % width, (step * 5) % height, 40, 40);
    step++;
  }, 1000 / fps);
  return canvas.captureStream(fps).getVideoTracks()[0];
}

/** Adds a drawn picture, as an application does when it starts to share something. */
function addSharedPicture() {
  pc.addTrack(drawnPicture({ width: 320, height: 180, fps: 15 }));
  return offer();
}

/** What a user or an application does during a call. */
const ACTIONS = {
  'stop-camera': () => local.getVideoTracks()[0].stop(),
  mute: () => {
    local.getAudioTracks()[0].enabled = false;
  },
  unmute: () => {
    local.getAudioTracks()[0].enabled = true;
  },
  'remove-microphone': () => senderOf('audio').replaceTrack(null),
  'share-picture': addSharedPicture,
};

const HANDLERS = {
  prepare: async ({ media }) => {
    await prepare(media);
    say({ type: 'ready' });
  },
  go: async () => {
    note('join', options);
    createConnection();
    await offer();
  },
  sdp: onSdp,
  candidate: onCandidate,
  action: async ({ name }) => {
    note('action', name);
    await ACTIONS[name]();
  },
  'stop-stats': async () => {
    clearInterval(statsTimer);
    await probe.stop();
    say({ type: 'stopped' });
  },
};

// Messages are handled one after the other: a candidate must not overtake the description that it belongs to.
let queue = Promise.resolve();
socket.onmessage = ({ data }) => {
  const message = JSON.parse(data);
  queue = queue
    .then(() => HANDLERS[message.type](message))
    .catch((error) => note('error', String(error?.stack ?? error)));
};
socket.onopen = () => say({ type: 'hello' });
