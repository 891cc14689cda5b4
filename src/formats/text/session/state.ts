import type { RtcEvent } from '../../../model/event.js';
import type { Message } from '../compile/compile-message.js';
import type { Values } from '../compile/template.js';
import { remember } from './bounded.js';
import { Connections } from './connections.js';
import { ObjectIds } from './object-ids.js';
import { Reports } from './reported.js';

/** What a reader has to remember between lines: the connections, open states, what was just reported. */
export class SessionState {
  readonly objectIds = new ObjectIds();
  private readonly connections = new Connections();
  private readonly toggles = new Map<string, true>();
  private readonly reported = new Reports();

  /**
   * Id of the connection that a message belongs to. `connection` and `alias` are what the line says before its message.
   * @param carry whether it is the one spoken of before when the line names none
   */
  connection(
    message: Message,
    values: Values,
    connection: string | undefined,
    alias: string | undefined,
    carry: boolean,
  ): string | undefined {
    const channel = text(message.connection?.(values));
    const user = text(message.user?.(values));
    const named = channel === undefined ? connection : this.connections.named(channel, user, message.separate);
    const own = text(message.alias?.(values));
    if (named !== undefined) return this.connections.learn(named, own, alias);
    const known = this.connections.known(own) ?? this.connections.known(alias);
    if (known !== undefined || !carry) return known;
    return this.connectionOf(message.uidSlot === 0 ? undefined : text(values[message.uidSlot]));
  }

  /** The connection in which a remote user was last seen, else the one that was last named. */
  connectionOf(uid: string | undefined): string | undefined {
    return this.connections.of(uid);
  }

  /** True when the same fact was reported a moment ago by another layer of the SDK. */
  isRepeat(message: Message, values: Values, connection: string | undefined, time: number): boolean {
    const { once } = message;
    if (!once) return false;
    const first = message.gives[0];
    const kind = first?.kind === 'event' ? first.event : message.name;
    const key = `${kind}\n${connection ?? ''}\n${text(once.key(values)) ?? ''}`;
    const before = this.reported.get(key);
    const value = text(once.value(values)) ?? '';
    if (before && before.value === value && Math.abs(time - before.time) <= once.within) return true;
    this.reported.set(key, { time, value, until: once.until, connection: connection ?? '' });
    return false;
  }

  /**
   * Takes notice of an event that is about to be handed over, and completes it with what earlier lines said: where a
   * state came from, whether a failure ends a join or a call. Undefined when it says nothing new.
   */
  follow(event: RtcEvent, lostWhenJoined = false): RtcEvent | undefined {
    if (event.type === 'session.start') this.reset();
    const followed = this.connections.follow(event, lostWhenJoined);
    // What waits for this event may be reported again.
    if (followed) this.reported.happened(followed.type, followed.connection);
    return followed;
  }

  /** Takes a new value of a state; tells what changed. */
  toggle(key: string, on: boolean): 'start' | 'end' | undefined {
    const was = this.toggles.has(key);
    if (on === was) return undefined;
    if (on) remember(this.toggles, key, true);
    else this.toggles.delete(key);
    return on ? 'start' : 'end';
  }

  private reset(): void {
    this.connections.reset();
    this.toggles.clear();
  }
}

function text(value: string | number | boolean | undefined): string | undefined {
  return value === undefined || value === '' ? undefined : String(value);
}
