import { formatDuration, NO_VALUE } from '../../locale/values.js';
import { compareTimes } from '../../report/groups.js';
import { escapeText, inlineCode, markdownTable } from '../../report/markup/markdown-escape.js';
import { callName } from '../../report/names.js';
import { tellStories } from '../../report/stories.js';
import { fullTime, intoCall } from '../../report/times.js';
import type { TicketContext } from './context.js';
import { utcTime } from './times.js';

const MOST_CALLS = 5;
const MOST_GROUPS = 12;

/** Calls and the worst moment of each group of findings, in local time and in UTC. */
export function when(context: TicketContext): readonly string[] {
  const rows = [...callRows(context), ...findingRows(context)];
  if (rows.length === 0) return [];
  const { what, local, utc, lasted } = context.words.columns;
  const into = context.locale.text.report.columns.intoCall;
  return [markdownTable([what, local, utc, into, lasted], rows)];
}

/** The calls in which something was found, else all. */
function callRows(context: TicketContext): string[][] {
  const { result, locale, style, words } = context;
  const found = new Set(result.findings.map(({ subject }) => subject.call));
  const calls = result.calls.filter(({ id, start }) => start !== null && (found.size === 0 || found.has(id)));
  return calls.slice(0, MOST_CALLS).map(({ id, source, start, end }) => {
    const name = result.calls.length > 1 ? locale.text.report.call(inlineCode(callName(id, result))) : words.call;
    const length = start === null || end === null ? Number.NaN : Date.parse(end) - Date.parse(start);
    return [
      name,
      escapeText(fullTime(start, style, locale)),
      utcTime(start, source, context),
      NO_VALUE,
      formatDuration(locale, length),
    ];
  });
}

function findingRows(context: TicketContext): string[][] {
  const { result, locale, style } = context;
  const groups = tellStories(result).stories.flatMap(({ chapters }) =>
    chapters.flatMap(({ group, others }) => [group, ...others]),
  );
  // The worst are shown, in the order in which they happened.
  const shown = groups.slice(0, MOST_GROUPS).sort((a, b) => compareTimes(a.worst.start, b.worst.start));
  return shown.map(({ worst, ranked }) => {
    const callStart = result.calls.find(({ id }) => id === worst.subject.call)?.start ?? null;
    return [
      `${worst.severity} ${escapeText(worst.title)}${ranked.length === 1 ? '' : ` ×${ranked.length}`}`,
      escapeText(fullTime(worst.start, style, locale)),
      utcTime(worst.start, worst.subject.source, context),
      intoCall(worst.start, callStart, locale) ?? NO_VALUE,
      formatDuration(locale, worst.durationMs),
    ];
  });
}
