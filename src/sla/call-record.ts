import type { Domain } from '../model/finding.js';
import type { Interval } from './interval.js';

/** The cause of findings, as the triage named it. */
export interface Cause {
  readonly id: string;
  readonly domain: Domain;
  readonly title: string;
}

/** A finding that made the call unusable. Equal start and end: it is known when, but not for how long. */
export interface UnusableTime extends Interval {
  readonly cause: Cause;
}

/** All that is kept of a call: memory grows with the number of calls and of their serious findings only. */
export interface CallRecord extends Interval {
  /** What the log tells of the region or host of the service, by lower-case label. */
  readonly facts: ReadonlyMap<string, string>;
  /** Within the call's own time. */
  readonly unusable: readonly UnusableTime[];
}
