import type { Locale } from '../locale/locale.js';
import { formatDuration } from '../locale/values.js';
import type { TriageResult } from '../model/result.js';
import { plainText } from './plain-text.js';

interface Stamp {
  readonly date: string;
  readonly time: string;
  readonly milliseconds: string;
  readonly zone: string;
}

/** How the times of one report are shown: what all of them share is said once. */
export interface TimeStyle {
  readonly shared: { readonly date: string; readonly zone: string } | undefined;
  /** `UTC`, `+08:00`, or the words for a clock whose zone nobody knows. */
  zone(offset: string): string;
}

const ISO = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}:\d{2})(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/;

function parse(iso: string): Stamp | undefined {
  const match = ISO.exec(iso);
  if (match === null) return undefined;
  const [, date = '', time = '', milliseconds = '', zone = ''] = match;
  return { date, time, milliseconds, zone };
}

/** Looks at all times of a result and finds what they share. */
export function timeStyle(result: TriageResult, locale: Locale): TimeStyle {
  const unknown = result.sources.some((source) => source.clock.zone === 'unknown' && source.start !== null);
  const zone = (offset: string): string => (offset !== 'Z' ? offset : unknown ? locale.text.report.deviceTime : 'UTC');
  const days = new Set<string>();
  let last: Stamp | undefined;
  for (const item of [...result.sources, ...result.calls, ...result.findings]) {
    for (const iso of [item.start, item.end]) {
      const stamp = iso === null ? undefined : parse(iso);
      if (stamp === undefined) continue;
      days.add(`${stamp.date} ${stamp.zone}`);
      last = stamp;
    }
  }
  const shared = days.size === 1 && last !== undefined ? { date: last.date, zone: zone(last.zone) } : undefined;
  return { shared, zone };
}

/** `10:15:30`, or with date and zone where the report's times do not share them. */
export function shortTime(iso: string | null, style: TimeStyle, locale: Locale): string {
  const stamp = iso === null ? undefined : parse(iso);
  if (stamp === undefined) return iso === null ? locale.text.report.noTime : plainText(iso);
  return style.shared === undefined ? `${stamp.date} ${stamp.time} ${style.zone(stamp.zone)}` : stamp.time;
}

/** `2026-03-14 10:15:30.250 +08:00`: complete, for someone elsewhere. */
export function fullTime(iso: string | null, style: TimeStyle, locale: Locale): string {
  const stamp = iso === null ? undefined : parse(iso);
  if (stamp === undefined) return iso === null ? locale.text.report.noTime : plainText(iso);
  return `${stamp.date} ${stamp.time}${stamp.milliseconds} ${style.zone(stamp.zone)}`;
}

/** `from to to` with the given form of time; empty when neither is known. */
export function period(
  from: string | null,
  to: string | null,
  locale: Locale,
  show: (iso: string | null) => string,
): string {
  if (from === null && to === null) return '';
  return locale.text.report.period(show(from), show(to));
}

/** Time since the start of the call, `1 min 23 s`; undefined when either is not known. */
export function intoCall(start: string | null, callStart: string | null, locale: Locale): string | undefined {
  if (start === null || callStart === null) return undefined;
  const ms = Date.parse(start) - Date.parse(callStart);
  return Number.isFinite(ms) && ms >= 0 ? formatDuration(locale, ms) : undefined;
}
