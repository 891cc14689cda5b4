import type { Head } from '../format.js';
import { DUMP_HEADER } from './dump.js';
import { isRecorded } from './recorder.js';

export type Dialect = 'jitsi' | 'dump' | 'whole-file';

/** `["event", null or "PC_0",` at the start of a line. */
const ENTRY = /^\["([\w.]{1,60})",\s{0,3}(?:null|"[^"]{0,100}"),/;
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

/** The dialect of a log by its content; undefined when it is none of them. */
export function dialectOf(head: Head): Dialect | undefined {
  const first = head.lines[0]?.trimEnd();
  if (first === DUMP_HEADER) return 'dump';
  if (/^\s*\{/.test(head.text.slice(0, 100)) && /"peerConnections"\s{0,10}:\s{0,10}\{/.test(head.text))
    return /"PeerConnections"\s{0,10}:\s{0,10}\{\s{0,10}"/.test(head.text) ? undefined : 'whole-file';
  for (const line of head.lines.slice(0, LINES_LOOKED_AT)) {
    const name = ENTRY.exec(line)?.[1];
    if (name !== undefined && (isRecorded(name) || TYPICAL.has(name))) return 'jitsi';
  }
  return undefined;
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
    // Epoch ms of this century have 12 or 13 digits; a sequence number may follow.
    const text = /,(\d{12,13}(?:\.\d+)?)(?:,\d{1,9})?\]\s*$/.exec(line.slice(-60))?.[1];
    const time = text === undefined ? undefined : Number(text);
    if (time !== undefined && (earliest === undefined || time < earliest)) earliest = time;
  }
  return earliest;
}
