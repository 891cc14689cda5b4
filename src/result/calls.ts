import type { CallSummary, ConnectionSummary, Subject } from '../model/call.js';
import type { ResultCall, ResultConnection, ResultSubject } from '../model/result.js';
import { isoTime } from './times.js';

/** A call of the log in the terms of the result; `shift` turns source time into epoch ms. */
export function resultCall(call: CallSummary, shift: number, zone: string): ResultCall {
  const time = (value: number | undefined) => (value === undefined ? null : isoTime(value + shift, zone));
  return {
    id: call.id,
    source: call.source,
    sdk: call.sdk ?? { name: 'unknown', version: 'unknown' },
    environment: call.environment,
    start: time(call.start),
    end: time(call.end),
    connections: call.connections.map(resultConnection),
  };
}

function resultConnection({ id, connect, path, tracks }: ConnectionSummary): ResultConnection {
  return {
    id,
    connect: {
      outcome: connect.outcome,
      totalMs: connect.totalMs === undefined ? null : round(connect.totalMs),
      uncertaintyMs: round(connect.uncertaintyMs),
      spans: connect.spans.map(({ name, start, end }) => ({ name, ms: round(end - start) })),
    },
    ...(path === undefined ? {} : { path }),
    tracks: tracks.map((track) => ({
      id: track.id,
      kind: track.media,
      direction: track.direction,
      ...(track.codec === undefined ? {} : { codec: track.codec }),
      totals: Object.fromEntries(Object.entries(track.totals).map(([name, value]) => [name, round(value)])),
    })),
  };
}

export function resultSubject(subject: Subject): ResultSubject {
  return {
    source: subject.source,
    call: subject.call,
    connection: subject.connection ?? null,
    track: subject.track ?? null,
    kind: subject.media ?? null,
    direction: subject.direction ?? null,
  };
}

/** Keeps what a reader can use: more decimals are noise of binary arithmetic. */
export function round(value: number): number {
  return Math.abs(value) >= 100 ? Math.round(value * 10) / 10 : Number(value.toPrecision(6));
}
