// The probe for browsers without MediaStreamTrackProcessor (Firefox): pictures as a video element shows them, sound as an
// audio context gets it. Says the same as probe-worker.js, except for the last part of a second.
import { MARK_BLOCKS, MARK_HEIGHT, readMark } from './mark.js';

const PERIOD_MS = 1000;
/** The strip is drawn this small before it is read. */
const STRIP = { width: MARK_BLOCKS * 12, height: 4 };

let context;

/** @param {MediaStreamTrack} track @param {object} tap which track it is @param {(message: object) => void} tell */
export function watchWithElements(track, tap, tell) {
  const watch = track.kind === 'video' ? watchPictures : watchSound;
  watch(track, tap, tell).catch((error) => tell({ error: String(error) }));
}

async function watchPictures(track, tap, tell) {
  const element = Object.assign(document.createElement('video'), { muted: true, autoplay: true, playsInline: true });
  element.width = 80;
  element.srcObject = new MediaStream([track]);
  document.documentElement.append(element);
  const canvas = Object.assign(document.createElement('canvas'), STRIP);
  const drawing = canvas.getContext('2d', { willReadFrequently: true });
  let times = [];
  let numbers = [];
  const note = () => {
    times.push(Date.now());
    numbers.push(numberOf(element, drawing));
    element.requestVideoFrameCallback(note);
  };
  element.requestVideoFrameCallback(note);
  setInterval(() => {
    if (times.length === 0) return;
    const [base] = times;
    tell({ ...tap, base, t: times.map((time) => time - base), n: numbers });
    times = [];
    numbers = [];
  }, PERIOD_MS);
}

function numberOf(element, drawing) {
  const { videoWidth, videoHeight } = element;
  const middle = (videoHeight * MARK_HEIGHT) / 2;
  drawing.drawImage(element, 0, middle - 1, videoWidth, 2, 0, 0, STRIP.width, STRIP.height);
  const { data } = drawing.getImageData(0, 0, STRIP.width, STRIP.height);
  // The green bytes: green is most of the luma, and the marks are black and white.
  return readMark(data, { offset: 1, step: 4, stride: 4 * STRIP.width, width: STRIP.width, rows: STRIP.height });
}

async function watchSound(track, tap, tell) {
  context ??= openContext();
  const { audio, ready } = context;
  await ready;
  const node = new AudioWorkletNode(audio, 'probe', { channelCount: 1, channelCountMode: 'explicit' });
  node.port.onmessage = ({ data: { now, ...part } }) => tell({ ...tap, ...part, clock: Date.now() - now });
  // Connected, or it would not run; it gives silence.
  audio
    .createMediaStreamSource(new MediaStream([track]))
    .connect(node)
    .connect(audio.destination);
}

function openContext() {
  const audio = new AudioContext();
  return { audio, ready: Promise.all([audio.audioWorklet.addModule('/probe-worklet.js'), audio.resume()]) };
}
