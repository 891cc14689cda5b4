import { en } from './en.js';
import { LANGUAGES, type Language, type Messages } from './messages.js';
import { zhCN } from './zh-CN.js';

export { LANGUAGES, type Language };

/** A language with its catalogue. */
export interface Locale {
  readonly language: Language;
  readonly text: Messages;
}

const CATALOGUES: Readonly<Record<Language, Locale>> = {
  en: { language: 'en', text: en },
  // Looked up when it is asked for: the bundled program loads it only then.
  get 'zh-CN'() {
    return { language: 'zh-CN', text: zhCN } as const;
  },
};

/**
 * The language to speak: --lang, else the first of LC_ALL, LC_MESSAGES and LANG that is set (POSIX: empty is unset).
 * Everything that begins with `zh` (zh_CN.UTF-8, zh-TW, ZH) is Chinese, all else English.
 */
export function chooseLanguage(lang: string | undefined, env: Readonly<Record<string, string | undefined>>): Language {
  const { LC_ALL, LC_MESSAGES, LANG } = env;
  const wanted = [lang, LC_ALL, LC_MESSAGES, LANG].find((value) => value !== undefined && value !== '');
  return wanted !== undefined && /^zh(?![a-z])/i.test(wanted) ? 'zh-CN' : 'en';
}

/** The catalogue of a language. */
export function localeOf(language: Language): Locale {
  return CATALOGUES[language];
}

/**
 * The entry of a table of the catalogue, or undefined for a name that it does not hold. Names that come from a log
 * (`__proto__`, `constructor`) find nothing.
 */
export function lookUp<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}
