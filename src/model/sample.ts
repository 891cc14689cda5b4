import type { MediaKind } from './call.js';
import type { Location, RtcEvent } from './event.js';
import type { StatsType } from './metric.js';

/**
 * One statistics report object at one moment, with the names and units of the metric catalogue. An absent member is
 * absent (never 0). Valid only during the call that hands its sample over: signals copy what they keep, so that a reader
 * may use the same objects again for its next sample.
 */
export interface StatsObject {
  readonly id: string;
  readonly type: StatsType;
  readonly kind?: MediaKind | undefined;
  readonly ssrc?: string | undefined;
  /** The object's own time stamp (source time, ms); may be absent where it does not differ from the sample's and is not stale. */
  readonly time?: number | undefined;
  /** Readings by name; never NaN. */
  readonly values: Readonly<Record<string, number>>;
  /**
   * In place of `values`, from readers that hold the readings as numbers without names, which costs a fraction of what a
   * record made anew for every report does: writes each reading to its place in `PLACES` of the type, NaN where absent.
   *
   * @param whole false where `into` still holds the readings at the `steady` places: they need not be written again
   */
  read?(into: Float64Array, whole: boolean): void;
  /** The places to which `read` writes, each time to all of them; the same array for as long as the object is shown. */
  readonly places?: readonly number[] | undefined;
  /** Those of them at which the readings are the same for as long as the object is shown, where the reader knows that. */
  readonly steady?: readonly number[] | undefined;
  /** The same record as long as nothing in it changed, where the reader knows that. */
  readonly labels: Readonly<Record<string, string>>;
  /** Where the series of a metric stands, for formats that store a metric's whole history in one place. */
  readonly series?: ReadonlyMap<string, Location>;
}

/** One statistics report: the objects of one connection at one time. Valid only during the call that hands it over. */
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
  /** Nothing more will come of a connection. Readers that know say so, so that what is kept for it can be let go. */
  connectionDone?(connection: string): void;
}
