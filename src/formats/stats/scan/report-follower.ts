import type { KnownReport } from './known-report.js';
import { OBJECT_OF_TEXT, PLACE_OF_TEXT } from './last-text.js';
import type { ValueReader } from './value-reader.js';

/** Bytes that are compared at a time. */
const STEP = 8;

/**
 * Reads a report that says the same as the last one of its connection, but for its values: its text is compared with that
 * of the last one, and only the values in which they differ are read. What is between two of them, some members of which
 * nothing changed and perhaps a whole codec, costs a comparison for every eight bytes. Measured on reports of a
 * call of nine: 1.3 GB a CPU second, against 0.9 with a look at every member.
 */
export class ReportFollower {
  constructor(private readonly values: ValueReader) {}

  /**
   * Moves the cursor over a report and brings the readings up to date.
   *
   * @returns false when something else differs. Some readings are of the one report then, some of the other.
   */
  follow(known: KnownReport): boolean {
    const { cursor } = this.values;
    const { view: then, length, count, starts, ends } = known.last;
    const { view: now, at: begin } = cursor;
    const safe = now.byteLength - STEP;
    /** Where the texts are compared, and how much further on the same text stands now. */
    let old = 0;
    let at = begin;
    let shift = 0;
    let value = 0;
    for (;;) {
      // As numbers, since only these are eight bytes long: no text has a NaN or a negative zero in it (0xff… or 0x00…).
      while (old < length && at <= safe && then.getFloat64(old, true) === now.getFloat64(at, true)) {
        old += STEP;
        at += STEP;
      }
      if (old < length) {
        if (at > safe) return false;
        const same = sameBytes(then, old, now, at);
        old += same;
        at += same;
      }
      if (old >= length) break;
      // A value that is longer now differs in the byte behind it.
      while (value < count && (ends[value] ?? 0) < old) {
        starts[value] = (starts[value] ?? 0) + shift;
        ends[value] = (ends[value] ?? 0) + shift;
        value += 1;
      }
      const start = (starts[value] ?? 0) + shift;
      if (value === count || begin + start > at) return false;
      at = this.#read(known, value, begin + start);
      if (at < 0) return false;
      old = ends[value] ?? 0;
      shift = at - begin - old;
      starts[value] = start;
      ends[value] = old + shift;
      value += 1;
    }
    const end = begin + length + shift;
    if (end > cursor.end) return false;
    for (; shift !== 0 && value < count; value += 1) {
      starts[value] = (starts[value] ?? 0) + shift;
      ends[value] = (ends[value] ?? 0) + shift;
    }
    known.last.replace(cursor.bytes, begin, end);
    cursor.at = end;
    return true;
  }

  /** Reads a value that begins at `from`; the place behind it, or −1. */
  #read(known: KnownReport, value: number, from: number): number {
    const { values } = this;
    const { cursor } = values;
    const { kinds, slots } = known.last;
    const slot = slots[value] ?? 0;
    switch (kinds[value]) {
      case 'reading':
        return values.reading(from, known.numbers, slot, false);
      case 'signed-reading':
        return values.reading(from, known.numbers, slot, true);
      case 'text': {
        const object = known.present[slot >> OBJECT_OF_TEXT];
        cursor.at = from;
        return object !== undefined && values.text(object, slot & PLACE_OF_TEXT) ? cursor.at : -1;
      }
      default:
        cursor.at = from;
        return cursor.skipValue() ? cursor.at : -1;
    }
  }
}

/** How many of the next eight bytes are the same, of which not all are (or which are not seen to be). */
function sameBytes(a: DataView, at: number, b: DataView, bt: number): number {
  const first = a.getInt32(at, true) ^ b.getInt32(bt, true);
  if (first !== 0) return (31 - Math.clz32(first & -first)) >>> 3;
  const second = a.getInt32(at + 4, true) ^ b.getInt32(bt + 4, true);
  return second === 0 ? STEP : 4 + ((31 - Math.clz32(second & -second)) >>> 3);
}
