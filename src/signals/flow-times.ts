import type { TimeSpan, TrackKind } from '../model/call.js';
import type { Interval } from './interval.js';

/** Spans less apart than this are one: reports of one interval carry time stamps that differ by some ms. */
const TOUCHING_MS = 100;
/** Spans kept for one kind. A flow that stops more often is not followed further: what is not known covers nothing. */
const MAX_SPANS = 1000;

class Span {
  /** Source time, ms. Numbers from the beginning (see `Interval`). */
  start = Number.NaN;
  end = Number.NaN;
}

/** When media of one kind and direction flowed: merged spans in the order of time, bounded. */
export class FlowOfKind {
  readonly spans: Span[] = [];
  /** Nearly all that comes makes it longer. */
  #last = new Span();

  /** Packets were received or sent in the interval. */
  add({ start, end }: Interval): void {
    const last = this.#last;
    if (start <= last.end + TOUCHING_MS) {
      if (end > last.end) last.end = end;
    } else if (this.spans.length < MAX_SPANS) {
      const begun = new Span();
      begun.start = start;
      begun.end = end;
      this.#last = begun;
      this.spans.push(begun);
    }
  }
}

/** When media of each kind and direction flowed on a connection. */
export class FlowTimes {
  readonly #kinds = new Map<TrackKind, FlowOfKind>();

  of(kind: TrackKind): FlowOfKind {
    const known = this.#kinds.get(kind);
    if (known !== undefined) return known;
    const flow = new FlowOfKind();
    this.#kinds.set(kind, flow);
    return flow;
  }

  /** The kinds that ever flowed. */
  spans(): Partial<Record<TrackKind, readonly TimeSpan[]>> {
    const flowed: Partial<Record<TrackKind, readonly TimeSpan[]>> = {};
    for (const [kind, { spans }] of this.#kinds) if (spans.length > 0) flowed[kind] = spans;
    return flowed;
  }
}
