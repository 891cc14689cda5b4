import { escapeText, markdownTable } from '../../report/markup/markdown-escape.js';
import { relevantCauses } from '../../report/next-steps.js';
import { fullTime } from '../../report/times.js';
import { causeText, verdictText } from '../../report/wording.js';
import type { Deadline } from '../../support/deadlines.js';
import { worstFinding } from '../fields.js';
import type { TicketContext } from './context.js';
import { bothTimes } from './times.js';

/** One line that says how bad it is, what it is, and in whose product. */
export function title(context: TicketContext): string {
  const { ticket, result, words, locale } = context;
  const symptoms = result.symptoms
    .filter(({ outcome, severity }) => outcome === 'fired' && severity !== 'P3')
    .map(({ symptom }) => locale.text.symptoms[symptom]);
  const none = result.verdict === 'inconclusive' ? words.notJudged : words.nothingFound;
  const problem = symptoms.length === 0 ? none : symptoms.join(locale.text.report.listSeparator);
  const name = product(context) ?? '';
  // A version alone says nothing to who reads a list of tickets.
  const whose = /^\d/.test(name) ? `${context.say(ticket.vendor.name)} ${name}` : name;
  return words.title(ticket.grade.priority, problem, whose);
}

/** SDK and version, as far as they are known. */
function product({ ticket }: TicketContext): string | undefined {
  return ticket.fields.find(({ field }) => field.id === 'sdk')?.value;
}

/** What the reader must know before anything else, as a table of two columns. */
export function header(context: TicketContext): string {
  const { ticket, result, words, locale, say } = context;
  const { rows } = words;
  const worst = worstFinding(result);
  const [cause] = result.verdict === 'symptoms' ? relevantCauses(result) : [];
  const lines: (readonly [string, string])[] = [
    [rows.priority, `**${ticket.grade.priority}**${locale.text.report.colon}${escapeText(say(ticket.grade.reason))}`],
    ...promise(context),
    [
      rows.vendor,
      escapeText([say(ticket.vendor.name), product(context) ?? ''].filter((text) => text !== '').join(' · ')),
    ],
    [rows.problem, escapeText(verdictText(result, locale))],
    ...(worst === undefined
      ? []
      : [[rows.firstSeen, escapeText(bothTimes(firstSeen(context), worst.subject.source, context))] as const]),
    ...(cause === undefined ? [] : [[rows.cause, escapeText(causeText(cause, locale))] as const]),
    [rows.redaction, escapeText(namesText(context))],
  ];
  return markdownTable(['', ''], lines);
}

/** The earliest finding that people noticed, else the earliest. */
function firstSeen({ result }: TicketContext): string | null {
  const noticed = result.findings.filter(({ severity }) => severity !== 'P3');
  const starts = (noticed.length > 0 ? noticed : result.findings).flatMap(({ start }) => start ?? []);
  return starts.sort((a, b) => Date.parse(a) - Date.parse(b))[0] ?? null;
}

/** Deadlines, contract and channel; nothing without a contract. */
function promise({ ticket, words, locale, style, say }: TicketContext): (readonly [string, string])[] {
  if (ticket.promise === undefined) return [];
  const { deadlines, filedAtNamed, zoneKnown } = ticket.promise;
  const { rows } = words;
  // A promise is not kept to the millisecond.
  const time = (local: string): string => fullTime(local.replace(/\.\d+/, ''), style, locale);
  const until = (deadline: Deadline | null): string =>
    escapeText(deadline === null ? words.noPromise : words.deadline(time(deadline.local), say(deadline.target)));
  const { contract, tier, filedAt, hours, channel, example } = deadlines;
  const remarks = [
    words.contract(say(contract), say(tier.title), time(filedAt.local), say(hours.text)),
    ...(hours.openAtFiling ? [] : [words.clockStarts(time(hours.from.local))]),
    ...(filedAtNamed ? [] : [words.filedAtDefault]),
    ...(zoneKnown ? [] : [words.filedAtZoneUnknown]),
    ...(example ? [words.example] : []),
  ];
  return [
    [rows.respondBy, until(deadlines.respondBy)],
    [rows.solveBy, until(deadlines.solveBy)],
    [rows.channel, escapeText(say(channel))],
    [rows.contract, remarks.map(escapeText).join('<br>')],
  ];
}

function namesText({ ticket, words, locale }: TicketContext): string {
  if (!ticket.redaction.on) return words.notRedacted;
  return words.redacted(ticket.redaction.kept.join(locale.text.report.listSeparator));
}
