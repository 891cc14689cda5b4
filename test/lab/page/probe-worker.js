// Notes when each picture and sound of one track came by, outside the page's main thread. Told {tap, readable}: `tap` says
// which track it is, `readable` gives its frames. Tells the page {…tap, base, t, n} for pictures and {…tap, base, t, f} for
// sound, about once a second: `base` epoch ms, `t` ms after it of each entry, `n` the number of the picture (-1 = none to
// read), `f` nine numbers of each 20 ms of sound one after the other (see sound-features.js). The base of sound is on the
// clock of the track; `clock` is epoch ms minus that, of the piece of this second that was delivered fastest.
import { MARK_HEIGHT, readMark } from './mark.js';
import { SoundFeatures } from './sound-features.js';

const PERIOD_MS = 1000;
const ROWS = 4;
const PLANAR = new Set(['I420', 'I420A', 'I422', 'I444', 'NV12']);
/** Pictures drawn on a canvas; green is most of the luma, and the marks are black and white. */
const PACKED = new Set(['RGBA', 'RGBX', 'BGRA', 'BGRX']);
const notes = new Set();

/** Entries of one track that were not sent to the page yet. */
class Notes {
  constructor(tap) {
    this.tap = tap;
    this.key = tap.kind === 'picture' ? 'n' : 'f';
    this.clear();
    notes.add(this);
  }

  clear() {
    this.times = [];
    this.values = [];
    this.clock = undefined;
  }

  add(time, ...values) {
    this.times.push(time);
    this.values.push(...values);
  }

  flush() {
    if (this.times.length === 0) return;
    const base = Math.round(this.times[0]);
    const t = this.times.map((time) => Math.round(time - base));
    postMessage({ ...this.tap, base, clock: this.clock, t, [this.key]: this.values });
    this.clear();
  }
}

async function watchPictures(reader, noted) {
  let buffer = new Uint8Array(0);
  for (;;) {
    const { done, value: frame } = await reader.read();
    if (done) return;
    const time = Date.now();
    let number = -1;
    try {
      const packed = PACKED.has(frame.format);
      if (packed || PLANAR.has(frame.format)) {
        const { x, y, width, height } = frame.visibleRect;
        const middle = y + Math.max(0, Math.floor((height * MARK_HEIGHT - ROWS) / 2));
        const rect = { x, y: middle & ~1, width: width & ~1, height: ROWS };
        const bytes = frame.allocationSize({ rect });
        if (buffer.length < bytes) buffer = new Uint8Array(bytes);
        const [{ offset, stride }] = await frame.copyTo(buffer, { rect });
        const pixels = packed ? { offset: offset + 1, stride, step: 4 } : { offset, stride };
        number = readMark(buffer, { ...pixels, width, rows: ROWS });
      }
    } finally {
      frame.close();
    }
    noted.add(time, number);
  }
}

async function watchSound(reader, noted) {
  let samples = new Float32Array(0);
  const features = new SoundFeatures((time, values) => noted.add(time, ...values));
  for (;;) {
    const { done, value: data } = await reader.read();
    if (done) return;
    const time = data.timestamp / 1000;
    noted.clock = Math.min(noted.clock ?? Number.POSITIVE_INFINITY, Date.now() - time);
    if (samples.length !== data.numberOfFrames) samples = new Float32Array(data.numberOfFrames);
    data.copyTo(samples, { planeIndex: 0, format: 'f32-planar' });
    features.push(samples, data.sampleRate, time);
    data.close();
  }
}

self.onmessage = async ({ data: { tap, readable, stop } }) => {
  if (stop) {
    for (const noted of notes) noted.flush();
    return postMessage({ stopped: true });
  }
  const noted = new Notes(tap);
  const watch = tap.kind === 'picture' ? watchPictures : watchSound;
  try {
    await watch(readable.getReader(), noted);
  } catch (error) {
    postMessage({ error: String(error?.stack ?? error) });
  }
  noted.flush();
};
setInterval(() => {
  for (const noted of notes) noted.flush();
}, PERIOD_MS);
