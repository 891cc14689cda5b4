/** True where the bytes of a number in memory begin with the lowest, as UTF-16 does that Node writes. */
const IS_LITTLE_ENDIAN = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

let bytes: Buffer = Buffer.alloc(8192);
let codes: Uint16Array = new Uint16Array(bytes.buffer);

/**
 * The UTF-16 codes of a text with a 0 behind them, until the next text is asked for. To write them all and read them there
 * takes half the time of asking the text for each.
 */
export function codesOf(text: string): Uint16Array {
  const { length } = text;
  if (length >= codes.length) {
    bytes = Buffer.alloc(4 * (length + 1));
    codes = new Uint16Array(bytes.buffer);
  }
  if (IS_LITTLE_ENDIAN) bytes.write(text, 0, 'utf16le');
  else for (let i = 0; i < length; i++) codes[i] = text.charCodeAt(i);
  codes[length] = 0;
  return codes;
}
