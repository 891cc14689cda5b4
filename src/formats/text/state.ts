import type { EventType } from '../../model/event.js';
import type { Message } from './compile.js';
import type { Groups } from './template.js';

/** Names in a log are foreign: more than this many at once are forgotten, oldest first. */
const MAX_NAMES = 4096;

interface Reported {
  readonly time: number;
  readonly value: string;
  readonly until: ReadonlySet<EventType>;
  readonly connection: string;
}

/** What a reader has to remember between lines: the current connection, aliases, open states, what was just reported. */
export class SessionState {
  private current: string | undefined;
  private readonly aliases = new Map<string, string>();
  private readonly toggles = new Map<string, true>();
  private readonly reported = new Map<string, Reported>();

  /** Id of the connection that a message belongs to. */
  connection(message: Message, groups: Groups, inLine: string | undefined, carry: boolean): string | undefined {
    const alias = text(message.alias?.(groups));
    const named = text(message.connection?.(groups)) ?? inLine;
    if (named !== undefined) {
      if (alias !== undefined) remember(this.aliases, alias, named);
      if (carry) this.current = named;
      return named;
    }
    const known = alias === undefined ? undefined : this.aliases.get(alias);
    return known ?? (carry ? this.current : undefined);
  }

  /** True when the same fact was reported a moment ago by another layer of the SDK. */
  isRepeat(message: Message, groups: Groups, connection: string | undefined, time: number): boolean {
    const { once } = message;
    if (!once) return false;
    const first = message.gives[0];
    const kind = first?.kind === 'event' ? first.event : message.name;
    const key = [kind, connection ?? '', text(once.key(groups)) ?? ''].join('\n');
    const before = this.reported.get(key);
    const value = text(once.value(groups)) ?? '';
    if (before && before.value === value && Math.abs(time - before.time) <= once.within) return true;
    remember(this.reported, key, { time, value, until: once.until, connection: connection ?? '' });
    return false;
  }

  /** An event of this type has been handed over: what waits for it may be reported again. */
  happened(type: EventType, connection: string | undefined): void {
    if (type === 'session.start') this.reset();
    for (const [key, entry] of this.reported) {
      if (entry.until.has(type) && (connection === undefined || entry.connection === connection)) {
        this.reported.delete(key);
      }
    }
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
    this.current = undefined;
    this.aliases.clear();
    this.toggles.clear();
  }
}

function text(value: string | number | boolean | undefined): string | undefined {
  return value === undefined || value === '' ? undefined : String(value);
}

function remember<T>(map: Map<string, T>, key: string, value: T): void {
  map.delete(key);
  map.set(key, value);
  if (map.size <= MAX_NAMES) return;
  const oldest = map.keys().next().value;
  if (oldest !== undefined) map.delete(oldest);
}
