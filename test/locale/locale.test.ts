import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { chooseLanguage, LANGUAGES, localeOf } from '../../src/locale/locale.js';
import { WARNING_CODES } from '../../src/locale/messages.js';
import {
  confidenceText,
  formatBytes,
  formatDuration,
  formatMeasured,
  formatSignal,
  formatValue,
  signalName,
  warningText,
} from '../../src/locale/values.js';
import { EVENT_TYPES } from '../../src/model/event.js';
import { SIGNAL_IDS } from '../../src/model/signal.js';

const en = localeOf('en');
const zh = localeOf('zh-CN');

describe('the language', () => {
  it.each([
    ['zh', {}, 'zh-CN'],
    ['zh-CN', { LANG: 'en_US.UTF-8' }, 'zh-CN'],
    ['en', { LANG: 'zh_CN.UTF-8' }, 'en'],
    [undefined, { LANG: 'zh_CN.UTF-8' }, 'zh-CN'],
    [undefined, { LC_ALL: 'C', LC_MESSAGES: 'zh_CN', LANG: 'zh_CN' }, 'en'],
    [undefined, { LC_ALL: '', LC_MESSAGES: 'zh_TW.UTF-8', LANG: 'en_US' }, 'zh-CN'],
    [undefined, { LANG: 'zha_XX' }, 'en'],
    [undefined, { LANG: 'de_DE.UTF-8' }, 'en'],
    [undefined, {}, 'en'],
  ] as const)('for --lang %s and %o is %s', (lang, env, language) => {
    expect(chooseLanguage(lang, env)).toBe(language);
  });
});

describe('values', () => {
  it.each([
    [0, '0 ms', '0 毫秒'],
    [820, '820 ms', '820 毫秒'],
    [999.6, '1 s', '1 秒'],
    [1800, '1.8 s', '1.8 秒'],
    [59_970, '1 min', '1 分'],
    [125_000, '2 min 5 s', '2 分 5 秒'],
    [3_599_800, '1 h', '1 小时'],
    [3_840_000, '1 h 4 min', '1 小时 4 分'],
    [Number.NaN, '–', '–'],
  ])('%d ms lasts %s', (ms, english, chinese) => {
    expect(formatDuration(en, ms)).toBe(english);
    expect(formatDuration(zh, ms)).toBe(chinese);
  });

  it.each([
    [0.356, 'ratio', '35.6%'],
    [1790, 'ms', '1,790 ms'],
    [12_400, 'ms', '12.4 s'],
    [2.05, 's', '2.05 s'],
    [29.97, 'fps', '30 fps'],
    [842_000, 'bit/s', '842 kbit/s'],
    [9_400, 'bit/s', '9.4 kbit/s'],
    [12_500_000, 'bit/s', '12.5 Mbit/s'],
    [-30, 'dB', '−30 dB'],
    [-61.3, 'dBFS', '−61.3 dBFS'],
    [0.5, '1/s', '0.5/s'],
    [720, 'px', '720 px'],
    [Number.POSITIVE_INFINITY, 'ms', '–'],
    [7, 'furlong', '7 furlong'],
  ])('%d %s reads %s', (value, unit, text) => {
    expect(formatValue(en, value, unit)).toBe(text);
  });

  it('shows correlations as numbers, flags as yes or no, multiples of the usual with ×', () => {
    expect(formatSignal(en, 'return-correlation', 0.943, 'ratio')).toBe('0.94');
    expect(formatSignal(en, 'relayed', 1, 'ratio')).toBe('yes');
    expect(formatSignal(zh, 'relayed', 0, 'ratio')).toBe('否');
    expect(formatSignal(en, 'round-trip-time-of-usual', 3.21, 'ratio')).toBe('×3.2');
    expect(formatSignal(en, 'duration', 125_000, 'ms')).toBe('2 min 5 s');
  });

  it('adds digits until a value differs from its limit', () => {
    const measured = { signal: 'stall-ratio', value: 0.0504, unit: 'ratio', threshold: 0.05 };
    expect(formatMeasured(en, measured)).toEqual({ value: '5.04%', limit: '5%' });
    expect(formatMeasured(en, { ...measured, value: 0.05 })).toEqual({ value: '5%', limit: '5%' });
  });

  it('shows sizes in steps of 1000 and confidence in words and as a number', () => {
    expect([812, 12_400, 999_700, 3_100_000].map((bytes) => formatBytes(en, bytes))).toEqual([
      '812 B',
      '12.4 kB',
      '1 MB',
      '3.1 MB',
    ]);
    expect(confidenceText(en, 0.72)).toBe('likely, 72%');
    expect(confidenceText(zh, 0.9)).toBe('非常可能，90%');
  });
});

