import type { Warning } from '../formats/format.js';
import type { CallSummary, ConnectionSummary } from '../model/call.js';
import type { ReadLog } from './read-log.js';

/** Formats that hold the statistics of peer connections and hardly anything else: one of them says what another says. */
const STATISTICS: ReadonlySet<string> = new Set(['webrtc-internals', 'rtcstats', 'getstats']);
/** Two recordings of one connection share at least this part of the shorter one. A choice. */
const LEAST_SHARED = 0.5;

/**
 * Takes the calls out of logs that say what another log says, so that no finding counts twice: of equal files all but the
 * first, of recordings of the same connections in several formats all but the fullest. Each such log says which one
 * stands for it.
 */
export function withoutDuplicates(logs: readonly ReadLog[]): ReadLog[] {
  return withoutOtherForms(withoutCopies(logs));
}

function withoutCopies(logs: readonly ReadLog[]): ReadLog[] {
  const known = new Map<string, ReadLog>();
  return logs.map((log) => {
    // What was not read says nothing; a damaged log may have been read to a different point.
    if (log.digest === undefined || log.status !== 'analyzed' || (log.summary?.records ?? 0) === 0) return log;
    const first = known.get(log.digest);
    if (first !== undefined) return withoutCalls(log, { code: 'duplicate', detail: first.path });
    known.set(log.digest, log);
    return log;
  });
}

function withoutOtherForms(logs: readonly ReadLog[]): ReadLog[] {
  const recordings = logs.filter(({ format, calls = [] }) => STATISTICS.has(format) && calls.length > 0);
  const kept: ReadLog[] = [];
  const standIns = new Map<ReadLog, ReadLog>();
  for (const log of [...recordings].sort((a, b) => fullness(b) - fullness(a))) {
    const other = kept.find((candidate) => candidate.format !== log.format && holds(candidate, log));
    if (other === undefined) kept.push(log);
    else standIns.set(log, other);
  }
  return logs.map((log) => {
    const other = standIns.get(log);
    return other === undefined ? log : withoutCalls(log, { code: 'same-recording', detail: other.path });
  });
}

function withoutCalls(log: ReadLog, warning: Warning): ReadLog {
  return { ...log, calls: [], warnings: [...log.warnings, warning] };
}

/** Connects come first: statistics alone do not show how a call was set up. Then the length that was recorded. */
function fullness({ calls = [] }: ReadLog): number {
  const connects = calls.flatMap(({ connections }) => connections.filter(({ connect }) => connect.spans.length > 0));
  const days = calls.reduce((sum, call) => sum + lengthOf(call), 0) / 86_400_000;
  return connects.length + Math.min(days, 1) * 0.5;
}

const lengthOf = ({ start, end }: CallSummary) => Math.max(0, (end ?? 0) - (start ?? end ?? 0));

/** Every connection of `log` that carried media was recorded in `other`, too, at the same time. */
function holds(other: ReadLog, log: ReadLog): boolean {
  const recorded = calls(other);
  const carried = calls(log).filter(({ connection }) => connection.tracks.length > 0);
  return (
    carried.length > 0 &&
    carried.every((one) =>
      recorded.some((another) => sameSender(one.connection, another.connection) && meet(one, another)),
    )
  );
}

interface Recorded {
  readonly connection: ConnectionSummary;
  /** Epoch ms. */
  readonly start: number;
  readonly end: number;
}

function calls({ calls = [], summary }: ReadLog): Recorded[] {
  const shift = summary?.shiftMs ?? 0;
  return calls.flatMap((call) =>
    call.start === undefined || call.end === undefined
      ? []
      : call.connections.map((connection) => ({
          connection,
          start: (call.start ?? 0) + shift,
          end: (call.end ?? 0) + shift,
        })),
  );
}

/**
 * Synchronisation sources (RFC 3550, section 8: drawn at random from 32 bits) of sent media name the sender. Those of
 * received media do not: a server may hand one stream to many.
 */
function sameSender(a: ConnectionSummary, b: ConnectionSummary): boolean {
  const sent = new Set(sources(a));
  return sources(b).some((source) => sent.has(source));
}

const sources = ({ tracks }: ConnectionSummary) =>
  tracks.flatMap(({ media, direction, ssrc }) =>
    direction === 'outbound' && ssrc !== undefined ? [`${media} ${ssrc}`] : [],
  );

function meet(a: Recorded, b: Recorded): boolean {
  const shared = Math.min(a.end, b.end) - Math.max(a.start, b.start);
  return shared > 0 && shared >= LEAST_SHARED * Math.min(a.end - a.start, b.end - b.start);
}
