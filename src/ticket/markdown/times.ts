import type { TriageResult } from '../../model/result.js';
import { fullTime } from '../../report/times.js';
import type { TicketContext } from './context.js';

/** As much of the context as times need. */
export type TimeContext = Pick<TicketContext, 'result' | 'locale' | 'style'>;

/** True when nobody knows what the times of a log mean elsewhere. */
export function zoneUnknown(result: TriageResult, source: string): boolean {
  return result.sources.some(({ path, clock }) => path === source && clock.zone === 'unknown');
}

/** `2026-03-14 02:16:30.250`; undefined when it is not known. */
export function utcTime(iso: string | null, source: string, { result }: TimeContext): string | undefined {
  if (iso === null || zoneUnknown(result, source)) return undefined;
  const at = Date.parse(iso);
  return Number.isFinite(at) ? new Date(at).toISOString().replace('T', ' ').replace('Z', '') : undefined;
}

/** The time as the log tells it: with its zone, where that is known. */
export function localTime(iso: string | null, source: string, { locale, style, result }: TimeContext): string {
  const text = fullTime(iso, style, locale);
  return zoneUnknown(result, source) ? text.replace(locale.text.report.deviceTime, '').trim() : text;
}

/** `2026-03-14 10:16:30.250 +08:00 (UTC 2026-03-14 02:16:30.250)`; what is UTC already is said once. */
export function bothTimes(iso: string | null, source: string, context: TimeContext): string {
  const { locale, style } = context;
  const local = fullTime(iso, style, locale);
  const utc = iso?.endsWith('Z') === true ? undefined : utcTime(iso, source, context);
  return utc === undefined ? local : local + locale.text.report.parenthesis(`UTC ${utc}`);
}
