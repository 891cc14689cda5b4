import type { SubjectKind, TrackKind } from '../model/call.js';
import { SIGNAL_PLACES as AT, SIGNALS, type SignalId } from '../model/signal.js';
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

/** The same with places in the values of a tick, for one kind of track. */
interface Table {
  readonly signals: readonly SignalId[];
  readonly places: readonly number[];
  /** The place of the signal that weighs the mean; AMOUNT: values are summed as they are, BY_TIME: weighed by time. */
  readonly weights: readonly number[];
}

const AMOUNT = -2;
const BY_TIME = -1;
const TABLES = new Map<TrackKind, Table>();

/** What is shown of a kind of track, made once. */
function tableOf(kind: TrackKind): Table {
  const known = TABLES.get(kind);
  if (known !== undefined) return known;
  const shown = SHOWN.filter(({ signal }) => (SIGNALS[signal].subjects as readonly SubjectKind[]).includes(kind));
  const table = {
    signals: shown.map(({ signal }) => signal),
    places: shown.map(({ signal }) => AT[signal]),
    weights: shown.map(({ signal, weight }) =>
      SIGNALS[signal].form === 'amount' ? AMOUNT : weight === undefined ? BY_TIME : AT[weight],
    ),
  };
  TABLES.set(kind, table);
  return table;
}

/** Sums (amounts) and weighed means (all else) over a whole track, in bounded memory. */
export class Totals {
  readonly #table: Table;
  /**
   * By place in the table; NaN before anything is known. Plain arrays, because totals stay until the log ends: a typed array
   * of this size takes twice as much.
   */
  readonly #sums: number[];
  readonly #weights: number[];
  /** Places of what is known, in the order in which it came to be. */
  readonly #known: number[] = [];

  constructor(kind: TrackKind) {
    this.#table = tableOf(kind);
    this.#sums = this.#table.signals.map(() => Number.NaN);
    this.#weights = this.#table.signals.map(() => Number.NaN);
  }

  add(tick: Tick): void {
    const { values } = tick;
    const { places, weights } = this.#table;
    const sums = this.#sums;
    const seconds = (tick.end - tick.start) / 1000 || 1;
    for (let k = 0; k < places.length; k += 1) {
      const value = values[places[k] ?? 0] ?? Number.NaN;
      if (Number.isNaN(value)) continue;
      if (Number.isNaN(sums[k])) this.#begin(k);
      const weight = weights[k] ?? BY_TIME;
      const share = weight >= 0 ? (values[weight] ?? Number.NaN) : weight === BY_TIME ? seconds : 1;
      if (!(share > 0)) continue;
      sums[k] = (sums[k] ?? 0) + value * share;
      this.#weights[k] = (this.#weights[k] ?? 0) + share;
    }
  }

  #begin(k: number): void {
    this.#sums[k] = 0;
    this.#weights[k] = 0;
    this.#known.push(k);
  }

  /** Signal id → value; only what was known at least once. */
  values(): Record<string, number> {
    const result: Record<string, number> = {};
    const { signals, weights } = this.#table;
    for (const k of this.#known) {
      const signal = signals[k];
      const value = this.#sums[k] ?? 0;
      const weight = this.#weights[k] ?? 0;
      if (signal === undefined || weight === 0) continue;
      result[signal] = Number((weights[k] === AMOUNT ? value : value / weight).toPrecision(6));
    }
    return result;
  }
}
