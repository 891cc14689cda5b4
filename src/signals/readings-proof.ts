import type { Location } from '../model/event.js';
import type { Evidence } from '../model/signal.js';

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
}

/** One metric of one object in an interval; a label has no reading before. */
export interface Reading {
  readonly origin: Origin;
  readonly id: string;
  /** NaN = unknown. */
  readonly before: number;
  readonly now: number | string;
}

/**
 * The readings behind a value. They are put into words when somebody asks: nearly every proof is replaced by that of a
 * worse moment before anyone reads it. Rules keep hundreds of proofs for each connection: numbers side by side, in one array
 * of just that length, take less than half of what a list of objects does (190 instead of 460 bytes for two readings).
 */
export class ReadingsProof implements Evidence {
  readonly at: Location;
  declare readonly time?: number;
  readonly #origins: readonly Origin[];
  /** Of all readings, or of each: most signals come from one object. */
  readonly #ids: string | readonly string[];
  /** What each was before, then what each is now. */
  readonly #values: readonly (number | string)[];

  /**
   * @param origins of the signal, in the order of `read`; some may have no reading
   * @param time see `Evidence`
   */
  constructor(at: Location, origins: readonly Origin[], read: readonly Reading[], time?: number) {
    this.at = at;
    const id = read[0]?.id ?? '';
    this.#origins = read.length === origins.length ? origins : read.map(({ origin }) => origin);
    this.#ids = read.every((one) => one.id === id) ? id : read.map((one) => one.id);
    const before: (number | string)[] = read.map((one) => one.before);
    this.#values = before.concat(read.map(({ now }) => now));
    if (time !== undefined) this.time = time;
  }

  get excerpt(): string {
    const parts: string[] = [];
    let object = '';
    for (const [k, { type, metric }] of this.#origins.entries()) {
      const id = typeof this.#ids === 'string' ? this.#ids : (this.#ids[k] ?? '');
      // The object is named where it changes: one metric of two objects would look like one reading said twice.
      const name = `${type} ${id.slice(0, LONGEST_ID)} `;
      const before = Number(this.#values[k]);
      const now = this.#values[this.#origins.length + k] ?? Number.NaN;
      parts.push(`${name === object ? '' : name}${metric} ${readings(before, now)}`);
      object = name;
    }
    return parts.join(', ').slice(0, LONGEST_EXCERPT);
  }
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