/** Every code that the readers and the input give to a remark, found in their source text. */
function codesInUse(): ReadonlySet<string> {
  const found = new Set<string>();
  const folders = ['src/formats', 'src/input', 'src/json', 'src/analysis', 'src/workers'];
  const files = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => join(folder, name)),
  );
  for (const file of [...files, 'src/result/duplicates.ts', 'src/result/stats-holes.ts']) {
    const text = readFileSync(file, 'utf8');
    // What follows `code:`, `warn(`, … up to the end of the statement; a literal behind `===` is no code.
    for (const [statement] of text.matchAll(/\b(?:code(?::| =)|(?:warn|count|warnings\.push)\()[^;]{0,120}/g)) {
      for (const [, code = ''] of statement.split('\n')[0]?.matchAll(/(?:[(?:]|code =) ?'([a-z]{2,}(?:-[a-z]+)*)'/g) ??
        []) {
        found.add(code);
      }
    }
    const problems = /type ProblemCode =([^;]*);/.exec(text)?.[1] ?? '';
    for (const [, code = ''] of problems.matchAll(/'([a-z-]+)'/g)) found.add(code);
  }
  return found;
}

describe('the codes of remarks about a source', () => {
  it('all have words, and no words are left of codes that are gone', () => {
    const used = codesInUse();
    expect(used.size).toBeGreaterThan(30);
    const known: readonly string[] = WARNING_CODES;
    expect([...used].filter((code) => !known.includes(code))).toEqual([]);
    // A cut is no warning of its own: src/result/sources.ts writes it.
    expect(known.filter((code) => code !== 'cut' && !used.has(code))).toEqual([]);
  });
});

describe.each(LANGUAGES)('the catalogue in %s', (language) => {
  const locale = localeOf(language);

  it('tells every signal and event apart by its name', () => {
    const names = [...SIGNAL_IDS, ...EVENT_TYPES].map((id) => signalName(locale, id));
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  it('has a sentence for every warning, with the detail in it', () => {
    for (const code of WARNING_CODES) {
      expect(warningText(locale, code)).not.toBe(code);
      expect(warningText(locale, `${code}: at byte 17`)).toContain('at byte 17');
    }
    expect(warningText(locale, 'cut: 4812 The document is incomplete.')).toContain('4812');
  });

  it('shows what it has no words for as it stands', () => {
    for (const name of ['from-the-future: 7', '__proto__', 'constructor: x', '']) {
      expect(warningText(locale, name)).toBe(name);
      expect(signalName(locale, name)).toBe(name);
    }
  });

  it('has no empty text', () => {
    const empty: string[] = [];
    const visit = (value: unknown, path: string): void => {
      if (value === '') empty.push(path);
      if (typeof value === 'object' && value !== null)
        for (const [key, item] of Object.entries(value)) visit(item, `${path}.${key}`);
    };
    visit(locale.text, language);
    // Chinese sentences follow each other without a space.
    expect(empty).toEqual(language === 'zh-CN' ? ['zh-CN.report.sentenceSeparator'] : []);
  });
});
