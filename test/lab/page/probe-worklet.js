// Notes sound inside an audio context, where a browser does not hand out the frames of a track. Posts about once a second
// {base, t, f, now}: as probe-worker.js says; `base` and `now` (when it was posted) are ms of the context's clock.
import { BLOCK_MS, SoundFeatures } from './sound-features.js';

const BLOCKS = 1000 / BLOCK_MS;

class Probe extends AudioWorkletProcessor {
  times = [];
  values = [];
  features = new SoundFeatures((time, values) => {
    this.times.push(time);
    this.values.push(...values);
  });

  process([[mono]]) {
    if (mono) this.features.push(mono, sampleRate, currentTime * 1000);
    if (this.times.length >= BLOCKS) this.flush();
    return true;
  }

  flush() {
    const base = Math.round(this.times[0]);
    const t = this.times.map((time) => Math.round(time - base));
    this.port.postMessage({ base, t, f: this.values, now: currentTime * 1000 });
    this.times = [];
    this.values = [];
  }
}
registerProcessor('probe', Probe);
