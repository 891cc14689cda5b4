import pc from 'picocolors';
import { escapeText, markdownTable } from '../report/markup/markdown-escape.js';
import { plainText } from '../report/plain-text.js';
import { Page } from '../report/text/page.js';
import type { SlaForm } from './forms.js';
import type { SlaResult } from './model.js';
import { slaReport } from './sections.js';
import { slaWords } from './words.js';

export interface SlaRenderOptions {
  readonly color: boolean;
  /** Columns of the terminal. */
  readonly width: number;
}

/** As the reports on single calls: below this a table is unreadable, above that a line is. */
const NARROWEST = 60;
const WIDEST = 120;

/** The report on availability in the given form. */
export function renderSla(form: SlaForm, result: SlaResult, options: SlaRenderOptions): string {
  if (form === 'json') return `${JSON.stringify(result, undefined, 2)}\n`;
  return form === 'md' ? markdown(result) : terminal(result, options);
}

function terminal(result: SlaResult, { color, width }: SlaRenderOptions): string {
  const { bold, dim, green, red, yellow } = pc.createColors(color);
  const paint = { met: green, 'not-met': red, 'nothing-to-judge': yellow }[result.verdict];
  const page = new Page(Math.max(NARROWEST, Math.min(WIDEST, width)), bold);
  const { summary, sections } = slaReport(result);
  summary.forEach((text, index) => {
    page.text(plainText(text), 0, 0, index === 0 ? (line) => bold(paint(line)) : undefined);
  });
  for (const { heading, texts, table, list = [] } of sections) {
    page.section(plainText(heading));
    if (table !== undefined) {
      const head = table.head.map((text) => ({ text: plainText(text), paint: dim }));
      page.table(
        head,
        table.rows.map((row) => row.map((text) => ({ text: plainText(text) }))),
      );
    }
    for (const text of texts) page.text(plainText(text));
    for (const text of list) page.item('-', plainText(text));
  }
  return page.toString();
}

function markdown(result: SlaResult): string {
  const { summary, sections } = slaReport(result);
  const parts = [`# ${slaWords(result.language).title}`, ...summary.map(escapeText)];
  for (const { heading, texts, table, list = [] } of sections) {
    parts.push(`## ${escapeText(heading)}`);
    const cells = (row: readonly string[]) => row.map(escapeText);
    if (table !== undefined) parts.push(markdownTable(cells(table.head), table.rows.map(cells)));
    parts.push(...texts.map(escapeText));
    if (list.length > 0) parts.push(list.map((text) => `- ${escapeText(text)}`).join('\n'));
  }
  return `${parts.join('\n\n')}\n`;
}
