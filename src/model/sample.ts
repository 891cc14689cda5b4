import type { MediaKind } from './call.js';
import type { Location, RtcEvent } from './event.js';
import type { StatsType } from './metric.js';

/**
 * One statistics report object at one moment, with the names and units of the metric catalogue. An absent member is
 * absent (never 0, never NaN). Readers may reuse neither the object nor its records: signals keep the previous one.
 */
export interface StatsObject {
  readonly id: string;
  readonly type: StatsType;
  readonly kind?: MediaKind;
  readonly ssrc?: string;
  /** The object's own time stamp (source time, ms), when it differs from the sample's or is stale; else absent. */
  readonly time?: number;
  readonly values: Readonly<Record<string, number>>;
  readonly labels: Readonly<Record<string, string>>;
  /** Where the series of a metric stands, for formats that store a metric's whole history in one place. */
  readonly series?: ReadonlyMap<string, Location>;
}

/** One statistics report: the objects of one connection at one time. */
export interface StatsSample {
  /** Source time, ms (see `RtcEvent.time`). */
  readonly time: number;
  readonly connection: string;
  readonly stats: readonly StatsObject[];
  readonly at: Location;
}

/** What a format reader hands its records to, in the order of time within each connection (small steps back may occur). */
export interface RecordSink {
  event(event: RtcEvent): void;
  sample(sample: StatsSample): void;
}
