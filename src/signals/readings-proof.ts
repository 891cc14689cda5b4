import type { Location } from '../model/event.js';
import type { Evidence } from '../model/signal.js';

export const LONGEST_EXCERPT = 300;
/** Statistics ids are short; what a log makes of them need not be. */
const LONGEST_ID = 60;
const FEWEST_DIGITS = 7;
/** A double holds no more decimal digits that mean anything. */
const MOST_DIGITS = 16;

/** One metric of one object in an interval; a label has no reading before. */
export interface Reading {
  readonly type: string;
  readonly id: string;
  readonly metric: string;
  /** NaN = unknown. */
  readonly before: number;
  readonly now: number | string;
}

/**
 * The readings behind a value. They are put into words when somebody asks: nearly every proof is replaced by that of a
 * worse moment before anyone reads it.
 */
export class ReadingsProof implements Evidence {
  readonly at: Location;
  declare readonly time?: number;
  readonly #read: readonly Reading[];

  /** @param time see `Evidence` */
  constructor(at: Location, read: readonly Reading[], time?: number) {
    this.at = at;
    this.#read = read;
    if (time !== undefined) this.time = time;
  }

  get excerpt(): string {
    const parts: string[] = [];
    let object = '';
    for (const { type, id, metric, before, now } of this.#read) {
      // The object is named where it changes: one metric of two objects would look like one reading said twice.
      const name = `${type} ${id.slice(0, LONGEST_ID)} `;
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
