import type { TriageResult } from '../../model/result.js';
import { fullTime } from '../../report/times.js';
import type { TicketContext } from './context.js';

/** As much of the context as times need. */
export type TimeContext = Pick<TicketContext, 'result' | 'locale' | 'style' | 'words'>;

/** True when nobody knows what the times of a log mean elsewhere. */
export function zoneUnknown(result: TriageResult, source: string): boolean {
  return result.sources.some(({ path, clock }) => path === source && clock.zone === 'unknown');
}

/** `2026-03-14 02:16:30.250`, or that it is not known. */
export function utcTime(iso: string | null, source: string, { result, locale, words }: TimeContext): string {
  if (iso === null) return locale.text.report.noTime;
  if (zoneUnknown(result, source)) return words.utcUnknown;
  const at = Date.parse(iso);
  return Number.isFinite(at)
    ? new Date(at).toISOString().replace('T', ' ').replace('Z', '')
    : locale.text.report.noTime;
}

/** `2026-03-14 10:16:30.250 +08:00 (UTC 2026-03-14 02:16:30.250)`; what is UTC already is said once. */
export function bothTimes(iso: string | null, source: string, context: TimeContext): string {
  const { locale, style, result } = context;
  const local = fullTime(iso, style, locale);
  if (iso === null || (iso.endsWith('Z') && !zoneUnknown(result, source))) return local;
  return local + locale.text.report.parenthesis(`UTC ${utcTime(iso, source, context)}`);
}
