import { type TicketWords, ticketWords } from '../../locale/ticket-words.js';
import type { Localized } from '../../model/finding.js';
import { type Context, contextOf } from '../../report/markdown/context.js';
import type { Ticket } from '../ticket.js';

/** What every section of a ticket needs to know. */
export interface TicketContext extends Context {
  readonly ticket: Ticket;
  readonly words: TicketWords;
  /** The text of the ticket's language. */
  readonly say: (text: Localized) => string;
}

export function ticketContext(ticket: Ticket): TicketContext {
  const context = contextOf(ticket.result);
  const { language } = context.locale;
  return { ...context, ticket, words: ticketWords(language), say: (text) => text[language] };
}
