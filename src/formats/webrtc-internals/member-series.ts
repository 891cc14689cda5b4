import { ByteCursor } from '../../json/byte-cursor.js';
import type { TextSink } from '../../json/document.js';
import { Token } from '../../json/token.js';
import { LabelSeries } from './label-series.js';

const COMMA = 0x2c;
const OPEN = 0x5b;
const CLOSE = 0x5d;
const CLOSE_BRACE = 0x7d;
/** A member whose values make a series of their own. */
const NAME = /^[A-Za-z]{1,30}$/;
/** How such a member begins within a string of the dump. */
const BEGINNING = /^\\"([A-Za-z]{1,30})\\":/;
/** Longest element from which the members are learned, bytes. */
const LONGEST_ELEMENT = 1000;

/** One member of the objects of a series. */
export interface Member {
  readonly name: string;
  /** The values, NaN where an object has none: the first `count` of them, valid until the next `reset`. */
  readonly values: Float64Array;
}

/** A member at its place in the objects: what stands before its value, and where the values go. */
interface Slot extends Member {
  readonly token: Token;
  values: Float64Array<ArrayBuffer>;
}

/**
 * Reads a series of objects whose members are numbers (`qualityLimitationDurations`) as one series a member. Chrome writes
 * the same members in the same order each time: they are learned from the first object and known in the series that
 * follow, and the values are read from the bytes. A series with anything else in it is parsed.
 */
export class MemberSeries implements TextSink {
  /** Number of objects; 0 when the text was no JSON array. */
  count = 0;
  private readonly labels = new LabelSeries();
  private readonly cursor = new ByteCursor();
  private slots: Slot[] = [];
  private isParsed = false;

  reset(): void {
    this.count = 0;
    this.isParsed = false;
  }

  write(bytes: Buffer, start: number, end: number, last: boolean): void {
    if (!this.isParsed) {
      if (last && (this.readNumbers(bytes, start, end) || this.readLearned(bytes, start, end))) return;
      this.isParsed = true;
      this.labels.reset();
    }
    this.labels.write(bytes, start, end, last);
    if (last) this.count = this.labels.valid ? this.labels.count : 0;
  }

  /** In the order in which the objects show them first. */
  members(): readonly Member[] {
    return this.isParsed ? parsedMembers(this.labels) : this.slots;
  }

  /** Learns the members before. */
  private readLearned(bytes: Buffer, start: number, end: number): boolean {
    this.slots = slotsOf(bytes.toString('latin1', start + 1, Math.min(end, start + LONGEST_ELEMENT)));
    return this.readNumbers(bytes, start, end);
  }

  /** False when some element is no object with the members that are known, or some member no number. */
  private readNumbers(bytes: Buffer, start: number, end: number): boolean {
    if (this.slots.length === 0 || bytes[start] !== OPEN || bytes[end - 1] !== CLOSE) return false;
    const { cursor } = this;
    cursor.begin(bytes, start + 1, end - 1);
    let count = 0;
    do {
      for (const slot of this.slots) {
        if (!cursor.takeToken(slot.token) || !cursor.number()) return false;
        if (count === slot.values.length) slot.values = larger(slot.values);
        slot.values[count] = cursor.value;
      }
      if (!cursor.take(CLOSE_BRACE)) return false;
      count++;
    } while (cursor.take(COMMA));
    if (cursor.at !== cursor.end) return false;
    this.count = count;
    return true;
  }
}

/** The members of the object that the text begins with; none when it begins otherwise, or one comes twice. */
function slotsOf(text: string): Slot[] {
  const end = text.indexOf('}');
  if (end < 0 || text[0] !== '{') return [];
  const slots = new Map<string, Slot>();
  const parts = text.slice(1, end).split(',');
  for (const part of parts) {
    const name = BEGINNING.exec(part)?.[1];
    if (name === undefined) return [];
    const token = Token.of(`${slots.size === 0 ? '{' : ','}\\"${name}\\":`);
    slots.set(name, { name, token, values: new Float64Array(16) });
  }
  return slots.size === parts.length ? [...slots.values()] : [];
}

function larger(values: Float64Array): Float64Array<ArrayBuffer> {
  const grown = new Float64Array(values.length * 2);
  grown.set(values);
  return grown;
}

function parsedMembers({ count, runs }: LabelSeries): Member[] {
  const members = new Map<string, Member>();
  for (const [k, run] of runs.entries()) {
    if (typeof run.value !== 'object' || run.value === null) continue;
    for (const [name, value] of Object.entries(run.value)) {
      if (typeof value !== 'number' || !NAME.test(name)) continue;
      let member = members.get(name);
      if (member === undefined) {
        member = { name, values: new Float64Array(count).fill(Number.NaN) };
        members.set(name, member);
      }
      member.values.fill(value, run.from, runs[k + 1]?.from ?? count);
    }
  }
  return [...members.values()];
}
