import { formatBytes } from '../../locale/values.js';
import { list } from '../../report/markdown/context.js';
import { escapeText, inlineCode } from '../../report/markup/markdown-escape.js';
import type { TicketContext } from './context.js';

/** What lies beside this document in the bundle. */
export function attachments({ ticket, result, words, locale }: TicketContext): readonly string[] {
  const { report } = locale.text;
  const items = ticket.attachments.map(
    ({ name, what }) => `${inlineCode(name)}${report.colon}${escapeText(words.files[what])}`,
  );
  const encrypted = result.sources.filter(({ status }) => status === 'encrypted').map(({ path }) => inlineCode(path));
  if (encrypted.length > 0) items.push(words.encrypted(encrypted.join(report.listSeparator)));
  return items.length === 0 ? [] : [list(items)];
}

/** The reporter's own files by size and digest, so that whoever gets them later knows that they are the same. */
export function originals({ ticket, words, locale }: TicketContext): readonly string[] {
  if (ticket.originals.length === 0) return [];
  return [
    list(
      ticket.originals.map(({ path, bytes, sha256 }) =>
        words.original(inlineCode(path), formatBytes(locale, bytes), inlineCode(sha256)),
      ),
    ),
  ];
}

/** Where this vendor's logs lie. */
export function moreLogs({ ticket, locale }: TicketContext): readonly string[] {
  return [list(ticket.vendor.logs[locale.language].map(escapeText))];
}
