import type { Locale } from '../../locale/locale.js';
import { formatBytes, formatDuration, formatNumber, NO_VALUE, warningText } from '../../locale/values.js';
import { escapeText, inlineCode, markdownTable } from '../markup/markdown-escape.js';
import { plainText } from '../plain-text.js';
import { fullTime, period } from '../times.js';
import { type Context, list } from './context.js';

/** Every file that was read, with what its reader remarked. */
export function sources({ result, locale, style }: Context): readonly string[] {
  const { report, sourceStatus } = locale.text;
  if (result.sources.length === 0) return [report.noSources];
  const { file, format, status, size, records, time, clock } = report.columns;
  const rows = result.sources.map((source) => [
    inlineCode(source.path),
    inlineCode(source.format),
    source.status === 'analyzed' ? sourceStatus.analyzed : `**${sourceStatus[source.status]}**`,
    formatBytes(locale, source.bytes),
    formatNumber(locale, source.records),
    escapeText(period(source.start, source.end, locale, (iso) => fullTime(iso, style, locale))) || NO_VALUE,
    source.clock.resolutionMs > 0
      ? escapeText(
          report.clock(clockZone(source.clock.zone, locale), formatDuration(locale, source.clock.resolutionMs)),
        )
      : NO_VALUE,
  ]);
  const remarks = result.sources.flatMap(({ path, warnings }) =>
    warnings.map((warning) => `${inlineCode(path)}${report.colon}${escapeText(warningText(locale, warning))}`),
  );
  return [
    markdownTable([file, format, status, size, records, time, clock], rows),
    ...(remarks.length === 0 ? [] : [list(remarks)]),
  ];
}

const clockZone = (zone: string, locale: Locale): string =>
  zone === 'unknown' ? locale.text.report.deviceTime : plainText(zone);
