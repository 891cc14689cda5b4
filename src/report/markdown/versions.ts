import { escapeText, inlineCode } from '../markup/markdown-escape.js';
import { versionTexts } from '../versions.js';
import { anythingRead } from '../wording.js';
import { type Context, list } from './context.js';

/** The versions that ask for an update, with the pages that say so, and one line for those that are not known. */
export function versions({ result, locale }: Context): readonly string[] {
  if (!anythingRead(result)) return [];
  const { facts, unknown } = versionTexts(result, locale);
  const { clauseSeparator, parenthesis } = locale.text.report;
  const items = facts.map((fact) => {
    const source = fact.source === null ? null : inlineCode(fact.source);
    const where = [source, fact.date === null ? null : escapeText(fact.date)]
      .filter((part) => part !== null)
      .join(clauseSeparator);
    return `**${fact.mark}** ${escapeText(fact.text)}${where === '' ? '' : parenthesis(where)}`;
  });
  return [list(items), escapeText(unknown)].filter(Boolean);
}
