import { decodeText } from './text.js';

/** A power of two; a dump has about 200 names and short texts that come again and again. */
const SLOTS = 1024;
/** Longer texts do not come again. */
const LONGEST = 64;

/**
 * Decodes short strings, and gives the same text again for the same bytes: a comparison in place of a decoding, and nothing
 * is allocated.
 */
export class Names {
  private readonly known: string[] = new Array<string>(SLOTS).fill('');

  /** The text of a JSON string without its quotes, `bytes[start..end)`. */
  of(bytes: Buffer, start: number, end: number): string {
    const length = end - start;
    if (length > LONGEST) return decodeText(bytes, start, end, false);
    const slot = slotOf(bytes, start, end);
    const known = this.known[slot] ?? '';
    if (isSame(known, bytes, start, end)) return known;
    const text = decodeText(bytes, start, end, false);
    // ASCII without escapes: a character for each byte, so that it can be compared.
    if (text.length === length) this.known[slot] = text;
    return text;
  }
}

/** By the length and five of the bytes: texts that differ in others share a slot. */
function slotOf(bytes: Buffer, start: number, end: number): number {
  const length = end - start;
  let hash = length;
  hash = (hash * 31 + (bytes[start] ?? 0)) | 0;
  hash = (hash * 31 + (bytes[start + (length >> 2)] ?? 0)) | 0;
  hash = (hash * 31 + (bytes[start + (length >> 1)] ?? 0)) | 0;
  hash = (hash * 31 + (bytes[end - 2] ?? 0)) | 0;
  hash = (hash * 31 + (bytes[end - 1] ?? 0)) | 0;
  return (hash ^ (hash >>> 10) ^ (hash >>> 20)) & (SLOTS - 1);
}

/** A character above 0x7F is no byte of its own: U+FFFD, for which an invalid byte stands, is above all bytes. */
function isSame(text: string, bytes: Buffer, start: number, end: number): boolean {
  if (text.length !== end - start) return false;
  for (let k = 0; k < text.length; k++) if (text.charCodeAt(k) !== bytes[start + k]) return false;
  return true;
}
