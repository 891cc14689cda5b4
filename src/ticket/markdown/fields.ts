import { list } from '../../report/markdown/context.js';
import { escapeText, inlineCode, markdownTable } from '../../report/markup/markdown-escape.js';
import type { TicketField } from '../fields.js';
import type { FieldId } from '../vendor.js';
import type { TicketContext } from './context.js';

/** Fields that have a place of their own in the ticket. */
const ELSEWHERE: ReadonlySet<FieldId> = new Set<FieldId>(['complaint', 'time', 'steps', 'frequency', 'tried']);
const ANSWERS: readonly FieldId[] = ['steps', 'frequency', 'tried'];

/** The identifiers and the environment as the vendor asks for them. */
export function who({ ticket, words, say, locale }: TicketContext): readonly string[] {
  const rows = ticket.fields
    .filter(({ field, value }) => !ELSEWHERE.has(field.id) && value !== undefined)
    .map((filled) => [escapeText(say(filled.field.name)), inlineCode(filled.value ?? ''), origin(filled)]);
  const { field, value, from } = words.columns;
  return rows.length === 0 ? [] : [markdownTable([field, value, from], rows)];

  function origin({ from: place, state }: TicketField): string {
    const source = place === undefined ? words.fromLog : place.kind === 'given' ? words.given : inlineCode(place.place);
    return state === 'hidden' ? source + locale.text.report.parenthesis(words.hiddenHere) : source;
  }
}

/** What the user said, as a quotation. */
export function complaint({ ticket }: TicketContext): readonly string[] {
  const value = ticket.fields.find(({ field }) => field.id === 'complaint')?.value;
  if (value === undefined) return [];
  const lines = value.split(/\r?\n/).filter((line) => line.trim() !== '');
  return [lines.map((line) => `> ${escapeText(line)}`).join('\n>\n')];
}

/** What only the reporter can tell; nothing when he told nothing. */
export function answers({ ticket, say, locale }: TicketContext): readonly string[] {
  const told = ticket.fields.filter(({ field, value }) => ANSWERS.includes(field.id) && value !== undefined);
  if (told.length === 0) return [];
  return [
    list(
      told.map(({ field, value = '' }) => {
        const name = `**${escapeText(say(field.name))}**${locale.text.report.colon}`.trimEnd();
        const lines = value.split(/\r?\n/).filter((line) => line.trim() !== '');
        if (lines.length === 1) return `${name}${name.endsWith(':') ? ' ' : ''}${escapeText(lines[0] ?? '')}`;
        return [name, ...lines.map((line) => `  - ${escapeText(line)}`)].join('\n');
      }),
    ),
  ];
}

/** What the vendor asks for and does not get yet, each with the way to get it. */
export function missing({ ticket, words, say, locale }: TicketContext): readonly string[] {
  const { report } = locale.text;
  const lacking = ticket.fields.filter(({ state }) => state === 'missing');
  const items = lacking.map(({ field, value }) => {
    const known = value === undefined ? '' : report.parenthesis(words.knownSoFar(inlineCode(value)));
    return `**${escapeText(say(field.name))}**${known}${report.colon}${escapeText(say(field.how))}`;
  });
  const hidden = hiddenItem({ ticket, words, say, locale });
  const all = [...(hidden === undefined ? [] : [hidden]), ...items];
  return all.length === 0 ? [escapeText(words.nothingMissing)] : [escapeText(words.forTheReporter), list(all)];
}

/** One item for everything that the ticket hides: one command shows it. */
function hiddenItem({
  ticket,
  words,
  say,
  locale,
}: Pick<TicketContext, 'ticket' | 'words' | 'say' | 'locale'>): string | undefined {
  const { report } = locale.text;
  const hidden = ticket.fields.filter(({ state, field }) => state === 'hidden' && field.keep !== undefined);
  if (hidden.length === 0) return undefined;
  const keep = [...new Set([...ticket.redaction.kept, ...hidden.flatMap(({ field }) => field.keep ?? [])])];
  const names = hidden.map(({ field }) => escapeText(say(field.name))).join(report.listSeparator);
  return `**${names}**${report.colon}${words.hiddenInLog(inlineCode(`--keep ${keep.join(',')}`))}`;
}
