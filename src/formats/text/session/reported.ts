import type { EventType } from '../../../model/event.js';
import { remember } from './bounded.js';

/** What a message last said of a key, and the events after which it may say the same again. */
export interface Report {
  readonly time: number;
  readonly value: string;
  readonly until: ReadonlySet<EventType>;
  /** Empty: of no connection in particular. */
  readonly connection: string;
}

/**
 * What was just reported. Which of it waits for an event is looked up, not searched: a log that names thousands of
 * connections would otherwise be searched through at each of its events (20,000 joins took 4 s).
 */
export class Reports {
  private readonly byKey = new Map<string, Report>();
  /** By event, then by connection: the keys of what waits. */
  private readonly waiting = new Map<EventType, Map<string, Set<string>>>();

  get(key: string): Report | undefined {
    return this.byKey.get(key);
  }

  set(key: string, report: Report): void {
    const before = this.byKey.get(key);
    if (before) this.forget(key, before);
    const oldest = remember(this.byKey, key, report);
    if (oldest) this.forget(...oldest);
    for (const type of report.until) {
      const connections = entry(this.waiting, type, () => new Map<string, Set<string>>());
      entry(connections, report.connection, () => new Set<string>()).add(key);
    }
  }

  /** An event happened, in one connection or in whichever: what waits for it is forgotten. */
  happened(type: EventType, connection: string | undefined): void {
    const connections = this.waiting.get(type);
    if (!connections) return;
    if (connection === undefined) for (const keys of connections.values()) this.release(keys);
    else {
      this.release(connections.get(''));
      this.release(connections.get(connection));
    }
  }

  /** A set is gone through while its keys are taken out of it, which sets allow. */
  private release(keys: ReadonlySet<string> | undefined): void {
    if (keys === undefined) return;
    for (const key of keys) {
      const report = this.byKey.get(key);
      this.byKey.delete(key);
      if (report) this.forget(key, report);
    }
  }

  /** Takes a report out of the lists of those that wait. */
  private forget(key: string, { until, connection }: Report): void {
    for (const type of until) {
      const connections = this.waiting.get(type);
      const keys = connections?.get(connection);
      keys?.delete(key);
      if (keys?.size === 0) connections?.delete(connection);
    }
  }
}

function entry<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const found = map.get(key);
  if (found !== undefined) return found;
  const made = make();
  map.set(key, made);
  return made;
}
