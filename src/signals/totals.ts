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

interface Sum {
  value: number;
  weight: number;
}

/** Sums (amounts) and weighed means (all else) over a whole track, in bounded memory. */
export class Totals {
  readonly #sums = new Map<SignalId, Sum>();

  add(tick: Tick): void {
    const seconds = (tick.end - tick.start) / 1000;
    for (const { signal, place, weight, isAmount } of PLACES) {
      const value = tick.values[place] ?? Number.NaN;
      if (Number.isNaN(value)) continue;
      const sum = this.#sums.get(signal) ?? { value: 0, weight: 0 };
      this.#sums.set(signal, sum);
      const share = isAmount ? 1 : weight < 0 ? seconds || 1 : (tick.values[weight] ?? Number.NaN);
      if (!(share > 0)) continue;
      sum.value += value * share;
      sum.weight += share;
    }
  }

  /** Signal id → value; only what was known at least once. */
  values(): Record<string, number> {
    const result: Record<string, number> = {};
    for (const [signal, { value, weight }] of this.#sums) {
      if (weight === 0) continue;
      const whole = SIGNALS[signal].form === 'amount' ? value : value / weight;
      result[signal] = Number(whole.toPrecision(6));
    }
    return result;
  }
}
