import type { MediaKind } from '../../model/call.js';
import type { StatsType } from '../../model/metric.js';
import type { StatsObject } from '../../model/sample.js';

/** A `StatsObject` that is still being put together; reports that belong to it may add members. */
export interface StatsDraft extends StatsObject {
  kind?: MediaKind;
  ssrc?: string;
  time?: number;
  readonly values: Record<string, number>;
  readonly labels: Record<string, string>;
}

/** An empty object. Members come from the catalogue only, so no name of the file ever becomes a key. */
export function draft(id: string, type: StatsType, kind: MediaKind | undefined): StatsDraft {
  const object: StatsDraft = { id, type, values: {}, labels: {} };
  if (kind !== undefined) object.kind = kind;
  return object;
}

/** `audio` and `video` are kinds, everything else is none. */
export function mediaKind(value: unknown): MediaKind | undefined {
  return value === 'audio' || value === 'video' ? value : undefined;
}
