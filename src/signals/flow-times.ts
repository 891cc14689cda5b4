import type { TimeSpan, TrackKind } from '../model/call.js';
import type { Interval } from './interval.js';

/** Spans less apart than this are one: reports of one interval carry time stamps that differ by some ms. */
const TOUCHING_MS = 100;
/** Spans kept for one kind. A flow that stops more often is not followed further: what is not known covers nothing. */
const MAX_SPANS = 1000;

interface Growing {
  readonly start: number;
  end: number;
}

/** When media of each kind and direction flowed on a connection: merged spans in the order of time, bounded. */
export class FlowTimes {
  readonly #spans = new Map<TrackKind, Growing[]>();
  /** The last span of each kind: nearly all that comes makes it longer. */
  readonly #last: Record<TrackKind, Growing> = {
    'inbound-audio': { start: Number.NaN, end: Number.NaN },
    'inbound-video': { start: Number.NaN, end: Number.NaN },
    'outbound-audio': { start: Number.NaN, end: Number.NaN },
    'outbound-video': { start: Number.NaN, end: Number.NaN },
  };

  /** Packets were received or sent in the interval. */
  add(kind: TrackKind, { start, end }: Interval): void {
    const last = this.#last[kind];
    if (start <= last.end + TOUCHING_MS) {
      if (end > last.end) last.end = end;
      return;
    }
    const spans = this.#spans.get(kind) ?? [];
    this.#spans.set(kind, spans);
    if (spans.length >= MAX_SPANS) return;
    const begun = { start, end };
    this.#last[kind] = begun;
    spans.push(begun);
  }

  /** The kinds that ever flowed. */
  spans(): Partial<Record<TrackKind, readonly TimeSpan[]>> {
    return Object.fromEntries(this.#spans);
  }
}
