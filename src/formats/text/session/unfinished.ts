import type { Message } from '../compile/compile-message.js';
import { withNext } from '../compile/slots.js';
import type { Values } from '../compile/template.js';
import type { Parsed } from '../parse.js';
import type { Occasion } from './emit.js';
import type { Output } from './output.js';

/** Keeps a message that may go on in the line after it, until that line has been read. */
export class Unfinished {
  private held: { readonly message: Message; readonly values: Values; readonly occasion: Occasion } | undefined;

  constructor(private readonly output: Output) {}

  get isWaiting(): boolean {
    return this.held !== undefined;
  }

  hold(message: Message, values: Values, occasion: Occasion): void {
    this.held = { message, values, occasion };
  }

  /** Gives the message with what the next line adds; true when that line was the rest of it. */
  complete(next: Parsed): boolean {
    const { held } = this;
    if (held === undefined) return false;
    const { message, values, occasion } = held;
    const rest = next.record ? null : (message.next?.expression.exec(next.message) ?? null);
    this.held = undefined;
    this.output.give(message, message.next && rest ? withNext(values, message.next, rest) : values, occasion);
    return rest !== null;
  }

  /** There is no next line. */
  flush(): void {
    const { held } = this;
    this.held = undefined;
    if (held !== undefined) this.output.give(held.message, held.values, held.occasion);
  }
}
