import { SIGNAL_INDEX, SIGNALS, type SignalId } from '../model/signal.js';
import type { Tick } from './tick.js';

/** Whole-call values that a summary shows, with the signal that weighs their mean (default: time). */
const SHOWN: readonly { readonly signal: SignalId; readonly weight?: SignalId }[] = [
  { signal: 'packets-expected' },
  { signal: 'inbound-loss', weight: 'packets-expected' },
  { signal: 'received-bitrate' },
  { signal: 'jitter-buffer-delay' },
  { signal: 'one-way-delay' },
  { signal: 'freeze-count' },
  { signal: 'stall-time' },
  { signal: 'decoded-frame-rate' },
  { signal: 'received-height' },
  { signal: 'concealment', weight: 'samples-received' },
  { signal: 'audible-concealment', weight: 'samples-received' },
  { signal: 'interruption-time' },
  { signal: 'inbound-level' },
  { signal: 'sent-bitrate' },
  { signal: 'sent-frame-rate' },
  { signal: 'sent-height' },
  { signal: 'outbound-loss' },
  { signal: 'remote-round-trip-time' },
  { signal: 'round-trip-time' },
  { signal: 'microphone-level' },
  { signal: 'sdk-freeze-rate-audio' },
  { signal: 'sdk-freeze-rate-video' },
  { signal: 'sdk-end-to-end-delay' },
];

/** The same with places in the values of a tick. −1: weighed by time; amounts are summed as they are. */
const PLACES = SHOWN.map(({ signal, weight }) => ({
  signal,
  place: SIGNAL_INDEX.get(signal) ?? -1,
  weight: weight === undefined ? -1 : (SIGNAL_INDEX.get(weight) ?? -1),
  isAmount: SIGNALS[signal].form === 'amount',
}));

/** Sums (amounts) and weighed means (all else) over a whole track, in bounded memory. */
export class Totals {
  /** By place in `PLACES`. */
  readonly #sums = new Float64Array(PLACES.length);
  readonly #weights = new Float64Array(PLACES.length);
  readonly #isKnown = new Uint8Array(PLACES.length);
  /** What is known, in the order in which it came to be. */
  readonly #known: number[] = [];

  add(tick: Tick): void {
    const { values } = tick;
    const seconds = (tick.end - tick.start) / 1000;
    for (let k = 0; k < PLACES.length; k += 1) {
      const shown = PLACES[k];
      if (shown === undefined) continue;
      const value = values[shown.place] ?? Number.NaN;
      if (Number.isNaN(value)) continue;
      if (this.#isKnown[k] === 0) {
        this.#isKnown[k] = 1;
        this.#known.push(k);
      }
      const share = shown.isAmount ? 1 : shown.weight < 0 ? seconds || 1 : (values[shown.weight] ?? Number.NaN);
      if (!(share > 0)) continue;
      this.#sums[k] = (this.#sums[k] ?? 0) + value * share;
      this.#weights[k] = (this.#weights[k] ?? 0) + share;
    }
  }

  /** Signal id → value; only what was known at least once. */
  values(): Record<string, number> {
    const result: Record<string, number> = {};
    for (const k of this.#known) {
      const shown = PLACES[k];
      const value = this.#sums[k] ?? 0;
      const weight = this.#weights[k] ?? 0;
      if (shown === undefined || weight === 0) continue;
      result[shown.signal] = Number((shown.isAmount ? value : value / weight).toPrecision(6));
    }
    return result;
  }
}
