import type { Location } from '../model/event.js';
import type { Evidence } from '../model/signal.js';
import type { Interval } from './interval.js';

export const LONGEST_EXCERPT = 300;
/** Statistics ids are short; what a log makes of them need not be. */
const LONGEST_ID = 60;
const FEWEST_DIGITS = 7;
/** A double holds no more decimal digits that mean anything. */
const MOST_DIGITS = 16;

/** A metric that a signal comes from. */
export interface Origin {
  readonly type: string;
  readonly metric: string;
  /** Among the metrics of its type; −1: it is a label. */
  readonly place: number;
}

const NOWHERE: Location = { source: '', line: 0, offset: 0 };

/** Whether the latest reading of an object has the metric. */
export function isKnown(interval: Interval, { place, metric }: Origin): boolean {
  return !Number.isNaN(interval.latest(place)) || interval.labels[metric] !== undefined;
}

/**
 * The readings behind a value. They are put into words when somebody asks: nearly every proof is replaced by that of a
 * worse moment before anyone reads it. Rules keep hundreds of proofs for each connection: numbers side by side, in one array
 * of just that length, take less than half of what a list of objects does (190 instead of 460 bytes for two readings).
 */
export class ReadingsProof implements Evidence {
  at: Location = NOWHERE;
  declare time?: number;
  /** Several hold it: only what a single rule was given may be filled again. */
  #isShared = false;
  #origins: readonly Origin[] = [];
  /** Of all readings, or of each: most signals come from one object. */
  #ids: string | readonly string[] = '';
  /** What each was before, and what it is now; a label has neither. NaN = unknown. */
  readonly #values: number[];
  /** By reading; where any of them is a label. */
  #labels: (string | undefined)[] | undefined;

  /** @param count of readings */
  constructor(count: number) {
    this.#values = new Array<number>(2 * count);
  }

  /** To be called when it is handed out once more. */
  share(): void {
    this.#isShared = true;
  }

  /** Whether it may be filled again, with this many readings. */
  fits(count: number, hasTime: boolean): boolean {
    return !this.#isShared && this.#values.length === 2 * count && (this.time !== undefined) === hasTime;
  }

  /**
   * @param origins of the signal
   * @param read by origin, the object whose latest reading has it; some may have none
   * @param series the moment that is meant, where `at` is a whole series (see `Evidence`; source time, ms)
   */
  fill(
    at: Location,
    origins: readonly Origin[],
    read: readonly (Interval | undefined)[],
    series: { readonly end: number } | undefined,
  ): void {
    this.at = at;
    const values = this.#values;
    let labels: (string | undefined)[] | undefined;
    let id: string | undefined;
    let isOneObject = true;
    let next = 0;
    for (let k = 0; k < origins.length; k++) {
      const interval = read[k];
      const origin = origins[k];
      if (interval === undefined || origin === undefined) continue;
      id ??= interval.id;
      if (interval.id !== id) isOneObject = false;
      const { place, metric } = origin;
      const now = interval.latest(place);
      values[2 * next] = interval.previous(place);
      values[2 * next + 1] = now;
      if (Number.isNaN(now)) {
        labels ??= [];
        labels[next] = interval.labels[metric];
      }
      next++;
    }
    this.#labels = labels;
    this.#origins = 2 * origins.length === values.length ? origins : onlyRead(origins, read);
    this.#ids = isOneObject ? (id ?? '') : idsOf(origins, read);
    if (series !== undefined) this.time = series.end;
  }

  /** Whole numbers are shown with all their digits. */
  differsFrom(other: Evidence): boolean {
    if (!(other instanceof ReadingsProof) || other.#origins !== this.#origins) return false;
    const now = this.#values[1];
    const others = other.#values[1];
    return Number.isSafeInteger(now) && Number.isSafeInteger(others) && now !== others;
  }

  get excerpt(): string {
    const parts: string[] = [];
    let object = '';
    for (const [k, { type, metric }] of this.#origins.entries()) {
      const id = typeof this.#ids === 'string' ? this.#ids : (this.#ids[k] ?? '');
      // The object is named where it changes: one metric of two objects would look like one reading said twice.
      const name = `${type} ${id.slice(0, LONGEST_ID)} `;
      const before = this.#values[2 * k] ?? Number.NaN;
      const now = this.#labels?.[k] ?? this.#values[2 * k + 1] ?? Number.NaN;
      parts.push(`${name === object ? '' : name}${metric} ${readings(before, now)}`);
      object = name;
    }
    return parts.join(', ').slice(0, LONGEST_EXCERPT);
  }
}

/** By the origins of a signal, then by the sum of 2^place of those that are known: proofs of one signal miss the same. */
const SELECTIONS = new WeakMap<readonly Origin[], Map<number, readonly Origin[]>>();

function onlyRead(origins: readonly Origin[], read: readonly (Interval | undefined)[]): readonly Origin[] {
  let known = 0;
  for (let k = 0; k < origins.length; k++) if (read[k] !== undefined) known += 2 ** k;
  let selections = SELECTIONS.get(origins);
  if (selections === undefined) {
    selections = new Map();
    SELECTIONS.set(origins, selections);
  }
  const before = selections.get(known);
  if (before !== undefined) return before;
  const selected = origins.filter((_, k) => read[k] !== undefined);
  selections.set(known, selected);
  return selected;
}

function idsOf(origins: readonly Origin[], read: readonly (Interval | undefined)[]): readonly string[] {
  return origins.flatMap((_, k) => read[k]?.id ?? []);
}

/** `250 → 268`, with as many digits as it takes to show a change. */
function readings(before: number, now: number | string): string {
  if (Number.isNaN(before) || typeof now === 'string') return show(now, FEWEST_DIGITS);
  for (let digits = FEWEST_DIGITS; digits < MOST_DIGITS; digits += 3) {
    const [from, to] = [show(before, digits), show(now, digits)];
    if (from !== to || before === now) return `${from} → ${to}`;
  }
  return `${show(before, MOST_DIGITS)} → ${show(now, MOST_DIGITS)}`;
}

/** Counts stay whole; a fraction is cut to `digits` significant digits. */
function show(value: number | string, digits: number): string {
  return typeof value === 'string' || Number.isSafeInteger(value) ? String(value) : String(+value.toPrecision(digits));
}
