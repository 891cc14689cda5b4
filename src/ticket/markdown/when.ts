import { formatDuration, NO_VALUE } from '../../locale/values.js';
import { compareTimes } from '../../report/groups.js';
import { escapeText, inlineCode, markdownTable } from '../../report/markup/markdown-escape.js';
import { callName } from '../../report/names.js';
import { tellStories } from '../../report/stories.js';
import { intoCall } from '../../report/times.js';
import { troubledCalls } from '../fields.js';
import type { TicketContext } from './context.js';
import { localTime, utcTime, zoneUnknown } from './times.js';

const MOST_CALLS = 5;
const MOST_GROUPS = 12;

/** Calls and the worst moment of each group of findings, in local time and in UTC. */
export function when(context: TicketContext): readonly string[] {
  const rows = [...callRows(context), ...findingRows(context)];
  if (rows.length === 0) return [];
  const { what, local, utc, lasted } = context.words.columns;
  const { sources } = context.result;
  const unknown = sources.some(({ path, start }) => start !== null && zoneUnknown(context.result, path));
  const into = context.locale.text.report.columns.intoCall;
  const table = markdownTable([what, local, utc, into, lasted], rows);
  return unknown ? [table, escapeText(context.words.utcUnknownBelow)] : [table];
}

function callRows(context: TicketContext): string[][] {
  const { result, locale, words } = context;
  const calls = troubledCalls(result).filter(({ start }) => start !== null);
  return calls.slice(0, MOST_CALLS).map(({ id, source, start, end }) => {
    const name = result.calls.length > 1 ? locale.text.report.call(inlineCode(callName(id, result))) : words.call;
    const length = start === null || end === null ? Number.NaN : Date.parse(end) - Date.parse(start);
    return [
      name,
      escapeText(localTime(start, source, context)),
      utcTime(start, source, context) ?? NO_VALUE,
      NO_VALUE,
      formatDuration(locale, length),
    ];
  });
}

function findingRows(context: TicketContext): string[][] {
  const { result, locale } = context;
  const groups = tellStories(result).stories.flatMap(({ chapters }) =>
    chapters.flatMap(({ group, others }) => [group, ...others]),
  );
  // The worst are shown, in the order in which they happened.
  const shown = groups.slice(0, MOST_GROUPS).sort((a, b) => compareTimes(a.worst.start, b.worst.start));
  return shown.map(({ worst, ranked }) => {
    const callStart = result.calls.find(({ id }) => id === worst.subject.call)?.start ?? null;
    const often = ranked.length === 1 ? '' : ` ×${ranked.length}`;
    const { call } = worst.subject;
    const where = result.calls.length > 1 ? locale.text.report.parenthesis(inlineCode(callName(call, result))) : '';
    return [
      `${worst.severity} ${escapeText(worst.title)}${often}${where}`,
      escapeText(localTime(worst.start, worst.subject.source, context)),
      utcTime(worst.start, worst.subject.source, context) ?? NO_VALUE,
      intoCall(worst.start, callStart, locale) ?? NO_VALUE,
      formatDuration(locale, worst.durationMs),
    ];
  });
}
