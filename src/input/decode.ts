import { isUtf8 } from 'node:buffer';

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030';

export interface Detected {
  readonly encoding: Encoding;
  /** Bytes of the byte order mark, 0 without one. */
  readonly bom: 0 | 2 | 3;
  /** Not text in any encoding: more than 10 % of the first 4 KiB cannot be decoded. */
  readonly binary: boolean;
}

const SNIFFED = 4096;
/** Plain logs hold some raw bytes (an SDK that prints a memory block), binary files are undecodable in about half. */
const BINARY_SHARE = 0.1;

/**
 * Finds the encoding of a source from its first bytes (64 KiB are enough; the last character may be cut). In order:
 * byte order mark, UTF-16 of ASCII text, strict UTF-8, plausible Chinese GB18030, UTF-8 with errors. NUL bytes alone
 * say nothing: some SDKs pad with them.
 */
export function detectEncoding(head: Buffer): Detected {
  if (head.length >= 3 && head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) {
    return { encoding: 'utf-8', bom: 3, binary: utf8IsBinary(head.subarray(3)) };
  }
  if (head.length >= 2 && head[0] === 0xff && head[1] === 0xfe) return utf16('utf-16le', 2, head);
  if (head.length >= 2 && head[0] === 0xfe && head[1] === 0xff) return utf16('utf-16be', 2, head);
  if (isUtf16OfAscii(head, 0)) return utf16('utf-16le', 0, head);
  if (isUtf16OfAscii(head, 1)) return utf16('utf-16be', 0, head);
  if (isUtf8(withoutCutTail(head))) return { encoding: 'utf-8', bom: 0, binary: false };
  if (isChinese(head)) return { encoding: 'gb18030', bom: 0, binary: false };
  return { encoding: 'utf-8', bom: 0, binary: utf8IsBinary(head) };
}

/** Decodes a head as detected; the mark is left out, and so is a character cut at its end if more bytes follow. */
export function decodeHead(head: Buffer, detected: Detected, complete: boolean): string {
  const decoder = new TextDecoder(detected.encoding, { ignoreBOM: true });
  return decoder.decode(head.subarray(detected.bom), { stream: !complete });
}

function utf16(encoding: 'utf-16le' | 'utf-16be', bom: 0 | 2, head: Buffer): Detected {
  const text = new TextDecoder(encoding).decode(head.subarray(bom, SNIFFED), { stream: true });
  // In random 16-bit units every sixth is unassigned, private or half of a pair.
  const odd = text.match(/[\p{Cn}\p{Co}\p{Cs}\ufffd]/gu)?.length ?? 0;
  return { encoding, bom, binary: odd > text.length * BINARY_SHARE };
}

/** Whether nearly all byte pairs are an ASCII text character and a NUL. `first` is the place of the character. */
function isUtf16OfAscii(head: Buffer, nul: 0 | 1): boolean {
  const pairs = Math.floor(Math.min(head.length, SNIFFED) / 2);
  if (pairs < 4) return false;
  let matching = 0;
  for (let at = 0; at < pairs * 2; at += 2) {
    const byte = head[at + nul] ?? 0;
    const printable = (byte >= 0x20 && byte < 0x7f) || byte === 9 || byte === 10 || byte === 13;
    if (printable && head[at + 1 - nul] === 0) matching++;
  }
  // Names and device labels may be in other scripts.
  return matching >= pairs * 0.8;
}

/** The bytes without an incomplete UTF-8 sequence at the end. */
function withoutCutTail(bytes: Buffer): Buffer {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return bytes;
    if (byte < 0xc0) continue;
    const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    return needed > back ? bytes.subarray(0, bytes.length - back) : bytes;
  }
  return bytes;
}

function utf8IsBinary(head: Buffer): boolean {
  const part = head.subarray(0, SNIFFED);
  return undecodableUtf8(head.length > SNIFFED ? withoutCutTail(part) : part) > part.length * BINARY_SHARE;
}

/** Bytes that are no part of a UTF-8 character. */
function undecodableUtf8(bytes: Buffer): number {
  let real = 0;
  for (let at = bytes.indexOf('\ufffd'); at !== -1; at = bytes.indexOf('\ufffd', at + 3)) real += 3;
  return bytes.length - real - Buffer.byteLength(bytes.toString('utf8').replaceAll('\ufffd', ''));
}

/**
 * Whether the bytes above ASCII are Chinese text in GB18030. Nearly any high bytes form GB18030 characters, so they
 * have to be common ones: of GB 2312 the symbols (rows 1–9) and the level 1 characters (rows 16–55, which make up more
 * than 99 % of running text). Text that is UTF-8 but for some bad bytes is never taken for it.
 */
function isChinese(head: Buffer): boolean {
  const high = head.reduce((count, byte) => count + (byte >= 0x80 ? 1 : 0), 0);
  if (undecodableUtf8(head) < high / 2) return false;
  let common = 0;
  let other = 0;
  for (let at = 0; at < head.length - 1; at++) {
    const lead = head[at] ?? 0;
    if (lead < 0x80) continue;
    const trail = head[at + 1] ?? 0;
    const commonRow = (lead >= 0xa1 && lead <= 0xa9) || (lead >= 0xb0 && lead <= 0xd7);
    if (commonRow && trail >= 0xa1 && trail <= 0xfe) common++;
    else other++;
    // A lead takes its trail with it; a byte that cannot be a trail is looked at on its own.
    if (trail >= 0x40 && trail !== 0x7f) at++;
  }
  return common >= 4 && common >= other * 9;
}
