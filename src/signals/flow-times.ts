import type { TimeSpan, TrackKind } from '../model/call.js';

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

  /** Packets were received or sent in the interval (source time, ms). */
  add(kind: TrackKind, start: number, end: number): void {
    const spans = this.#spans.get(kind) ?? [];
    this.#spans.set(kind, spans);
    const last = spans.at(-1);
    if (last !== undefined && start <= last.end + TOUCHING_MS) last.end = Math.max(last.end, end);
    else if (spans.length < MAX_SPANS) spans.push({ start, end });
  }

  /** The kinds that ever flowed. */
  spans(): Partial<Record<TrackKind, readonly TimeSpan[]>> {
    return Object.fromEntries(this.#spans);
  }
}
