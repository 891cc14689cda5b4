import type { EventType, RtcEvent } from '../../../model/event.js';
import { remember } from './bounded.js';

/** Events that show in which connection a remote user is. */
const SHOWS_USER: ReadonlySet<EventType> = new Set<EventType>([
  'remote.join',
  'remote.publish',
  'subscribe.start',
  'subscribe.ok',
  'first-frame',
]);

/** Events that a session which is under way, or being joined, shows. */
const SHOWS_SESSION: ReadonlySet<EventType> = new Set<EventType>([
  ...SHOWS_USER,
  'join.start',
  'join.ok',
  'connection.state',
  'freeze.start',
  'freeze.end',
  'remote.leave',
]);

/**
 * The connections of one engine or page: which names in the log mean which of them, which are joined, and what state
 * each was last said to be in. A connection is named by its channel; one that the application opened beside others
 * (joinChannelEx) by channel and own user id, because both may be in one channel.
 */
export class Connections {
  private current: string | undefined;
  private readonly aliases = new Map<string, string>();
  private readonly users = new Map<string, string>();
  private readonly states = new Map<string, string>();
  private readonly joined = new Map<string, true>();
  /** True from the line on that says that the engine was created: what goes on from there has been seen to begin. */
  private beginningSeen = false;
  /** True once something happened in a connection that the log never names. */
  private unnamedLives = false;
  /** Connections opened beside others. One that was closed and is opened again is another connection. */
  private readonly separate = new Map<string, { times: number; closed: boolean }>();

  /** Id of the connection of a channel and an own user id, as far as the line prints them. */
  named(channel: string, user: string | undefined, opensSeparately: boolean): string {
    // Before the join the SDK has given no id: 0 says nothing.
    if (user === undefined || user === '0') return channel;
    const id = `${channel}/${user}`;
    const entry = this.separate.get(id) ?? (opensSeparately ? { times: 0, closed: true } : undefined);
    if (entry === undefined) return channel;
    const times = opensSeparately && entry.closed ? entry.times + 1 : entry.times;
    if (opensSeparately) remember(this.separate, id, { times, closed: false });
    return times === 1 ? id : `${id}#${times}`;
  }

  /** Notes further names of a connection, and that it is the one spoken of. */
  learn(connection: string, ...aliases: readonly (string | undefined)[]): string {
    for (const alias of aliases) if (alias !== undefined) remember(this.aliases, alias, connection);
    this.current = connection;
    return connection;
  }

  known(alias: string | undefined): string | undefined {
    return alias === undefined ? undefined : this.aliases.get(alias);
  }

  /** The connection in which a remote user was last seen, else the one that was last named. */
  of(uid: string | undefined): string | undefined {
    return (uid === undefined ? undefined : this.users.get(uid)) ?? this.current;
  }

  /** Takes notice of an event and completes it; undefined when it repeats what is known. */
  follow(event: RtcEvent, lostWhenJoined: boolean): RtcEvent | undefined {
    const { type, fields } = event;
    const connection = event.connection ?? '';
    if (event.connection !== undefined && SHOWS_USER.has(type) && fields.uid !== undefined) {
      if (fields.direction !== 'outbound') remember(this.users, String(fields.uid), connection);
    }
    if (event.connection === undefined && SHOWS_SESSION.has(type)) this.unnamedLives = true;
    if (type === 'join.ok') {
      remember(this.joined, connection, true);
      remember(this.states, connection, 'connected');
    }
    if (type === 'join.fail' && this.joined.has(connection)) {
      return lostWhenJoined ? this.failed(event, connection) : refused(event);
    }
    if (type === 'connection.state') return this.changed(event, connection);
    // Applications leave to be safe before they join, and more than once: where nothing goes on, nothing ends.
    if (type === 'leave' && event.connection === undefined && this.beginningSeen && !this.unnamedLives)
      return undefined;
    if (type === 'leave') return this.left(event, connection);
    return event;
  }

  /** A new engine or page. */
  reset(): void {
    this.beginningSeen = true;
    this.current = undefined;
    this.unnamedLives = false;
    for (const map of [this.aliases, this.users, this.states, this.joined, this.separate]) map.clear();
  }

  /** A failure of a connection that had been joined is a lost connection, not a failed join. */
  private failed(event: RtcEvent, connection: string): RtcEvent | undefined {
    if (this.states.get(connection) === 'failed') return undefined;
    const { reason, code } = event.fields;
    const fields = {
      to: 'failed',
      ...(reason === undefined ? {} : { reason }),
      ...(code === undefined ? {} : { code }),
    };
    return this.changed({ ...event, type: 'connection.state', fields }, connection);
  }

  /** Callbacks print only the new state: the one before is the last that was printed. */
  private changed(event: RtcEvent, connection: string): RtcEvent {
    const to = String(event.fields.to ?? '');
    const from = this.states.get(connection);
    remember(this.states, connection, to);
    if (event.fields.from !== undefined || from === undefined || from === to) return event;
    return { ...event, fields: { from, ...event.fields } };
  }

  /** Leaving one of several connections ends that one; the call goes on in the others. */
  private left(event: RtcEvent, connection: string): RtcEvent {
    const wasJoined = this.joined.delete(connection);
    if (connection === '') this.unnamedLives = false;
    this.states.delete(connection);
    const base = connection.replace(/#\d+$/, '');
    const entry = this.separate.get(base);
    if (entry) remember(this.separate, base, { ...entry, closed: true });
    return wasJoined && this.joined.size > 0 ? { ...event, type: 'connection.close' } : event;
  }
}

/** A further join of a joined connection was refused: an error that the application sees, the call goes on. */
function refused(event: RtcEvent): RtcEvent {
  const { code, reason } = event.fields;
  const fields = { ...(code === undefined ? {} : { code }), text: String(reason ?? 'join refused') };
  return { ...event, type: 'sdk.error', fields };
}
