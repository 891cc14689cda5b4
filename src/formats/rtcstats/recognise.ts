import type { Head } from '../format.js';
import { isRecorded } from './recorder.js';

export const DUMP_HEADER = 'RTCStatsDump';

export type Dialect = 'jitsi' | 'dump' | 'whole-file';

/** `["event", null or "PC_0",` at the start of a line. */
const ENTRY = /^\["([\w.]{1,60})",\s{0,3}(?:null|"[^"]{0,100}"),/;
/** The header, or any entry: `dialectOf` knows their names. */
export const BEGINNING = new RegExp(`^${DUMP_HEADER}\\r?$|${ENTRY.source}`, 'gm');
/** Names of entries that are skipped when reading, but tell the format: other programs' arrays have other names. */
const TYPICAL: ReadonlySet<string> = new Set([
  'connectionInfo',
  'identity',
  'logs',
  'getstats',
  'getStats',
  'onnegotiationneeded',
]);
const LINES_LOOKED_AT = 20;
/** How an entry of a dump ends: with the ms since the line before, less than a day. */
const DISTANCE = /,-?\d{1,8}(?:\.\d{1,20})?\]$/;
/** How an entry that a client has stamped ends: epoch ms of this century have 12 or 13 digits; a running number may follow. */
const TIME = /,(\d{12,13}(?:\.\d{1,20})?)(?:,\d{1,9})?\]$/;

/** The dialect of a log by its content; undefined when it is none of them. */
export function dialectOf(head: Head): Dialect | undefined {
  if (/^\s*\{/.test(head.text.slice(0, 100)) && /"peerConnections"\s{0,10}:\s{0,10}\{/.test(head.text))
    return /"PeerConnections"\s{0,10}:\s{0,10}\{\s{0,10}"/.test(head.text) ? undefined : 'whole-file';
  const lines = head.lines.slice(0, LINES_LOOKED_AT).map((line) => line.trim());
  const first = lines.findIndex((line) => line === DUMP_HEADER || isEntry(line));
  if (first === -1) return undefined;
  return isEntry(lines[first] ?? '') && !areDumped(lines.slice(first)) ? 'jitsi' : 'dump';
}

function isEntry(line: string): boolean {
  const name = ENTRY.exec(line)?.[1];
  return name !== undefined && (isRecorded(name) || TYPICAL.has(name));
}

/** True for the entries of a dump whose beginning is lost: most end with a distance in time, where Jitsi's have a time. */
function areDumped(lines: readonly string[]): boolean {
  const ends = lines.filter(isEntry).map((line) => line.slice(-60));
  return 2 * ends.filter((end) => DISTANCE.test(end) && !TIME.test(end)).length > ends.length;
}

/**
 * True for the logs of Jitsi's servers (JVB, Jicofo, Jigasi): JSON Lines of objects with a `statsSessionId`. They show
 * the bridge, not what a participant saw or heard.
 */
export function isServerLog(head: Head): boolean {
  return /^\s{0,10}\{\s{0,10}"statsSessionId"/.test(head.text);
}

/** Time of the first entry that is stamped by the client, epoch ms. */
export function firstTimeOf(head: Head): number | undefined {
  const dialect = dialectOf(head);
  if (dialect === 'whole-file') {
    const time = Date.parse(/"time"\s{0,10}:\s{0,10}"([^"]{10,40})"/.exec(head.text)?.[1] ?? '');
    return Number.isNaN(time) ? undefined : time;
  }
  let earliest: number | undefined;
  for (const line of head.lines) {
    // The statistics server may have stamped this one.
    if (dialect === 'jitsi' && line.startsWith('["connectionInfo"')) continue;
    const text = TIME.exec(line.trimEnd().slice(-60))?.[1];
    const time = text === undefined ? undefined : Number(text);
    if (time !== undefined && (earliest === undefined || time < earliest)) earliest = time;
  }
  return earliest;
}
