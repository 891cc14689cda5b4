import type { Localized } from '../model/finding.js';
import { UsageError } from '../model/usage-error.js';
import { isoTime } from '../result/times.js';
import { tierOf } from './load.js';
import { afterServiceTime, nextOpen, serviceDay } from './service-time.js';
import type { Calendar, Priority, Support, Target } from './support.js';
import { hoursText, targetText } from './words.js';

/** An instant, told as a local time: ISO 8601 with the offset that the zone has then. */
export interface LocalTime {
  /** Epoch ms. */
  readonly at: number;
  readonly local: string;
}

/** Until when something is promised. */
export interface Deadline extends LocalTime {
  /** The promise in words: `4 h of service time`. */
  readonly target: Localized;
}

/** What a contract promises for one ticket. */
export interface Deadlines {
  readonly tier: { readonly id: string; readonly title: Localized };
  readonly priority: Priority;
  /** Zone of all local times in here. */
  readonly zone: string;
  readonly filedAt: LocalTime;
  /** Null where nothing is promised. */
  readonly respondBy: Deadline | null;
  readonly solveBy: Deadline | null;
  readonly hours: {
    /** `always`, or the name of the calendar whose open hours are counted. */
    readonly id: string;
    /** Days and times of the service with their zone, as a phrase. */
    readonly text: Localized;
    /** False when the ticket is filed outside the service hours: the clock then starts at `from`. */
    readonly openAtFiling: boolean;
    readonly from: LocalTime;
  };
  /** How to reach support for this priority. */
  readonly channel: Localized;
  /** True when the file says that it is an example and no contract: say so wherever these times are shown. */
  readonly example: boolean;
  readonly contract: Localized;
}

const MINUTE = 60_000;

/**
 * Response and solution deadlines of a ticket. Time counts around the clock, or only while the calendar of the tier (or
 * of the priority) is open; a target in days means 24 hours each around the clock, else days of service.
 * @param filedAt epoch ms at which the clock starts (see filed-at.ts for the default)
 * @throws UsageError for an unknown tier, and for a calendar that never has enough service time
 */
export function deadlines(support: Support, tierName: string, priority: Priority, filedAt: number): Deadlines {
  const tier = tierOf(support, tierName);
  const { respond, solve, calendar, channel } = tier.promises[priority];
  const { zone } = tier;
  const local = (at: number): LocalTime => ({ at, local: isoTime(at, zone) ?? '' });
  const deadline = (target: Target | undefined): Deadline | null =>
    target === undefined
      ? null
      : { ...local(endOf(target, calendar, filedAt, support.file)), target: targetText(target, calendar) };
  const from = calendar === undefined ? filedAt : (nextOpen(calendar, filedAt) ?? filedAt);
  return {
    tier: { id: tier.id, title: tier.title },
    priority,
    zone,
    filedAt: local(filedAt),
    respondBy: deadline(respond),
    solveBy: deadline(solve),
    hours: {
      id: calendar?.id ?? 'always',
      text: hoursText(calendar),
      openAtFiling: from === filedAt,
      from: local(from),
    },
    channel,
    example: support.example,
    contract: support.title,
  };
}

function endOf(target: Target, calendar: Calendar | undefined, filedAt: number, file: string): number {
  const length = targetMs(target, calendar);
  if (calendar === undefined) return filedAt + length;
  const end = afterServiceTime(calendar, filedAt, length);
  if (end !== undefined) return end;
  throw new UsageError(`${file}: the calendar "${calendar.id}" is open too seldom for a target of this length`);
}

/** Length of a target in the time that is counted, ms. */
export function targetMs({ amount, unit }: Target, calendar: Calendar | undefined): number {
  const day = calendar === undefined ? 24 * 60 * MINUTE : serviceDay(calendar);
  return amount * { min: MINUTE, h: 60 * MINUTE, d: day }[unit];
}
