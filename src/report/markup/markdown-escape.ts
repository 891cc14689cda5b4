import { plainText } from '../plain-text.js';

/** Punctuation that means something within a line of Markdown or HTML; parentheses and `!` do so only beside brackets. */
const SPECIAL = /[\\`*_[\]<>#|~&$]/g;
/** Where a line could begin a list, a quotation or a rule; inside a sentence these stay readable as they are. */
const LINE_START = /^(\d+)([.)])(?=\s|$)|^([-+:=])/;
/** Autolinks of common renderers: `http:`, `www.`, mail addresses, @mentions. Zero-width spaces part them. */
const AUTOLINK = /(?<=https?|ftp|mailto|xmpp):|(?<=www)\.|@/gi;
const PART = '\u200b';

/** A text from a log or a rule as one line of Markdown that cannot be anything but text. */
export function escapeText(text: string): string {
  return plainText(text)
    .replace(SPECIAL, '\\$&')
    .replace(LINE_START, (_, digits?: string, end?: string, sign?: string) =>
      digits === undefined ? `\\${sign ?? ''}` : `${digits}\\${end ?? ''}`,
    )
    .replace(AUTOLINK, `${PART}$&${PART}`);
}

/** A name from a log as inline code, safe in tables too. */
export function inlineCode(text: string): string {
  const plain = plainText(text);
  if (plain === '') return '–';
  const fence = '`'.repeat(longestRun(plain) + 1);
  const pad = plain.startsWith('`') || plain.endsWith('`') ? ' ' : '';
  // In a table cell a backslash before the pipe is taken away by the table; elsewhere it would show, so the pipe that
  // looks the same (U+2223) stands in: no escape works in both places.
  return `${fence}${pad}${plain.replaceAll('|', '\u2223')}${pad}${fence}`;
}

/** Lines as a fenced block of code that nothing in them can close. */
export function codeBlock(lines: readonly string[]): string {
  const plain = lines.map(plainText);
  const fence = '`'.repeat(Math.max(3, ...plain.map((line) => longestRun(line) + 1)));
  return [`${fence}text`, ...plain, fence].join('\n');
}

function longestRun(text: string): number {
  return Math.max(0, ...Array.from(text.matchAll(/`+/g), ([run]) => run.length));
}

/** A table; cells are Markdown already. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
