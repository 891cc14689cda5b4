import type { SubjectKind } from '../model/call.js';
import type { EventCode } from '../model/code.js';
import type { Location } from '../model/event.js';
import { STATS_TYPES } from '../model/metric.js';
import { type Evidence, SIGNAL_IDS, SIGNALS, type SignalId, type SignalTick } from '../model/signal.js';
import { type Interval, placeOf } from './interval.js';
import { isKnown, LONGEST_EXCERPT, type Origin, ReadingsProof } from './readings-proof.js';

/** Places from the first to before the second number, again and again. */
type Ranges = readonly number[];
const PLACES_OF = new Map<SubjectKind, Ranges>();

/** Places of the signals that subjects of a kind have, found once. The catalogue lists most of them one after the other. */
function placesOf(kind: SubjectKind): Ranges {
  const known = PLACES_OF.get(kind);
  if (known !== undefined) return known;
  const ranges: number[] = [];
  for (const [place, id] of SIGNAL_IDS.entries()) {
    if (!SIGNALS[id].subjects.includes(kind)) continue;
    if (ranges.at(-1) === place) ranges[ranges.length - 1] = place + 1;
    else ranges.push(place, place + 1);
  }
  PLACES_OF.set(kind, ranges);
  return ranges;
}

/**
 * The values of one subject in one interval while they are put together; reused for all subjects of its kind. Only what
 * the catalogue gives to that kind may be set: the other values are unknown for ever, and are not made so again.
 */
export class Tick implements SignalTick {
  /** Numbers that are no integers from the beginning (see `Interval`). */
  start = Number.NaN;
  end = Number.NaN;
  gap = false;
  readonly values = new Float64Array(SIGNAL_IDS.length).fill(Number.NaN);
  #at: Location = { source: '', line: 0, offset: 0 };
  #text = '';
  #code: EventCode | undefined;
  /** The first `#reads` of them belong to this interval. */
  readonly #read: Interval[] = [];
  #reads = 0;
  /** The proofs of this interval so far, of which there are `#proofs`: several rules ask for the same. */
  readonly #provenOf: SignalId[] = [];
  readonly #proven: Evidence[] = [];
  #proofs = 0;
  /** By origin of the signal that is being proven: what it was read from. */
  readonly #readBy: (Interval | undefined)[] = [];
  readonly #places: Ranges;

  constructor(kind: SubjectKind) {
    this.#places = placesOf(kind);
  }

  /** Starts a new interval with all values unknown. `text` is the proof where no metric is: the words of an event, which may have a code. */
  begin(start: number, end: number, gap: boolean, at: Location, text = '', code?: EventCode): this {
    this.start = start;
    this.end = end;
    this.gap = gap;
    this.#at = at;
    this.#text = text;
    this.#code = code;
    this.#clear();
    return this;
  }

  /** The same for the interval of an object: times that are handed over as such become numbers on the heap. */
  beginOf({ start, end }: Interval, gap: boolean, at: Location): this {
    this.start = start;
    this.end = end;
    this.gap = gap;
    this.#at = at;
    this.#text = '';
    this.#code = undefined;
    this.#clear();
    return this;
  }

  #clear(): void {
    this.#reads = 0;
    this.#proofs = 0;
    const { values } = this;
    const places = this.#places;
    for (let k = 0; k < places.length; k += 2) {
      const end = places[k + 1] ?? 0;
      for (let place = places[k] ?? 0; place < end; place++) values[place] = Number.NaN;
    }
  }

  /**
   * Sets the value of a signal, given by its place (`SIGNAL_PLACES`); what is not a finite number stays unknown. Short
   * enough to be built in wherever it is called (see `Interval`): only a finite number less itself is 0.
   */
  set(place: number, value: number): void {
    if (value - value === 0) this.values[place] = value;
  }

  get(place: number): number {
    return this.values[place] ?? Number.NaN;
  }

  /** Notes which readings the values came from. */
  readFrom(interval: Interval | undefined): void {
    if (interval !== undefined) this.#read[this.#reads++] = interval;
  }

  prove(signal: SignalId, spare?: Evidence): Evidence {
    for (let k = 0; k < this.#proofs; k++) {
      const known = this.#proven[k];
      if (known === undefined || this.#provenOf[k] !== signal) continue;
      if (known instanceof ReadingsProof) known.share();
      return known;
    }
    const proof = this.#makeProof(originsOf(signal), spare);
    this.#provenOf[this.#proofs] = signal;
    this.#proven[this.#proofs++] = proof;
    return proof;
  }

  #makeProof(origins: readonly Origin[], spare: Evidence | undefined): Evidence {
    const read = this.#readBy;
    let count = 0;
    let at: Location | undefined;
    for (let k = 0; k < origins.length; k++) {
      const origin = origins[k];
      const interval = origin === undefined ? undefined : this.#findRead(origin.type);
      const isRead = origin !== undefined && interval !== undefined && isKnown(interval, origin);
      read[k] = isRead ? interval : undefined;
      if (!isRead) continue;
      count++;
      at ??= interval.locationOf(origin.metric, origin.place);
    }
    if (count === 0) {
      const excerpt = this.#text.slice(0, LONGEST_EXCERPT);
      return this.#code === undefined ? { at: this.#at, excerpt } : { at: this.#at, excerpt, code: this.#code };
    }
    // A series stands in one place with all its readings: only the time says which of them are meant.
    const proof =
      spare instanceof ReadingsProof && spare.fits(count, at !== undefined) ? spare : new ReadingsProof(count);
    proof.fill(at ?? this.#at, origins, read, at === undefined ? undefined : this);
    return proof;
  }

  #findRead(type: string): Interval | undefined {
    // Of several objects of one type the last one counts.
    for (let k = this.#reads - 1; k >= 0; k -= 1) if (this.#read[k]?.type === type) return this.#read[k];
    return undefined;
  }
}

const ORIGINS = new Map<SignalId, readonly Origin[]>();

/** The metrics behind a signal, split once. */
function originsOf(signal: SignalId): readonly Origin[] {
  const known = ORIGINS.get(signal);
  if (known !== undefined) return known;
  const origins = SIGNALS[signal].from.map(split);
  ORIGINS.set(signal, origins);
  return origins;
}

/** `outbound-rtp.qualityLimitationDurations.cpu` → type and metric (which may itself hold a dot). */
function split(origin: string): Origin {
  const dot = origin.indexOf('.');
  const type = dot < 0 ? origin : origin.slice(0, dot);
  const metric = dot < 0 ? '' : origin.slice(dot + 1);
  const known = STATS_TYPES.find((one) => one === type);
  return { type, metric, place: known === undefined ? -1 : placeOf(known, metric) };
}
