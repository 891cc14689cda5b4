import type { Report, YamlPath } from '../rules/problem.js';
import type { OpenHours } from './support.js';
import { isoDay } from './zone.js';

const DAY_MS = 86_400_000;
/** Longer closures are no holidays. */
const MOST_DAYS = 366;

/** `09:00-12:00, 13:30-18:00` → minutes after midnight, in order. */
export function readHours(text: string, path: YamlPath, report: Report): readonly OpenHours[] {
  const hours: OpenHours[] = [];
  for (const part of text.split(',')) {
    const [from = '', to = ''] = part.trim().split('-');
    const span = { from: minutesOf(from), to: minutesOf(to) };
    if (Number.isNaN(span.from) || Number.isNaN(span.to))
      report(path, `\`${part.trim()}\` is no time of day.`, 'Use 00:00 to 24:00.');
    else if (span.to <= span.from)
      report(path, `\`${part.trim()}\` ends before it begins.`, 'Divide hours that pass midnight between two days.');
    else if (span.from < (hours.at(-1)?.to ?? 0))
      report(path, `\`${part.trim()}\` overlaps the hours before it.`, 'Write hours in order, apart from each other.');
    else hours.push(span);
  }
  return hours;
}

function minutesOf(time: string): number {
  const [hour = Number.NaN, minute = Number.NaN] = time.split(':').map(Number);
  const minutes = hour * 60 + minute;
  return minute < 60 && minutes <= 24 * 60 ? minutes : Number.NaN;
}

export function totalMinutes(hours: readonly OpenHours[]): number {
  return hours.reduce((sum, { from, to }) => sum + to - from, 0);
}

/** Days and spans of days → every single day, `YYYY-MM-DD` or `MM-DD`. */
export function readDays(texts: readonly string[], path: YamlPath, report: Report): ReadonlySet<string> {
  const days = new Set<string>();
  for (const [index, text] of texts.entries()) {
    const [from = '', to = from] = text.split('..');
    // A leap year, so that 02-29 is a day of every year that has it.
    const [first, last] = [from, to].map((day) => dayNumber(day.length === 5 ? `2024-${day}` : day));
    if (first === undefined || last === undefined || Number.isNaN(first) || Number.isNaN(last))
      report([...path, index], `\`${text}\` names a day that does not exist.`, 'Check month and day.');
    else if (last < first || last - first >= MOST_DAYS)
      report([...path, index], `\`${text}\` is no span of days.`, `Write first..last, at most ${MOST_DAYS} days.`);
    else if (from.length === 5) days.add(from);
    else for (let day = first; day <= last; day++) days.add(isoDay(day));
  }
  return days;
}

/** NaN for a day that does not exist (Date would turn 02-30 into March). */
function dayNumber(date: string): number {
  const day = Date.parse(`${date}T00:00:00Z`) / DAY_MS;
  return Number.isFinite(day) && isoDay(day) === date ? day : Number.NaN;
}
