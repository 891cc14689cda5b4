import type { SubjectKind, TrackKind } from '../model/call.js';
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
interface Shown {
  readonly signal: SignalId;
  readonly place: number;
  readonly weight: number;
  readonly isAmount: boolean;
}

const TABLES = new Map<TrackKind, readonly Shown[]>();

/** What is shown of a kind of track, made once. */
function tableOf(kind: TrackKind): readonly Shown[] {
  const known = TABLES.get(kind);
  if (known !== undefined) return known;
  const table = SHOWN.filter(({ signal }) => (SIGNALS[signal].subjects as readonly SubjectKind[]).includes(kind)).map(
    ({ signal, weight }) => ({
      signal,
      place: SIGNAL_INDEX.get(signal) ?? -1,
      weight: weight === undefined ? -1 : (SIGNAL_INDEX.get(weight) ?? -1),
      isAmount: SIGNALS[signal].form === 'amount',
    }),
  );
  TABLES.set(kind, table);
  return table;
}

/** Sums (amounts) and weighed means (all else) over a whole track, in bounded memory. */
export class Totals {
  readonly #table: readonly Shown[];
  /** By place in the table. Plain arrays, because totals stay until the log ends: a typed array of this size takes twice as much. */
  readonly #sums: number[];
  readonly #weights: number[];
  readonly #isKnown: boolean[];
  /** Places of what is known, in the order in which it came to be. */
  readonly #known: number[] = [];

  constructor(kind: TrackKind) {
    this.#table = tableOf(kind);
    this.#sums = this.#table.map(() => 0);
    this.#weights = this.#table.map(() => 0);
    this.#isKnown = this.#table.map(() => false);
  }

  add(tick: Tick): void {
    const { values } = tick;
    const table = this.#table;
    const seconds = (tick.end - tick.start) / 1000;
    for (let k = 0; k < table.length; k += 1) {
      const shown = table[k];
      if (shown === undefined) continue;
      const value = values[shown.place] ?? Number.NaN;
      if (Number.isNaN(value)) continue;
      if (this.#isKnown[k] !== true) {
        this.#isKnown[k] = true;
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
      const shown = this.#table[k];
      const value = this.#sums[k] ?? 0;
      const weight = this.#weights[k] ?? 0;
      if (shown === undefined || weight === 0) continue;
      result[shown.signal] = Number((shown.isAmount ? value : value / weight).toPrecision(6));
    }
    return result;
  }
}
