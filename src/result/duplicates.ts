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
  const recordings = logs
    .filter(({ format, calls = [] }) => STATISTICS.has(format) && calls.length > 0)
    .map((log) => ({ log, fullness: fullness(log), connections: connectionsOf(log) }))
    .sort((a, b) => b.fullness - a.fullness);
  const kept = new KeptRecordings();
  const standIns = new Map<ReadLog, ReadLog>();
  for (const { log, connections } of recordings) {
    const other = kept.holder(log, connections);
    if (other === undefined) kept.add(log, connections);
    else standIns.set(log, other);
  }
  return logs.map((log) => {
    const other = standIns.get(log);
    return other === undefined ? log : withoutCalls(log, { code: 'same-recording', detail: other.path });
  });
}

/** A connection as one log recorded it. */
interface Recorded {
  /** What names its sender; see `sourcesOf`. */
  readonly sources: ReadonlySet<string>;
  readonly carried: boolean;
  /** Epoch ms. */
  readonly start: number;
  readonly end: number;
}

/** The recordings that stand for themselves, by what was sent in them: most have nothing to do with one another. */
class KeptRecordings {
  readonly #bySource = new Map<
    string,
    { readonly log: ReadLog; readonly place: number; readonly recorded: Recorded }[]
  >();
  #count = 0;

  add(log: ReadLog, connections: readonly Recorded[]): void {
    const place = this.#count++;
    for (const recorded of connections) {
      for (const source of recorded.sources) {
        const list = this.#bySource.get(source);
        const entry = { log, place, recorded };
        if (list === undefined) this.#bySource.set(source, [entry]);
        else list.push(entry);
      }
    }
  }

  /** The first one in another format that has every connection of the log that carried media, recorded at the same time. */
  holder(log: ReadLog, connections: readonly Recorded[]): ReadLog | undefined {
    let holders: Map<number, ReadLog> | undefined;
    for (const connection of connections) {
      if (!connection.carried) continue;
      const own = this.#holdersOf(log, connection);
      if (holders === undefined) holders = own;
      else for (const place of holders.keys()) if (!own.has(place)) holders.delete(place);
      if (holders.size === 0) return undefined;
    }
    if (holders === undefined) return undefined;
    const first = [...holders.keys()].reduce((least, place) => Math.min(least, place));
    return holders.get(first);
  }

  #holdersOf({ format }: ReadLog, connection: Recorded): Map<number, ReadLog> {
    const holders = new Map<number, ReadLog>();
    for (const source of connection.sources) {
      for (const { log, place, recorded } of this.#bySource.get(source) ?? []) {
        if (log.format !== format && meet(connection, recorded)) holders.set(place, log);
      }
    }
    return holders;
  }
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

function connectionsOf({ calls = [], summary }: ReadLog): Recorded[] {
  const shift = summary?.shiftMs ?? 0;
  return calls.flatMap(({ start, end, connections }) =>
    start === undefined || end === undefined
      ? []
      : connections.map((connection) => ({
          sources: sourcesOf(connection),
          carried: connection.tracks.length > 0,
          start: start + shift,
          end: end + shift,
        })),
  );
}

/**
 * Synchronisation sources (RFC 3550, section 8: drawn at random from 32 bits) of sent media name the sender. Those of
 * received media do not: a server may hand one stream to many.
 */
function sourcesOf({ tracks }: ConnectionSummary): ReadonlySet<string> {
  return new Set(
    tracks.flatMap(({ media, direction, ssrc }) =>
      direction === 'outbound' && ssrc !== undefined ? [`${media} ${ssrc}`] : [],
    ),
  );
}

function meet(a: Recorded, b: Recorded): boolean {
  const shared = Math.min(a.end, b.end) - Math.max(a.start, b.start);
  return shared > 0 && shared >= LEAST_SHARED * Math.min(a.end - a.start, b.end - b.start);
}
