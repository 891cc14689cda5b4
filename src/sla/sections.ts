import { type Language, type Locale, localeOf, lookUp } from '../locale/locale.js';
import { formatNumber, NO_VALUE } from '../locale/values.js';
import { countDays } from './calendar.js';
import type { Share, SlaCause, SlaResult } from './model.js';
import { exactDuration, type SlaWords, slaWords } from './words.js';

/** A part of the report, in words and not yet in a form. Cells may hold text from logs and files. */
export interface Section {
  readonly heading: string;
  readonly texts: readonly string[];
  readonly table?: { readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] };
  readonly list?: readonly string[];
}

/** Causes, groups and windows shown one by one. */
const MOST_LINES = 40;

interface Context {
  readonly result: SlaResult;
  readonly words: SlaWords;
  readonly locale: Locale;
  readonly duration: (ms: number) => string;
  readonly number: (value: number) => string;
}

/** The report: first the answer, then the sections that support it. */
export function slaReport(result: SlaResult): {
  readonly summary: readonly string[];
  readonly sections: readonly Section[];
} {
  const context = contextOf(result);
  const sections = [
    shares(context),
    budget(context),
    days(context),
    groups(context),
    causes(context, 'counted', []),
    causes(context, 'leftOut', [context.words.leftOutWhy]),
    causes(context, 'undecided', [
      context.words.undecidedWhy(result.availability?.timeWithUndecided.percent ?? NO_VALUE),
    ]),
    maintenance(context),
    skipped(context),
    method(context),
  ];
  return { summary: summary(context), sections: sections.filter((section) => section !== undefined) };
}

function contextOf(result: SlaResult): Context {
  const language: Language = result.language;
  const words = slaWords(language);
  const locale = localeOf(language);
  return {
    result,
    words,
    locale,
    duration: (ms) => exactDuration(ms, words),
    number: (value) => formatNumber(locale, value),
  };
}

function summary({ result, words, duration }: Context): string[] {
  const { period, verdict, target, availability } = result;
  const { verdict: verdicts } = words;
  const answer =
    verdict === 'nothing-to-judge'
      ? verdicts[verdict]
      : verdicts[verdict](target, availability?.time.percent ?? NO_VALUE);
  if (period === null) return [answer];
  const { first, last, zone, lengthMs, maintenanceMs, observedMs } = period;
  return [
    answer,
    words.period(first, last, countDays(first, last), zone, duration(lengthMs)),
    ...(maintenanceMs > 0 ? [words.maintenanceExcluded(duration(maintenanceMs))] : []),
    ...(availability === null ? [] : [words.observed(duration(observedMs))]),
  ];
}

const percent = ({ percent: text }: Share) => (text === null ? NO_VALUE : `${text}%`);

function shares({ result, words, duration, number }: Context): Section | undefined {
  if (result.availability === null) return undefined;
  const { measure, usable, unusable, share } = words.columns;
  const { time, callTime, calls } = result.availability;
  const row = (name: string, one: Share, show: (value: number) => string) => [
    name,
    show(one.numerator),
    show(one.denominator - one.numerator),
    percent(one),
  ];
  return {
    heading: words.headings.availability,
    texts: [],
    table: {
      head: [measure, usable, unusable, share],
      rows: [
        row(words.measures.time, time, duration),
        row(words.measures.callTime, callTime, duration),
        row(words.measures.calls, calls, number),
      ],
    },
  };
}

function budget({ result, words, duration }: Context): Section | undefined {
  if (result.budget === null) return undefined;
  const { allowedMs, usedMs, leftMs, usedPercent } = result.budget;
  const { allowed, used, left, usedShare } = words.columns;
  const share = usedPercent === null ? NO_VALUE : `${usedPercent}%`;
  return {
    heading: words.headings.budget,
    texts: leftMs < 0 ? [words.overspent(duration(-leftMs))] : [],
    table: {
      head: [allowed, used, left, usedShare],
      rows: [[duration(allowedMs), duration(usedMs), duration(Math.max(0, leftMs)), share]],
    },
  };
}

