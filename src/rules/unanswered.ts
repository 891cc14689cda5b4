import type { RtcEvent } from '../model/event.js';
import type { EventCondition } from './rule.js';

/** More at once are not told apart: what comes later is then ended by the others. */
const MAX_KEPT = 1000;

/** The values of an event in the fields by which events are paired; undefined where it has none. */
type Values = readonly (string | undefined)[];

/**
 * What an episode still waits for: the events that began it or came while it lasted, until an event with the same fields
 * ends each of them. One user's exception is not over because another's is.
 */
export class Unanswered {
  readonly #waiting = new Map<string, Values>();

  /** @param fields all fields by which events are paired */
  constructor(private readonly fields: readonly string[]) {}

  get isEmpty(): boolean {
    return this.#waiting.size === 0;
  }

  begin(event: RtcEvent): void {
    const values = this.fields.map((field) => valueOfField(event, field));
    if (this.#waiting.size < MAX_KEPT) this.#waiting.set(JSON.stringify(values), values);
  }

  /** Ends what has the same values; a field that one of the two does not have tells nothing apart. */
  end(event: RtcEvent, { same = [] }: EventCondition): void {
    const answered = (values: Values) =>
      this.fields.every((field, index) => {
        const [begun, ended] = [values[index], valueOfField(event, field)];
        return !same.includes(field) || begun === undefined || ended === undefined || begun === ended;
      });
    for (const [key, values] of this.#waiting) {
      if (answered(values)) this.#waiting.delete(key);
    }
  }
}

/** A documented code stands for itself and for that of its recovery: 1001 and 3001 of Agora are the same. */
function valueOfField({ fields, code }: RtcEvent, field: string): string | undefined {
  if (field === 'code' && code?.known !== undefined) return code.known.code;
  const value = Object.hasOwn(fields, field) ? fields[field] : undefined;
  return value === undefined ? undefined : String(value);
}
