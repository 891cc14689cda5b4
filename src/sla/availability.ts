import { isoTime } from '../result/times.js';
import { Books } from './books.js';
import type { CallRecord } from './call-record.js';
import type { Criteria } from './criteria.js';
import { type Disjoint, totalMs, union, within, without } from './interval.js';
import type { MaintenanceWindow } from './maintenance.js';
import type { Share, SlaDay, SlaGroup, SlaMaintenance, SlaPeriod, SlaResult } from './model.js';
import { allowedMs, decimalsFor, isMet, percentText, type Target, usedPercent } from './percent.js';
import { type Day, daysOf, type Period } from './period.js';

export interface AvailabilityInput {
  readonly records: readonly CallRecord[];
  readonly period: Period;
  readonly maintenance: readonly MaintenanceWindow[];
  readonly criteria: Criteria;
  readonly target: Target;
  /** The fact by which calls are grouped; undefined when no log tells one. */
  readonly groupLabel: string | undefined;
}

/** The computed part of the result. */
export type Availability = Pick<
  SlaResult,
  | 'verdict'
  | 'period'
  | 'availability'
  | 'budget'
  | 'counted'
  | 'leftOut'
  | 'undecided'
  | 'days'
  | 'groups'
  | 'maintenance'
> & { readonly calls: Pick<SlaResult['calls'], 'judged' | 'outsidePeriod' | 'inMaintenance'> };

/**
 * Computes availability. All times are whole ms and all shares fractions of them: nothing is rounded before it is
 * printed. docs/sla.md defines every number.
 */
export function availability(input: AvailabilityInput): Availability {
  const { period, target, records } = input;
  const closed = union(input.maintenance);
  const service = without(period, closed);
  const serviceMs = totalMs(service);
  const books = new Books(period, service, input.criteria, input.groupLabel);
  for (const record of records) books.add(record);
  const down = union(books.down);
  const downMs = totalMs(down);
  const percent = (numerator: number, denominator: number): Share => ({
    numerator,
    denominator,
    percent: percentText(numerator, denominator, decimalsFor(target), 'down'),
  });
  const upTime = (lost: number): Share => percent(serviceMs - lost, serviceMs);
  const judged = books.judged > 0;
  return {
    verdict: judged ? (isMet(downMs, serviceMs, target) ? 'met' : 'not-met') : 'nothing-to-judge',
    period: describePeriod(period, serviceMs, totalMs(union(books.observed))),
    availability: judged
      ? {
          time: upTime(downMs),
          timeWithUndecided: upTime(totalMs(union([...down, ...books.undecidedTime]))),
          callTime: percent(books.callMs - books.callDownMs, books.callMs),
          calls: percent(books.judged - books.unusable, books.judged),
        }
      : null,
    budget: judged
      ? {
          allowedMs: allowedMs(serviceMs, target),
          usedMs: downMs,
          leftMs: allowedMs(serviceMs, target) - downMs,
          usedPercent: usedPercent(downMs, serviceMs, target),
        }
      : null,
    ...books.causes(),
    days: judged ? describeDays(daysOf(period), service, down, books, percent) : [],
    groups: describeGroups(input.groupLabel, books, upTime),
    maintenance: input.maintenance.map((window) => describeWindow(window, period)),
    calls: { judged: books.judged, outsidePeriod: books.outsidePeriod, inMaintenance: books.inMaintenance },
  };
}

function describePeriod(period: Period, serviceMs: number, observedMs: number): SlaPeriod {
  const { zone, first, last, start, end } = period;
  const lengthMs = end - start;
  const time = (at: number) => isoTime(at, zone) ?? '';
  const maintenanceMs = lengthMs - serviceMs;
  return { zone, first, last, start: time(start), end: time(end), lengthMs, maintenanceMs, serviceMs, observedMs };
}

function describeDays(
  days: readonly Day[],
  service: Disjoint,
  down: Disjoint,
  { beginnings }: Books,
  percent: (numerator: number, denominator: number) => Share,
): SlaDay[] {
  const calls = [...beginnings].sort((a, b) => a.at - b.at);
  // The first day takes those that began before the period, too.
  let next = 0;
  return days.map((day) => {
    const first = next;
    while ((calls[next]?.at ?? day.end) < day.end) next++;
    const begun = calls.slice(first, next);
    const lengthMs = day.end - day.start;
    const serviceMs = totalMs(within(service, day));
    const downMs = totalMs(within(down, day));
    return {
      date: day.date,
      lengthMs,
      maintenanceMs: lengthMs - serviceMs,
      calls: begun.length,
      unusableCalls: begun.filter(({ unusable }) => unusable).length,
      downMs,
      time: percent(serviceMs - downMs, serviceMs),
    };
  });
}

function describeGroups(label: string | undefined, books: Books, upTime: (lost: number) => Share): SlaResult['groups'] {
  if (label === undefined || ![...books.groups.keys()].some((name) => name !== undefined)) return null;
  const lines = [...books.groups].map(([name, { calls, unusable, down }]): SlaGroup => {
    const downMs = totalMs(union(down));
    return { name: name ?? null, calls, unusableCalls: unusable, downMs, time: upTime(downMs) };
  });
  // Worst first; those of which nothing is known last.
  lines.sort(
    (a, b) =>
      Number(a.name === null) - Number(b.name === null) ||
      b.downMs - a.downMs ||
      b.unusableCalls - a.unusableCalls ||
      ((a.name ?? '') < (b.name ?? '') ? -1 : 1),
  );
  return { label, lines };
}

function describeWindow({ start, end, reason }: MaintenanceWindow, period: Period): SlaMaintenance {
  const withinMs = Math.max(0, Math.min(end, period.end) - Math.max(start, period.start));
  const time = (at: number) => isoTime(at, period.zone) ?? '';
  return { start: time(start), end: time(end), reason, withinMs };
}