function days({ result, words, duration, number }: Context): Section | undefined {
  const told = result.days.filter(({ calls, downMs, maintenanceMs }) => calls > 0 || downMs > 0 || maintenanceMs > 0);
  if (told.length === 0) return undefined;
  const { day, calls, unusableCalls, downtime, maintenance: closed, timeShare } = words.columns;
  const others = result.days.length - told.length;
  return {
    heading: words.headings.days,
    texts: others > 0 ? [words.otherDays(others)] : [],
    table: {
      head: [day, calls, unusableCalls, downtime, closed, timeShare],
      rows: told.map((one) => [
        one.date,
        number(one.calls),
        number(one.unusableCalls),
        duration(one.downMs),
        duration(one.maintenanceMs),
        percent(one.time),
      ]),
    },
  };
}

function groups({ result, words, duration, number }: Context): Section | undefined {
  if (result.groups === null) return undefined;
  const { label, lines } = result.groups;
  const { calls, unusableCalls, downtime, timeShare } = words.columns;
  return {
    heading: words.headings.groups(label),
    texts: [words.groupsOverlap],
    table: {
      head: [label, calls, unusableCalls, downtime, timeShare],
      rows: lines
        .slice(0, MOST_LINES)
        .map((line) => [
          line.name ?? words.noGroup,
          number(line.calls),
          number(line.unusableCalls),
          duration(line.downMs),
          percent(line.time),
        ]),
    },
  };
}

function causes(
  { result, words, locale, duration, number }: Context,
  side: 'counted' | 'leftOut' | 'undecided',
  texts: readonly string[],
): Section | undefined {
  const lines = result[side];
  if (lines.length === 0) return undefined;
  const { cause, domain, findings, calls, time } = words.columns;
  const title = (line: SlaCause) => (line.domain === 'unknown' ? words.unknownCause : line.title || line.cause);
  return {
    heading: words.headings[side],
    texts,
    table: {
      head: [cause, domain, findings, calls, time],
      rows: lines
        .slice(0, MOST_LINES)
        .map((line) => [
          title(line),
          locale.text.domains[line.domain],
          number(line.findings),
          number(line.calls),
          duration(line.unusableMs),
        ]),
    },
  };
}

function maintenance({ result, words, duration }: Context): Section | undefined {
  const told = result.maintenance.filter(({ withinMs }) => withinMs > 0);
  if (told.length === 0) return undefined;
  const { start, end, reason, within } = words.columns;
  return {
    heading: words.headings.maintenance,
    texts: [],
    table: {
      head: [start, end, within, reason],
      rows: told
        .slice(0, MOST_LINES)
        .map((window) => [shortIso(window.start), shortIso(window.end), duration(window.withinMs), window.reason]),
    },
  };
}

/** `2026-02-10 23:00:00+01:00`: milliseconds only where there are some. */
function shortIso(iso: string): string {
  return iso.replace('T', ' ').replace('.000', '');
}

function skipped({ result, words, locale }: Context): Section | undefined {
  const { calls, unread } = result;
  const kinds = ['outsidePeriod', 'inMaintenance', 'notJudged', 'withoutTime', 'duplicates', 'unknownZone'] as const;
  const texts = kinds.filter((kind) => calls[kind] > 0).map((kind) => words.skipped[kind](calls[kind]));
  if (unread.count === 0) return texts.length === 0 ? undefined : { heading: words.headings.notJudged, texts };
  const reason = (text: string) => lookUp(locale.text.sourceStatus, text) ?? text;
  const list = unread.files.map((file) => `${file.path}${words.colon}${reason(file.reason)}`);
  const more = unread.count - unread.files.length;
  if (more > 0) list.push(words.skipped.more(more));
  return { heading: words.headings.notJudged, texts: [...texts, words.skipped.unread(unread.count)], list };
}

function method({ result, words, locale }: Context): Section {
  const { severity, symptoms, countUnknown } = result.criteria;
  const names = symptoms.map((symptom) => locale.text.symptoms[symptom]).join(words.comma);
  return { heading: words.headings.method, texts: [], list: words.method(severity, names, countUnknown) };
}
