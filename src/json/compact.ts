const LF = 0x0a;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;

const PLAIN = 0;
const BLANK = 1;
const STRING = 2;
/** From here on what tokens may stand at without a blank. */
const SEPARATOR = 3;
const OPENING = 4;
const CLOSING = 5;
const KIND = new Uint8Array(256);
for (const [kind, characters] of [
  [BLANK, ' \t\r\n'],
  [STRING, '"'],
  [SEPARATOR, ',:'],
  [OPENING, '{['],
  [CLOSING, '}]'],
] as const) {
  for (const character of characters) KIND[character.charCodeAt(0)] = kind;
}

const SMALLEST = 16 * 1024;
/** Who writes blanks between tokens writes one between the first few. */
const LOOKED_AT = 48;

/** True when the beginning of a JSON text has blanks between its tokens. */
export function isSpaced(bytes: Buffer, start: number, end: number): boolean {
  const to = Math.min(end, start + LOOKED_AT);
  let isString = false;
  for (let at = start; at < to; at++) {
    const byte = bytes[at] ?? 0;
    if (byte === QUOTE) isString = !isString;
    else if (!isString && KIND[byte] === BLANK) return true;
  }
  return false;
}

/** A JSON object or array without the blanks between its tokens, in memory that is used again for the next one. */
export class CompactText {
  bytes: Buffer = Buffer.alloc(0);
  length = 0;
  /** Line ends that were left out. */
  lineEnds = 0;

  /**
   * Copies what begins with a bracket at `start` and ends with the one that belongs to it. What is no JSON does not become
   * any: it stays as wrong as it was.
   * @returns the place behind it; −1 when it does not end before `end`, or blanks stand between tokens that need more
   */
  take(bytes: Buffer, start: number, end: number): number {
    if (this.bytes.length < end - start) this.bytes = Buffer.allocUnsafeSlow(Math.max(SMALLEST, 2 * (end - start)));
    const target = this.bytes;
    let lineEnds = 0;
    let depth = 0;
    let to = 0;
    let before = OPENING;
    let isGap = false;
    for (let at = start; at < end; at++) {
      const byte = bytes[at] ?? 0;
      const kind = KIND[byte] ?? PLAIN;
      if (kind === BLANK) {
        if (byte === LF) lineEnds++;
        isGap = true;
        continue;
      }
      if (isGap && before < SEPARATOR && kind < SEPARATOR) return -1;
      isGap = false;
      target[to++] = byte;
      before = kind;
      if (kind === PLAIN || kind === SEPARATOR) continue;
      if (kind === OPENING) depth++;
      else if (kind === CLOSING) {
        if (--depth > 0) continue;
        this.length = to;
        this.lineEnds = lineEnds;
        return at + 1;
      } else {
        // Byte by byte: the strings of statistics are short.
        for (at++; at < end && bytes[at] !== QUOTE; at++) {
          const inner = bytes[at] ?? 0;
          target[to++] = inner;
          if (inner === BACKSLASH && ++at < end) target[to++] = bytes[at] ?? 0;
        }
        target[to++] = QUOTE;
      }
    }
    return -1;
  }
}
