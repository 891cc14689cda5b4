import { SEVERITIES } from '../model/finding.js';
import type { Report, YamlPath } from '../rules/problem.js';
import { didYouMean } from '../rules/suggest.js';
import { readDays, readHours, totalMinutes } from './convert-calendar.js';
import type { RawCalendar, RawPromise, RawSupport, RawTier, WEEKDAYS } from './schema.js';
import type { Calendar, OpenHours, ServicePromise, Support, Target, Tier, Week } from './support.js';
import { isZone } from './zone.js';

/** Names a tier's hours that no calendar limits. */
const ALWAYS = 'always';

/** The content of a support file → Support; what does not fit together is reported at its place. */
export function toSupport(raw: RawSupport, file: string, report: Report): Support {
  const calendars = new Map<string, Calendar>();
  for (const [id, calendar] of Object.entries(raw.calendars)) {
    if (id === ALWAYS)
      report(['calendars', id], '`always` means around the clock.', 'Give the calendar another name.', { on: 'key' });
    calendars.set(id, toCalendar(id, calendar, report));
  }
  const entries = Object.entries(raw.tiers);
  if (entries.length === 0) report(['tiers'], 'the file has no tier.', 'Describe at least one.', { on: 'key' });
  const tiers = entries.map(([id, tier]) => toTier(id, tier, calendars, report));
  return { file, example: raw.example ?? false, title: raw.title, tiers };
}

function toCalendar(id: string, raw: RawCalendar, report: Report): Calendar {
  const path = ['calendars', id];
  checkZone(raw.zone, [...path, 'zone'], report);
  const day = (name: (typeof WEEKDAYS)[number]): readonly OpenHours[] => {
    const text = raw.week[name];
    return text === undefined ? [] : readHours(text, [...path, 'week', name], report);
  };
  const week: Week = [day('sun'), day('mon'), day('tue'), day('wed'), day('thu'), day('fri'), day('sat')];
  const workdayHours = week.reduce((longest, hours) => (totalMinutes(hours) > totalMinutes(longest) ? hours : longest));
  if (workdayHours.length === 0)
    report([...path, 'week'], 'the calendar is never open.', 'Give hours to at least one day.', { on: 'key' });
  const holidays = readDays(raw.holidays ?? [], [...path, 'holidays'], report);
  const workdays = readDays(raw.workdays ?? [], [...path, 'workdays'], report);
  for (const [index, date] of (raw.workdays ?? []).entries()) {
    if (/^\d\d-\d\d$/.test(date))
      report([...path, 'workdays', index], 'an extra working day needs its year.', `Write 2026-${date}.`);
  }
  return { id, title: raw.title, zone: raw.zone, week, holidays, workdays, workdayHours };
}

function toTier(id: string, raw: RawTier, calendars: ReadonlyMap<string, Calendar>, report: Report): Tier {
  const path = ['tiers', id];
  const usual = calendarOf(raw.hours, [...path, 'hours'], calendars, report);
  if (raw.zone !== undefined) checkZone(raw.zone, [...path, 'zone'], report);
  const promise = (priority: (typeof SEVERITIES)[number]): ServicePromise => {
    const own = raw.targets[priority];
    const at = [...path, 'targets', priority];
    const calendar = own.hours === undefined ? usual : calendarOf(own.hours, [...at, 'hours'], calendars, report);
    return toPromise(own, raw, calendar, at, report);
  };
  const promises = { P0: promise('P0'), P1: promise('P1'), P2: promise('P2'), P3: promise('P3') };
  const zones = SEVERITIES.flatMap((priority) => promises[priority].calendar?.zone ?? []);
  return { id, title: raw.title, zone: raw.zone ?? usual?.zone ?? zones[0] ?? 'UTC', promises };
}

function toPromise(
  raw: RawPromise,
  tier: RawTier,
  calendar: Calendar | undefined,
  path: YamlPath,
  report: Report,
): ServicePromise {
  const respond = readTarget(raw.respond, [...path, 'respond'], report);
  const solve = readTarget(raw.solve, [...path, 'solve'], report);
  if (respond !== undefined && solve !== undefined && respond.unit === solve.unit && solve.amount < respond.amount)
    report([...path, 'solve'], 'the solution is promised before the response.', 'Swap them, or mend the number.');
  return { respond, solve, calendar, channel: raw.channel ?? tier.channel };
}

/** A year: longer is a slip of the pen. */
const LONGEST_MINUTES = 366 * 24 * 60;

function readTarget(text: string, path: YamlPath, report: Report): Target | undefined {
  const [, digits = '', unit] = /^(\d+)(min|h|d)$/.exec(text) ?? [];
  if (unit !== 'min' && unit !== 'h' && unit !== 'd') return undefined;
  const amount = Number(digits);
  const minutes = amount * { min: 1, h: 60, d: 24 * 60 }[unit];
  if (amount === 0 || minutes > LONGEST_MINUTES)
    report(path, `\`${text}\` is no usable target.`, 'Give more than nothing and at most a year, or `none`.');
  return { amount, unit };
}

function calendarOf(
  id: string,
  path: YamlPath,
  calendars: ReadonlyMap<string, Calendar>,
  report: Report,
): Calendar | undefined {
  const found = calendars.get(id);
  if (found === undefined && id !== ALWAYS) {
    const known = [ALWAYS, ...calendars.keys()];
    report(path, `there is no calendar \`${id}\`${didYouMean(id, known) || '.'}`, `Known are: ${known.join(', ')}.`);
  }
  return found;
}

function checkZone(zone: string, path: YamlPath, report: Report): void {
  if (!isZone(zone))
    report(
      path,
      `\`${zone}\` is no time zone.`,
      'Use an IANA name such as Asia/Shanghai, or an offset such as +08:00.',
    );
}
