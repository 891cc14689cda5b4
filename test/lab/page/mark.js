// The number of each picture, drawn into it as black and white blocks, so that whoever receives it knows which one it is.
// Used by the lab (which draws) and inside the browser (which reads).

/** Nine bits: 512 pictures, 20 s at 25 per second; longer than any delay that a call survives. */
export const MARK_BITS = 9;
/** Pictures until the numbers start again; the camera file has exactly this many. */
export const MARK_COUNT = 2 ** MARK_BITS;
/** Bits of the number whose parity each check bit is: every bit is in two of them, so a single wrong bit shows. */
export const CHECKS = [
  [0, 2, 4, 6, 8, 1],
  [1, 3, 4, 7, 8, 0],
  [2, 3, 5, 6, 7, 5],
].map((bits) => [...new Set(bits)]);
/** Blocks side by side over the whole width. */
export const MARK_BLOCKS = MARK_BITS + CHECKS.length;
/** Height of the strip at the upper edge, as a share of the height of the picture. */
export const MARK_HEIGHT = 0.1;

/** Luma below which a block is black and above which it is white; between them it is unreadable. */
const BLACK_BELOW = 100;
const WHITE_ABOVE = 150;

const bit = (number, index) => (number >> index) & 1;
const parity = (number, bits) => bits.reduce((sum, index) => sum ^ bit(number, index), 0);

/** @returns {boolean[]} for each block from the left whether it is white */
export function blocksOf(number) {
  const data = Array.from({ length: MARK_BITS }, (_, index) => bit(number, index) === 1);
  return [...data, ...CHECKS.map((bits) => parity(number, bits) === 1)];
}

/**
 * Reads the number out of rows from the middle of the strip.
 * @param {ArrayLike<number>} luma one byte a pixel
 * @param {{offset: number, stride: number, width: number, rows: number, step?: number}} shape where the pixels are in it;
 *   `step`: bytes from one to the next
 * @returns {number} 0 to 511, or -1 = no mark, or it cannot be read
 */
export function readMark(luma, { offset, stride, width, rows, step = 1 }) {
  let number = 0;
  let checks = 0;
  for (let block = 0; block < MARK_BLOCKS; block++) {
    // Only the middle third of a block counts: the edges blur when the picture is scaled or coded coarsely.
    const from = Math.floor(((block + 1 / 3) * width) / MARK_BLOCKS);
    const to = Math.max(from + 1, Math.floor(((block + 2 / 3) * width) / MARK_BLOCKS));
    let sum = 0;
    for (let row = 0; row < rows; row++) {
      for (let x = from; x < to; x++) sum += luma[offset + row * stride + x * step];
    }
    const mean = sum / (rows * (to - from));
    if (mean > BLACK_BELOW && mean < WHITE_ABOVE) return -1;
    if (mean < WHITE_ABOVE) continue;
    if (block < MARK_BITS) number |= 1 << block;
    else checks |= 1 << (block - MARK_BITS);
  }
  return CHECKS.every((bits, index) => parity(number, bits) === bit(checks, index)) ? number : -1;
}
