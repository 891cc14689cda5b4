// What is kept of a sound: 50 times a second its level and the energy in eight bands. Enough to tell whether, when and how
// well speech arrived, and small enough for long calls. Used inside the browser, in a worker or an audio worklet.

export const BLOCK_MS = 20;
/** Edges of the bands, Hz; narrower where speech carries most (mel-like), up to the limit of narrow-band codecs. */
export const BAND_EDGES = [100, 300, 500, 800, 1200, 1700, 2300, 3000, 4000];
/** Numbers of a block: the level and the bands. */
export const FEATURES = BAND_EDGES.length;
/** A kept number is half decibels above this, 0 to 255. */
export const FLOOR_DBFS = -110;

const SIZE = 1024;
const SILENCE = 1e-11;

const toByte = (power) =>
  Math.max(0, Math.min(255, Math.round(2 * (10 * Math.log10(Math.max(power, SILENCE)) - FLOOR_DBFS))));

/** Takes samples in pieces of any size and gives a block of features each 20 ms. */
export class SoundFeatures {
  /** @param {(time: number, features: number[]) => void} onBlock time of the block's first sample, on the clock of `push` */
  constructor(onBlock) {
    this.onBlock = onBlock;
    this.block = undefined;
    this.filled = 0;
    this.start = 0;
    this.real = new Float64Array(SIZE);
    this.imaginary = new Float64Array(SIZE);
  }

  /** @param {Float32Array} samples mono @param {number} rate Hz, at least 8000 @param {number} time ms of the first sample */
  push(samples, rate, time) {
    const length = Math.round((rate * BLOCK_MS) / 1000);
    if (this.block?.length !== length) {
      this.block = new Float32Array(length);
      this.filled = 0;
      this.window = Float64Array.from(this.block, (_, n) => 0.5 - 0.5 * Math.cos((2 * Math.PI * (n + 0.5)) / length));
    }
    // Samples are missing or came late: what was collected belongs to another moment.
    if (this.filled > 0 && Math.abs(time - (this.start + (this.filled / rate) * 1000)) > 2 * BLOCK_MS) this.filled = 0;
    for (let at = 0; at < samples.length; ) {
      if (this.filled === 0) this.start = time + (at / rate) * 1000;
      const count = Math.min(length - this.filled, samples.length - at);
      this.block.set(samples.subarray(at, at + count), this.filled);
      this.filled += count;
      at += count;
      if (this.filled < length) return;
      this.onBlock(this.start, this.features(rate));
      this.filled = 0;
    }
  }

  features(rate) {
    const { block, real, imaginary, window } = this;
    let power = 0;
    real.fill(0);
    imaginary.fill(0);
    const step = Math.ceil(block.length / SIZE);
    for (let n = 0; n < block.length; n++) power += block[n] ** 2;
    for (let n = 0; n < block.length; n += step) real[n / step] = block[n] * window[n];
    transform(real, imaginary);
    const perHertz = (SIZE * step) / rate;
    const kept = [toByte(power / block.length)];
    for (let band = 0; band + 1 < BAND_EDGES.length; band++) {
      let energy = 0;
      const last = Math.min(SIZE / 2, Math.ceil(BAND_EDGES[band + 1] * perHertz));
      for (let bin = Math.ceil(BAND_EDGES[band] * perHertz); bin < last; bin++)
        energy += real[bin] ** 2 + imaginary[bin] ** 2;
      // Parseval: both halves of the spectrum, the mean power of a Hann window is 3/8.
      kept.push(toByte((2 * energy * step * step) / (block.length ** 2 * 0.375)));
    }
    return kept;
  }
}

/** Discrete Fourier transform in place, radix 2. */
function transform(real, imaginary) {
  for (let i = 1, j = 0; i < SIZE; i++) {
    let half = SIZE >> 1;
    for (; j & half; half >>= 1) j ^= half;
    j ^= half;
    if (i < j) {
      [real[i], real[j]] = [real[j], real[i]];
      [imaginary[i], imaginary[j]] = [imaginary[j], imaginary[i]];
    }
  }
  for (let length = 2; length <= SIZE; length <<= 1) {
    const angle = (-2 * Math.PI) / length;
    for (let k = 0; k < length / 2; k++) {
      const [cos, sin] = [Math.cos(angle * k), Math.sin(angle * k)];
      for (let i = k; i < SIZE; i += length) {
        const j = i + length / 2;
        const re = real[j] * cos - imaginary[j] * sin;
        const im = real[j] * sin + imaginary[j] * cos;
        real[j] = real[i] - re;
        imaginary[j] = imaginary[i] - im;
        real[i] += re;
        imaginary[i] += im;
      }
    }
  }
}
