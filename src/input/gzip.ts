import { crc32 } from 'node:zlib';
import { ExpansionLimit, type ExpansionOptions } from './expansion.js';
import { inflateRaw } from './inflate.js';
import type { ClosableReader } from './readers.js';
import { UnpackError, UnpackReader } from './unpack.js';
import type { InputWindow } from './window.js';

/** RFC 1952, section 2.3.1: the bits of FLG. */
const FHCRC = 2;
const FEXTRA = 4;
const FNAME = 8;
const FCOMMENT = 16;
const RESERVED = 0xe0;
const FIXED_HEADER = 10;

export function isGzip(bytes: Buffer): boolean {
  return bytes.length >= 2 && bytes[0] === 0x1f && bytes[1] === 0x8b;
}

export interface GzipOptions {
  readonly reopenable: boolean;
  readonly packedBytes?: number;
  readonly expansion?: ExpansionOptions;
}

/** Unpacks a gzip file of any number of members (RFC 1952). `open` gives its packed bytes from the beginning. */
export function gzipReader(open: () => ClosableReader, options: GzipOptions): UnpackReader {
  const limit = new ExpansionLimit(options.packedBytes, options.expansion);
  return new UnpackReader(open, gunzip, { reopenable: options.reopenable, limit });
}

async function* gunzip(window: InputWindow, carefulFrom: number): AsyncGenerator<Buffer, void> {
  for (let first = true; ; first = false) {
    if (!first && (await onlyPaddingLeft(window))) return;
    await skipHeader(window);
    let crc = 0;
    let size = 0;
    for await (const chunk of inflateRaw(window, carefulFrom)) {
      crc = crc32(chunk, crc);
      size += chunk.length;
      yield chunk;
    }
    if (!(await window.need(8))) throw truncated();
    const trailer = window.peek(8);
    const whole = trailer.readUInt32LE(0) === crc >>> 0 && trailer.readUInt32LE(4) === size % 2 ** 32;
    window.consume(8);
    if (!whole)
      throw new UnpackError('checksum', 'The checksum of the gzip data does not match; the file was changed.');
  }
}

/** After a member: true at the end of the file; zeros up to the end are padding (tapes, block devices). */
async function onlyPaddingLeft(window: InputWindow): Promise<boolean> {
  if ((await window.need(2)) && isGzip(window.peek(2))) return false;
  while (window.available > 0 || (await window.more())) {
    const bytes = window.peek(window.available);
    if (bytes.some((byte) => byte !== 0)) {
      throw new UnpackError('trailing-bytes', 'After the end of the gzip data other bytes follow; they were not read.');
    }
    window.consume(bytes.length);
  }
  return true;
}

async function skipHeader(window: InputWindow): Promise<void> {
  if (!(await window.need(FIXED_HEADER))) throw truncated();
  const header = window.peek(FIXED_HEADER);
  const flags = header[3] ?? 0;
  const method = header[2];
  if (method !== 8 || (flags & RESERVED) !== 0) throw new UnpackError('corrupt', 'The gzip header is not valid.');
  window.consume(FIXED_HEADER);
  if (flags & FEXTRA) {
    if (!(await window.need(2))) throw truncated();
    await skipBytes(window, 2 + window.peek(2).readUInt16LE(0));
  }
  if (flags & FNAME) await skipText(window);
  if (flags & FCOMMENT) await skipText(window);
  if (flags & FHCRC) await skipBytes(window, 2);
}

async function skipBytes(window: InputWindow, size: number): Promise<void> {
  if (!(await window.need(size))) throw truncated();
  window.consume(size);
}

/** Skips a text that ends with a zero byte. */
async function skipText(window: InputWindow): Promise<void> {
  for (;;) {
    if (window.available === 0 && !(await window.more())) throw truncated();
    const zero = window.peek(window.available).indexOf(0);
    window.consume(zero === -1 ? window.available : zero + 1);
    if (zero !== -1) return;
  }
}

function truncated(): UnpackError {
  return new UnpackError('truncated', 'The gzip data end early; the file was cut off.');
}
