/** What a value in a text is for. What tells an object (its type, its id) is none: another one means another object. */
export type ValueKind = 'skipped' | 'reading' | 'signed-reading' | 'text';

/** A text's slot: the place of its object in the report, shifted by so many bits, and its own place in the object. */
export const OBJECT_OF_TEXT = 5;
export const PLACE_OF_TEXT = (1 << OBJECT_OF_TEXT) - 1;

/** Room behind the text, so that its last bytes can be taken eight at a time, too. */
const SLACK = 8;
/** Reports grow by some digits as their counters do. */
const GROWTH = 1.125;

/** The text of a report that has been read, and where the values stand in it. */
export class LastText {
  /** Number of bytes; 0 as long as there is no text to compare with. */
  length = 0;
  view = new DataView(new ArrayBuffer(0));
  /** The values in the order of the text: where they begin and end in it. */
  count = 0;
  starts = new Int32Array(0);
  ends = new Int32Array(0);
  kinds: ValueKind[] = [];
  /** The place of a reading among the numbers of the report; which text it is. */
  slots = new Int32Array(0);
  #bytes = Buffer.alloc(0);

  /** Forgets the text. */
  clear(): void {
    this.length = 0;
    this.count = 0;
  }

  /** Adds a value of a text that is being read. Its places are still those in the buffer of the line. */
  add(kind: ValueKind, slot: number, start: number, end: number): void {
    const place = this.count;
    if (place === this.starts.length) this.#grow();
    this.starts[place] = start;
    this.ends[place] = end;
    this.kinds[place] = kind;
    this.slots[place] = slot;
    this.count += 1;
  }

  /** Takes the text itself, once all its values have been added. */
  keep(bytes: Buffer, start: number, end: number): void {
    for (let k = 0; k < this.count; k += 1) {
      this.starts[k] = (this.starts[k] ?? 0) - start;
      this.ends[k] = (this.ends[k] ?? 0) - start;
    }
    this.replace(bytes, start, end);
  }

  /** Takes another text with the same values, whose places are already what they are in it. */
  replace(bytes: Buffer, start: number, end: number): void {
    const length = end - start;
    if (length + SLACK > this.#bytes.length) {
      this.#bytes = Buffer.allocUnsafeSlow(Math.ceil(length * GROWTH) + SLACK);
      this.view = new DataView(this.#bytes.buffer);
    }
    bytes.copy(this.#bytes, 0, start, end);
    this.length = length;
  }

  #grow(): void {
    const capacity = Math.max(32, this.starts.length * 2);
    this.starts = larger(this.starts, capacity);
    this.ends = larger(this.ends, capacity);
    this.slots = larger(this.slots, capacity);
  }
}

function larger(numbers: Int32Array<ArrayBuffer>, capacity: number): Int32Array<ArrayBuffer> {
  const copy = new Int32Array(capacity);
  copy.set(numbers);
  return copy;
}
