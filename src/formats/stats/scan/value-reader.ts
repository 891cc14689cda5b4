import { ByteCursor } from '../../../json/byte-cursor.js';
import { Token } from '../../../json/token.js';
import { parseJson } from '../json-text.js';
import { isReading } from '../number.js';
import { isScalar, type KnownObject } from './known-object.js';

const COMMA = 44;
const OPEN_BRACKET = 91;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;

/** Texts are no longer in a report; longer ones (certificates) nobody reads. */
const LONGEST_TEXT = 300;

/** Reads the values of statistics objects from the bytes of a report. */
export class ValueReader {
  readonly cursor = new ByteCursor();
  /** A text has been read that is another one than before. */
  sawNewText = false;

  /**
   * Reads the number that begins at `from` into a place of `numbers`: NaN when it is none that a metric can have.
   *
   * @returns the place behind it; −1 for everything else: `null` is seldom, and a text that holds a number belongs to
   *   statistics of other kinds
   */
  reading(from: number, numbers: Float64Array, place: number, mayBeNegative: boolean): number {
    const { cursor } = this;
    const to = cursor.numberAt(from);
    if (to < 0) return to;
    const { value } = cursor;
    numbers[place] = isReading(value) && (value >= 0 || mayBeNegative) ? value : Number.NaN;
    return to;
  }

  /** Reads a text of an object at the cursor: any value but an object or array. */
  text(object: KnownObject, place: number): boolean {
    const { cursor } = this;
    const start = cursor.at;
    const known = object.textToken(place);
    if (known !== undefined && cursor.takeToken(known)) {
      const next = cursor.peek();
      if (next === COMMA || next === CLOSE_BRACE) return true;
      cursor.at = start;
    }
    const first = cursor.peek();
    if (first === OPEN_BRACE || first === OPEN_BRACKET || !cursor.skipValue()) return false;
    if (cursor.at - start > LONGEST_TEXT) return false;
    const value = parseJson(cursor.text(start, cursor.at));
    if (!isScalar(value)) return false;
    object.setText(place, new Token(cursor.bytes, start, cursor.at), value);
    this.sawNewText = true;
    return true;
  }
}
