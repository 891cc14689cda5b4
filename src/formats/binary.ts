import type { Declined, Head } from './format.js';

const VENDOR_BINARY = /\.(?:xlog|clog)$/i;
const EVENT_LOG_NAME = /(?:rtc|webrtc)_?event_?log|\.rtcevent(?:log)?$/i;
const AEC_DUMP_NAME = /\.aecdump$|aec_?dump/i;
/** pcap in both byte orders and with nanoseconds, and pcapng. */
const CAPTURES: ReadonlySet<string> = new Set(['d4c3b2a1', 'a1b2c3d4', '4d3cb2a1', 'a1b23c4d', '0a0d0d0a']);
/** The first record of an AEC dump describes the stream: a few dozen bytes. */
const LONGEST_INIT = 1024;

/** Names a binary file by its bytes, else by its name: what to do with it depends on what it is. */
export function binaryFile({ bytes, name }: Head): Declined {
  const status = 'declined';
  if (bytes.length >= 4 && CAPTURES.has(bytes.toString('hex', 0, 4))) {
    return { format: 'network-capture', status, warning: { code: 'network-capture' } };
  }
  if (VENDOR_BINARY.test(name)) return { format: 'vendor-binary', status, warning: { code: 'vendor-binary' } };
  if (isAecDump(bytes) || AEC_DUMP_NAME.test(name)) {
    return { format: 'aec-dump', status, warning: { code: 'aec-dump' } };
  }
  if (isEventLog(bytes) || EVENT_LOG_NAME.test(name)) {
    return { format: 'rtc-event-log', status, warning: { code: 'event-log-binary' } };
  }
  return { format: 'binary', status, warning: { code: 'binary' } };
}

/**
 * Records of libwebrtc's audio_processing debug.proto, each behind its length (32 bit, little endian). The first is of type
 * INIT: field 1 = 0, then field 2 with the description of the stream.
 */
function isAecDump(bytes: Buffer): boolean {
  if (bytes.length < 8) return false;
  const length = bytes.readUInt32LE(0);
  return length >= 4 && length <= LONGEST_INIT && bytes[4] === 0x08 && bytes[5] === 0 && bytes[6] === 0x12;
}

/**
 * A stream of libwebrtc's rtc_event_log.proto (first event: field 1 time, field 2 type = 1, the start of the log) or
 * rtc_event_log2.proto (field 1 time, field 2 version = 2). The number of the outer field differs, its content does not.
 */
function isEventLog(bytes: Buffer): boolean {
  const [tag = 0, ...rest] = bytes.subarray(0, 32);
  if ((tag & 7) !== 2) return false;
  const outer = afterVarint([tag, ...rest], 0);
  const inner = afterVarint(rest, outer - 1);
  if (rest[inner] !== 0x08) return false;
  const type = afterVarint(rest, inner + 1);
  return rest[type] === 0x10 && (rest[type + 1] === 1 || rest[type + 1] === 2);
}

/** Place after the number of variable length that begins at `at`: its bytes have the highest bit set, but for the last. */
function afterVarint(bytes: readonly number[], at: number): number {
  let end = at;
  while (end < bytes.length && ((bytes[end] ?? 0) & 0x80) !== 0) end++;
  return end + 1;
}
