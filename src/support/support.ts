import type { Localized, Severity } from '../model/finding.js';

/** Priority of a ticket: P0 core service down · P1 severe · P2 noticeable · P3 advice. The words of severities, for a whole ticket. */
export type Priority = Severity;

/** An open time of one day, minutes after local midnight: `{ from: 540, to: 1080 }` is 09:00–18:00; `to` is at most 1440. */
export interface OpenHours {
  readonly from: number;
  readonly to: number;
}

/** Open hours by day of the week, Sunday first (as Date.getUTCDay counts). */
export type Week = readonly [
  readonly OpenHours[],
  readonly OpenHours[],
  readonly OpenHours[],
  readonly OpenHours[],
  readonly OpenHours[],
  readonly OpenHours[],
  readonly OpenHours[],
];

/** When a support desk works. */
export interface Calendar {
  readonly id: string;
  readonly title: Localized;
  /** IANA name or ±hh:mm. */
  readonly zone: string;
  readonly week: Week;
  /** Closed days: `YYYY-MM-DD`, or `MM-DD` for every year. */
  readonly holidays: ReadonlySet<string>;
  /** Days that are worked although the week or a holiday says otherwise: `YYYY-MM-DD`. They have `workdayHours`. */
  readonly workdays: ReadonlySet<string>;
  /** Hours of the longest day of the week; also what one `d` of a target means in this calendar. */
  readonly workdayHours: readonly OpenHours[];
}

/** A promised length of time. */
export interface Target {
  readonly amount: number;
  readonly unit: 'min' | 'h' | 'd';
}

/** What a tier promises for one priority. */
export interface ServicePromise {
  /** Undefined where nothing is promised. */
  readonly respond: Target | undefined;
  readonly solve: Target | undefined;
  /** Undefined: around the clock. */
  readonly calendar: Calendar | undefined;
  readonly channel: Localized;
}

export interface Tier {
  readonly id: string;
  readonly title: Localized;
  /** Zone in which deadlines are told: IANA name or ±hh:mm. */
  readonly zone: string;
  readonly promises: Readonly<Record<Priority, ServicePromise>>;
}

/** A support contract: rules/support.yaml, or the file given with --support. */
export interface Support {
  readonly file: string;
  /** True for the shipped file and for every other that says of itself that it is no contract. */
  readonly example: boolean;
  readonly title: Localized;
  readonly tiers: readonly Tier[];
}
