import type { Reason } from '../diagnosis/diagnosis.js';
import { type Language, localeOf } from '../locale/locale.js';
import { resultWords } from '../locale/result-words.js';
import { signalName } from '../locale/values.js';

/** `20`, `1.6`, `1,790`, `−3`. */
const NUMBER = /[-−]?\d+(?:,\d{3})*(?:\.\d+)?/g;

/**
 * The reasons of one cause as sentences, each said once: several findings give the same reason with other numbers, which
 * become one sentence with a range, and what could not be seen is one list.
 */
export function reasonTexts(reasons: readonly Reason[], language: Language): string[] {
  const byShape = new Map<string, string[]>();
  const unseen = new Set<string>();
  for (const reason of reasons) {
    if (reason.kind === 'code' && reason.code === 'evidence.not-observable') {
      for (const name of (reason.values.signals ?? '').split(', ')) unseen.add(name);
      continue;
    }
    const text = inWords(reason, language);
    const shape = reason.kind === 'text' && reason.exact !== true ? text.replace(NUMBER, '#') : text;
    const like = byShape.get(shape);
    if (like === undefined) byShape.set(shape, [text]);
    else like.push(text);
  }
  const texts = [...byShape.values()].map(withRange);
  if (unseen.size === 0) return texts;
  const values = { signals: [...unseen].join(', ') };
  return [...texts, inWords({ kind: 'code', code: 'evidence.not-observable', values }, language)];
}

/** `20 % were lost`, `21 % were lost` → `20–21 % were lost`. */
function withRange(texts: readonly string[]): string {
  const [first = ''] = texts;
  const columns = texts.map((text) => text.match(NUMBER) ?? []);
  let place = 0;
  return first.replace(NUMBER, (own) => {
    const all = columns.map((numbers) => numbers[place] ?? own).sort((a, b) => numeric(a) - numeric(b));
    place++;
    const [least = own, most = own] = [all[0], all.at(-1)];
    return least === most ? own : `${least}–${most}`;
  });
}

const numeric = (number: string): number => Number(number.replaceAll(',', '').replace('−', '-'));

function inWords(reason: Reason, language: Language): string {
  if (reason.kind === 'text') return reason.text[language];
  const words = resultWords(language);
  const values = new Map(Object.entries(reason.values));
  const source = values.get('source');
  if (source !== undefined) values.set('source', shortPath(source));
  const signals = values.get('signals');
  if (signals !== undefined) {
    const names = signals.split(', ').map((name) => signalName(localeOf(language), name));
    values.set('signals', [...new Set(names)].join(words.comma));
  }
  return words.reasons[reason.code].replace(/\{(\w+)\}/g, (whole, name: string) => values.get(name) ?? whole);
}

/** The file with its folder: enough to recognise it within a sentence. */
function shortPath(path: string): string {
  return path.split(/[/\\]/).slice(-2).join('/');
}
