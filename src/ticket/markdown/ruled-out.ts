import { list } from '../../report/markdown/context.js';
import { escapeText, inlineCode } from '../../report/markup/markdown-escape.js';
import type { TicketContext } from './context.js';

const MOST_RULES = 30;

/** The symptoms that were looked for and not found, and the checks that clear other explanations of those found. */
export function ruledOut({ result, locale, words }: TicketContext): readonly string[] {
  const { report, symptoms } = locale.text;
  const clear = result.symptoms.filter(({ outcome }) => outcome === 'clear').map(({ symptom }) => symptoms[symptom]);
  const fired = new Set(result.findings.map(({ rule }) => rule));
  const noticed = result.findings.filter(({ severity }) => severity !== 'P3');
  const found = new Set(noticed.map(({ symptom }): string => symptom));
  const rules = new Set(
    result.checks
      .filter(({ rule, outcome }) => outcome === 'clear' && !fired.has(rule) && found.has(rule.split('/')[0] ?? ''))
      .map(({ rule }) => rule),
  );
  const shown = [...rules].slice(0, MOST_RULES).map(inlineCode).join(report.listSeparator);
  const more = rules.size > MOST_RULES ? `${report.listSeparator}${report.more(rules.size - MOST_RULES)}` : '';
  const items = [
    ...(clear.length === 0 ? [] : [escapeText(words.checkedNotFound(clear.join(report.listSeparator)))]),
    ...(rules.size === 0 ? [] : [escapeText(words.checksClear(rules.size)) + report.sentenceSeparator + shown + more]),
  ];
  return items.length === 0 ? [] : [list(items)];
}
