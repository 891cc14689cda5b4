import { describe, expect, it } from 'vitest';
import { blocksOf, MARK_BLOCKS, MARK_COUNT, readMark } from '../page/mark.js';
import { BAND_EDGES, BLOCK_MS, SoundFeatures } from '../page/sound-features.js';

const ROWS = 4;

/** The middle rows of the strip as a camera of this width shows them. */
function painted(number: number, width: number, black = 20, white = 230): Uint8Array {
  const blocks = blocksOf(number);
  const row = Array.from({ length: width }, (_, x) => (blocks[Math.floor((x * MARK_BLOCKS) / width)] ? white : black));
  return Uint8Array.from(Array.from({ length: ROWS }, () => row).flat());
}
const read = (luma: Uint8Array, width: number) => readMark(luma, { offset: 0, stride: width, width, rows: ROWS });

describe('the number of a picture', () => {
  it.each([640, 320, 160, 80])('is read in a picture %i pixels wide', (width) => {
    for (let number = 0; number < MARK_COUNT; number++) expect(read(painted(number, width), width)).toBe(number);
  });

  it('is not read when a block is wrong or grey', () => {
    for (let block = 0; block < MARK_BLOCKS; block++) {
      const wrong = painted(309, 320);
      const grey = painted(309, 320);
      for (let at = 0; at < wrong.length; at++) {
        if (Math.floor(((at % 320) * MARK_BLOCKS) / 320) !== block) continue;
        wrong[at] = 250 - (wrong[at] ?? 0);
        grey[at] = 125;
      }
      expect(read(wrong, 320)).toBe(-1);
      expect(read(grey, 320)).toBe(-1);
    }
  });
});

describe('the features of a sound', () => {
  const blocksFrom = (pieces: [Float32Array, number][]) => {
    const blocks: { time: number; features: number[] }[] = [];
    const features = new SoundFeatures((time: number, values: number[]) => blocks.push({ time, features: values }));
    for (const [samples, time] of pieces) features.push(samples, 48_000, time);
    return blocks;
  };
  const tone = (hertz: number, samples: number, from = 0) =>
    Float32Array.from({ length: samples }, (_, n) => 0.5 * Math.sin((2 * Math.PI * hertz * (n + from)) / 48_000));
  const dbfs = (byte = 0) => byte / 2 - 110;

  it('are the level and the band in which a tone lies', () => {
    const [block] = blocksFrom([[tone(1000, 960), 0]]);
    // A sine of amplitude 0.5 has a mean power of 1/8.
    expect(dbfs(block?.features[0])).toBeCloseTo(-9, 0);
    const band = BAND_EDGES.findIndex((edge: number) => edge > 1000);
    expect(dbfs(block?.features[band])).toBeCloseTo(-9, 0);
    for (const [at, value] of (block?.features ?? []).entries())
      if (at > 0 && at !== band) expect(dbfs(value)).toBeLessThan(-40);
  });

  it('come every 20 ms with the time of their first sample, however the samples are cut', () => {
    const pieces = Array.from({ length: 20 }, (_, n): [Float32Array, number] => [
      tone(500, 480, n * 480),
      700 + n * 10,
    ]);
    expect(blocksFrom(pieces).map(({ time }) => time)).toEqual(
      Array.from({ length: 10 }, (_, n) => 700 + n * BLOCK_MS),
    );
  });

  it('do not mix what was before a hole with what came after it', () => {
    const blocks = blocksFrom([
      [tone(500, 480), 0],
      [tone(500, 960), 300],
    ]);
    expect(blocks.map(({ time }) => time)).toEqual([300]);
  });
});
