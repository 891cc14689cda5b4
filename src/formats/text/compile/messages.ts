import type { Definition, SharedMessages } from '../definition/schema.js';
import { compileMessage, type Loaded, type Message, patternsFor } from './compile-message.js';

/** A part of a definition that holds messages: its own, or those that formats share. */
export type MessagePart = Loaded<Definition | SharedMessages>;

/**
 * The messages of a format, those of all parts as one list. Each is made when it is first asked for: few of them stand in a
 * small log, and to make the 80 of a large definition took 3 of 60 ms.
 */
export class Messages {
  readonly length: number;
  private readonly made: (Message | undefined)[];

  constructor(private readonly parts: readonly MessagePart[]) {
    this.length = parts.reduce((sum, { data }) => sum + data.messages.length, 0);
    this.made = new Array<Message | undefined>(this.length).fill(undefined);
  }

  /** The message at a place, if there is one. */
  at(place: number): Message | undefined {
    return this.made[place] ?? this.make(place);
  }

  /** Every message. Tells of mistakes in them, by the `fail` of their part. */
  all(): Message[] {
    return this.made.flatMap((_, place) => this.at(place) ?? []);
  }

  private make(place: number): Message | undefined {
    let i = place;
    for (const { data, fail } of this.parts) {
      const definition = data.messages[i];
      if (definition !== undefined) {
        const message = compileMessage(definition, data.tables, ['messages', i], patternsFor(fail), fail);
        this.made[place] = message;
        return message;
      }
      i -= data.messages.length;
    }
    return undefined;
  }
}
