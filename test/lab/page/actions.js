// What a user or an application does during a call. Each action takes the end: `local`, `media`, `connections`, `probe`.
import { drawnTrack, openCameraConstraints } from './capture.js';

const each = (end, act) => Promise.all([...end.connections.values()].map(act));
const enable = (kind, enabled) => (end) => {
  for (const track of end.local.getTracks()) if (track.kind === kind) track.enabled = enabled;
};

/** Puts a track in place of what is sent, or nothing; the connection stays as it was negotiated. */
const replace = (kind, trackOf) => async (end) => {
  const track = await trackOf(end);
  await each(end, ({ pc }) => {
    const transceiver = pc.getTransceivers().find(({ receiver }) => receiver.track.kind === kind);
    return transceiver.sender.replaceTrack(track);
  });
};

const setDirection = (direction) => (end) =>
  each(end, (connection) => {
    for (const transceiver of connection.pc.getTransceivers()) transceiver.direction = direction;
    return connection.offer();
  });

async function openCamera({ local, media, probe }) {
  const stream = await navigator.mediaDevices.getUserMedia({ video: openCameraConstraints(media) });
  const [track] = stream.getVideoTracks();
  for (const old of local.getVideoTracks()) local.removeTrack(old);
  local.addTrack(track);
  probe.local(track);
  return track;
}

const stopCamera = ({ local }) => {
  for (const track of local.getVideoTracks()) track.stop();
};

export const ACTIONS = {
  'stop-camera': stopCamera,
  // As applications do it: the device is given back, and opened again later.
  'camera-off': async (end) => {
    stopCamera(end);
    await replace('video', () => null)(end);
  },
  'camera-on': replace('video', openCamera),
  mute: enable('audio', false),
  unmute: enable('audio', true),
  'remove-microphone': replace('audio', () => null),
  hold: setDirection('inactive'),
  resume: setDirection('sendrecv'),
  'restart-ice': (end) => each(end, (connection) => connection.offer({ iceRestart: true })),
  /** Adds a drawn picture, as an application does when it starts to share something. */
  'share-picture': (end) =>
    each(end, (connection) => {
      connection.pc.addTrack(drawnTrack({ width: 320, height: 180, fps: 15 }));
      return connection.offer();
    }),
};
