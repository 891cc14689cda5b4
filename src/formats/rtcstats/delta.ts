import { isObject, type RawEntry } from '../stats/raw.js';
import { MOST_OBJECTS } from '../stats/shapes.js';

/**
 * Expands the delta-compressed reports of one peer connection. In the log a member that did not change is missing; the
 * report's own `timestamp` stands beside the ids; an object's `timestamp` of 0 means that time, a missing one that the
 * object (a stale remote report) kept its earlier time. Objects that disappear are not announced: they stay as they
 * were, with their old time.
 */
export class DeltaExpander {
  readonly #base = new Map<string, Record<string, unknown>>();

  /** Merges one report and returns all objects as they stand now; the raw objects are valid until the next call. */
  expand(report: Readonly<Record<string, unknown>>): RawEntry[] {
    const reportTime = report.timestamp;
    for (const id of Object.keys(report)) {
      const delta = report[id];
      if (!isObject(delta)) continue;
      let object = this.#base.get(id);
      if (object === undefined) {
        if (this.#base.size >= MOST_OBJECTS) continue;
        object = Object.create(null) as Record<string, unknown>;
        this.#base.set(id, object);
      }
      for (const member of Object.keys(delta)) object[member] = delta[member];
      if (delta.timestamp === 0) object.timestamp = reportTime;
    }
    return [...this.#base].map(([id, raw]) => ({ id, raw }));
  }
}
