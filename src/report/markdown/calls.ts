import type { Locale } from '../../locale/locale.js';
import { environmentLabel, formatSignal, NO_VALUE, signalName } from '../../locale/values.js';
import type { ResultCall, ResultTrack } from '../../model/result.js';
import { SIGNALS, type SignalId } from '../../model/signal.js';
import { escapeText, inlineCode, markdownTable } from '../markup/markdown-escape.js';
import { callName } from '../names.js';
import { fullTime, period } from '../times.js';
import { connectTexts } from '../wording.js';
import { type Context, list } from './context.js';

const MOST_TRACKS = 40;

/** How each connection came up, with the parts of its connect time. */
export function connects({ result, locale }: Context): readonly string[] {
  const { call: callColumn, connection: name, result: outcome, total, parts, path } = locale.text.report.columns;
  const rows = result.calls.flatMap((call) =>
    call.connections.map((connection) => {
      const texts = connectTexts(connection, locale);
      return [
        inlineCode(callName(call.id, result)),
        inlineCode(connection.id),
        texts.outcome,
        texts.total,
        texts.parts.map(escapeText).join('<br>') || NO_VALUE,
        connection.path === undefined ? NO_VALUE : escapeText(connection.path),
      ];
    }),
  );
  return rows.length === 0 ? [] : [markdownTable([callColumn, name, outcome, total, parts, path], rows)];
}

/** SDK, period, browser, system and device of every call. */
export function environment(context: Context): readonly string[] {
  return context.result.calls.flatMap((call) => callEnvironment(call, context));
}

function callEnvironment(call: ResultCall, { result, locale, style }: Context): readonly string[] {
  const { report } = locale.text;
  const time = period(call.start, call.end, locale, (iso) => fullTime(iso, style, locale));
  const facts: string[] = [`SDK${report.colon}${escapeText(`${call.sdk.name} ${call.sdk.version}`)}`];
  if (time !== '') facts.push(`${report.columns.time}${report.colon}${escapeText(time)}`);
  for (const [label, value] of Object.entries(call.environment)) {
    facts.push(`${escapeText(environmentLabel(locale, label))}${report.colon}${escapeText(value)}`);
  }
  return [
    `${report.call(inlineCode(callName(call.id, result)))}${report.clauseSeparator}${inlineCode(call.source)}`,
    list(facts),
  ];
}

/** What was sent and received, with values of the whole call. */
export function tracks({ result, locale }: Context): readonly string[] {
  const { report } = locale.text;
  const rows = result.calls.flatMap((call) =>
    call.connections.flatMap((connection) =>
      connection.tracks.map((track) => [
        `${inlineCode(callName(call.id, result))} / ${inlineCode(connection.id)}`,
        trackName(track, locale),
        Object.entries(track.totals)
          .map(([signal, value]) => escapeText(totalText(signal, value, locale)))
          .join('<br>') || NO_VALUE,
      ]),
    ),
  );
  if (rows.length === 0) return [];
  const { connection, track, totals } = report.columns;
  const hidden = rows.length - MOST_TRACKS;
  return [
    markdownTable([connection, track, totals], rows.slice(0, MOST_TRACKS)),
    ...(hidden > 0 ? [report.more(hidden)] : []),
  ];
}

function trackName(track: ResultTrack, locale: Locale): string {
  const codec = track.codec === undefined ? '' : locale.text.report.parenthesis(escapeText(track.codec));
  return (
    locale.text.report.track(locale.text.subjects[`${track.direction}-${track.kind}`], inlineCode(track.id)) + codec
  );
}

function totalText(signal: string, value: number, locale: Locale): string {
  const unit = isSignal(signal) ? SIGNALS[signal].unit : '';
  return `${signalName(locale, signal)} ${formatSignal(locale, signal, value, unit).trim()}`;
}

const isSignal = (id: string): id is SignalId => Object.hasOwn(SIGNALS, id);
