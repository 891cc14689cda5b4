import type { CallSummary, TrackSummary } from '../model/call.js';

/** A call as one log shows it. */
export interface CallEnd {
  readonly call: CallSummary;
  /** Added to source times gives epoch ms; two logs can only be compared after it. */
  readonly shiftMs: number;
}

/** A track that one end sent and the other received: the same SSRC in overlapping time. */
export interface TrackPair {
  readonly sender: CallEnd;
  readonly sent: TrackSummary;
  readonly receiver: CallEnd;
  readonly received: TrackSummary;
}

/** Finds tracks that were sent in one log and received in another. Servers that rewrite SSRCs leave none. */
export function matchEnds(ends: readonly CallEnd[]): TrackPair[] {
  const outbound = new Map<string, { end: CallEnd; track: TrackSummary }[]>();
  for (const end of ends) {
    for (const track of tracksOf(end, 'outbound')) {
      const list = outbound.get(track.ssrc ?? '') ?? [];
      list.push({ end, track });
      outbound.set(track.ssrc ?? '', list);
    }
  }
  return ends.flatMap((receiver) =>
    tracksOf(receiver, 'inbound').flatMap((received) =>
      (outbound.get(received.ssrc ?? '') ?? [])
        .filter(
          ({ end, track }) =>
            end.call.source !== receiver.call.source && track.media === received.media && overlap(end, receiver),
        )
        .map(({ end: sender, track: sent }) => ({ sender, sent, receiver, received })),
    ),
  );
}

function tracksOf({ call }: CallEnd, direction: TrackSummary['direction']): TrackSummary[] {
  const tracks = call.connections.flatMap((connection) => connection.tracks);
  return tracks.filter((track) => track.direction === direction && track.ssrc !== undefined);
}

function overlap(a: CallEnd, b: CallEnd): boolean {
  const [startA, endA, startB, endB] = [a.call.start, a.call.end, b.call.start, b.call.end];
  if (startA === undefined || endA === undefined || startB === undefined || endB === undefined) return false;
  return startA + a.shiftMs <= endB + b.shiftMs && startB + b.shiftMs <= endA + a.shiftMs;
}
