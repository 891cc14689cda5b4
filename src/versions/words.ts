import type { Language } from '../locale/locale.js';

interface VersionWords {
  readonly defect: (version: string) => string;
  readonly current: (name: string, version: string) => string;
  readonly newer: (name: string, version: string, newest: string, date: string) => string;
  readonly notListed: (name: string, version: string) => string;
  readonly noVersion: (name: string) => string;
  readonly nothingNamed: string;
  /** Between sentences. */
  readonly space: string;
}

export const WORDS: Readonly<Record<Language, VersionWords>> = {
  en: {
    defect: (version) => `A known defect of ${version}`,
    current: (name, version) => `Nothing is known against ${name} ${version}.`,
    newer: (name, version, newest, date) => `${name} ${version} is newer than the list (up to ${newest}, ${date}).`,
    notListed: (name, version) => `The list of versions does not know ${name} ${version}.`,
    noVersion: (name) => `The log does not say which version of ${name} was used.`,
    nothingNamed: 'The log names neither an SDK nor a browser with its version.',
    space: ' ',
  },
  'zh-CN': {
    defect: (version) => `${version} 的已知缺陷`,
    current: (name, version) => `未发现 ${name} ${version} 的已知问题。`,
    newer: (name, version, newest, date) => `${name} ${version} 比版本清单新（清单截至 ${newest}，${date}）。`,
    notListed: (name, version) => `版本清单中没有 ${name} ${version}。`,
    noVersion: (name) => `日志没有说明所用 ${name} 的版本。`,
    nothingNamed: '日志没有写明 SDK 或浏览器及其版本。',
    space: '',
  },
};

export function versionWords(language: Language): VersionWords {
  return WORDS[language];
}
