import { isObject, type RawEntry } from '../stats/raw.js';
import { mayBeRemote } from '../stats/standard.js';

/** Statistics objects of all connections of a log that are kept for expansion; a large conference has a few thousand. */
const MOST_OBJECTS = 50_000;
/** Members of one object; W3C objects have about 80. */
const MOST_MEMBERS = 300;
/** Longer texts (certificates) are no readings. */
const LONGEST_TEXT = 300;

type Members = Record<string, unknown>;
const NONE: ReadonlyMap<string, Members> = new Map();

/**
 * Expands the delta-compressed reports of peer connections. In the log a member that did not change is missing; the
 * report's own `timestamp` stands beside the ids; an object's `timestamp` of 0 means that time, a missing one that the
 * object (a stale remote report) kept its earlier time. Objects that disappear are not announced: they stay as they
 * were, with their old time. What is kept is bounded whatever the log holds.
 */
export class DeltaExpander {
  readonly #connections = new Map<string, Map<string, Members>>();
  #objects = 0;

  /** True once objects had to be left out because there were too many. */
  get full(): boolean {
    return this.#objects >= MOST_OBJECTS;
  }

  /** Merges one report and returns all objects of the connection as they stand now, valid until the next call. */
  expand(connection: string, report: Readonly<Members>): RawEntry[] {
    const objects = this.#connections.get(connection) ?? new Map<string, Members>();
    for (const id of Object.keys(report)) {
      const delta = report[id];
      if (!isObject(delta)) continue;
      const known = objects.get(id);
      if (known === undefined && this.full) continue;
      const object = known ?? Object.create(null);
      if (known === undefined) {
        objects.set(id, object);
        this.#objects += 1;
      }
      if (isAnother(object, delta)) for (const name of Object.keys(object)) delete object[name];
      merge(object, delta);
      if (delta.timestamp === 0) object.timestamp = report.timestamp;
    }
    if (objects.size > 0) this.#connections.set(connection, objects);
    return [...objects].map(([id, raw]) => ({ id, raw }));
  }

  /** The objects of a connection as they stand, by id. */
  objectsOf(connection: string): ReadonlyMap<string, Members> {
    return this.#connections.get(connection) ?? NONE;
  }

  /** Forgets a connection that has been closed. */
  close(connection: string): void {
    this.#objects -= this.#connections.get(connection)?.size ?? 0;
    this.#connections.delete(connection);
  }
}

/** An id that comes back with another type is that of another object, which has nothing of the one before. */
function isAnother(object: Readonly<Members>, delta: Readonly<Members>): boolean {
  const differs = (name: string) =>
    object[name] !== undefined && delta[name] !== undefined && object[name] !== delta[name];
  return differs('type') || (mayBeRemote(object.type) && differs('isRemote'));
}

function merge(object: Members, delta: Readonly<Members>): void {
  const names = Object.keys(delta);
  for (const name of names.length > MOST_MEMBERS ? names.slice(0, MOST_MEMBERS) : names) {
    const value = delta[name];
    if (typeof value !== 'string' || value.length <= LONGEST_TEXT) object[name] = value;
  }
}
