// What one end sends: microphone and camera, or what an application draws instead.
import { blocksOf, MARK_BLOCKS, MARK_COUNT, MARK_HEIGHT } from './mark.js';

/**
 * @param {object} wanted media of the plan: `audio`, `video`, size and rate; `capture` says where the picture comes from:
 *   the camera if absent, 'drawn' (moving), 'slides' (a new page every few seconds), 'static-screen'; `speech` is a file
 *   that is played instead of the microphone
 * @returns {Promise<MediaStream>}
 */
export async function openMedia(wanted) {
  const capture = wanted.drawnPicture ? 'drawn' : wanted.capture;
  const microphone = wanted.audio && !wanted.speech;
  const camera = wanted.video && !capture;
  const local = microphone || camera ? await openDevices(wanted, microphone, camera) : new MediaStream();
  if (wanted.audio && wanted.speech) local.addTrack(await fileTrack(wanted.speech));
  if (wanted.video && capture) local.addTrack(drawnTrack(wanted, PAINTERS[capture]()));
  return local;
}

/** Gain control is off so that the level of the speech stays what the script says. */
const openDevices = (wanted, audio, video) =>
  navigator.mediaDevices.getUserMedia({
    audio: audio && {
      echoCancellation: wanted.echoCancellation ?? true,
      noiseSuppression: true,
      autoGainControl: false,
    },
    video: video && openCameraConstraints(wanted),
  });

export const openCameraConstraints = ({ width, height, fps }) => ({ width, height, frameRate: fps });

/** Sound of a file, again from its start when it ends, as the fake microphone of Chromium does it. */
async function fileTrack(url) {
  const context = new AudioContext({ sampleRate: 48_000 });
  const buffer = await context.decodeAudioData(await (await fetch(url)).arrayBuffer());
  const target = context.createMediaStreamDestination();
  const source = new AudioBufferSourceNode(context, { buffer, loop: true });
  source.connect(target);
  await context.resume();
  source.start();
  return target.stream.getAudioTracks()[0];
}

/** A picture drawn on a canvas. */
export function drawnTrack({ width, height, fps }, paint = PAINTERS.drawn()) {
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  const context = canvas.getContext('2d');
  let step = 0;
  const next = () => paint(context, { width, height, fps, step: step++ });
  next();
  setInterval(next, 1000 / fps);
  // Each drawn picture is sent. With a rate given, Firefox takes pictures by a clock of its own and misses every third.
  return canvas.captureStream().getVideoTracks()[0];
}

/** As the camera's file has it, see mark.js. */
function drawMark(context, width, height, number) {
  const size = width / MARK_BLOCKS;
  for (const [block, white] of blocksOf(number).entries()) {
    context.fillStyle = white ? 'white' : 'black';
    context.fillRect(Math.floor(block * size), 0, Math.ceil(size), height * MARK_HEIGHT);
  }
}

const SLIDE_SECONDS = 4;

/** How each kind of picture is drawn, one step per frame. */
const PAINTERS = {
  drawn:
    () =>
    (context, { width, height, step }) => {
      context.fillStyle = `hsl(${(step * 7) % 360} 60% 50%)`;
      context.fillRect((step * 11) % width, (step * 5) % height, 40, 40);
      drawMark(context, width, height, step % MARK_COUNT);
    },
  slides:
    () =>
    (context, { width, height, fps, step }) => {
      page(context, width, height, Math.floor(step / (fps * SLIDE_SECONDS)));
    },
  // Somebody shares a document and reads: only the clock in the corner changes.
  'static-screen':
    () =>
    (context, { width, height, fps, step }) => {
      if (step === 0) page(context, width, height, 0);
      context.fillStyle = 'white';
      context.fillRect(width - 40, height - 16, 40, 16);
      context.fillStyle = 'black';
      context.fillText(String(Math.floor(step / fps)), width - 36, height - 4);
    },
};

function page(context, width, height, number) {
  context.fillStyle = 'white';
  context.fillRect(0, 0, width, height);
  context.fillStyle = `hsl(${(number * 67) % 360} 50% 40%)`;
  context.fillRect(0, 0, width, 28);
  context.fillStyle = 'black';
  for (let line = 0; line * 14 + 60 < height; line++)
    context.fillText(
      `Page ${number + 1}, point ${line + 1}: ${'quarterly figures '.repeat(1 + (line % 3))}`,
      12,
      50 + line * 14,
    );
}
