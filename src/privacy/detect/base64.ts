/** The number that a character of base64 stands for, also in the alphabet for URLs, by its code. */
const VALUES = new Uint8Array(0x10000);
for (const [value, character] of [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'].entries())
  VALUES[character.charCodeAt(0)] = value;
VALUES['-'.charCodeAt(0)] = 62;
VALUES['_'.charCodeAt(0)] = 63;

/** So many characters are looked at: what is no text shows soon. */
export const SAMPLE = 32;

/** True when the characters of base64 that begin at the place stand for no control characters: the value may be text. */
export function mayBeText(codes: Uint16Array, start: number): boolean {
  for (let at = start; at < start + SAMPLE; at += 4) {
    const bits =
      (value(codes, at) << 18) | (value(codes, at + 1) << 12) | (value(codes, at + 2) << 6) | value(codes, at + 3);
    if (isControl(bits >> 16) || isControl((bits >> 8) & 0xff) || isControl(bits & 0xff)) return false;
  }
  return true;
}

function value(codes: Uint16Array, at: number): number {
  return VALUES[codes[at] ?? 0] ?? 0;
}

/** Not those of lines and tables. Halves of characters beyond ASCII are for the decoder. */
function isControl(byte: number): boolean {
  return byte === 0x7f || (byte < 0x20 && byte !== 9 && byte !== 10 && byte !== 13);
}
