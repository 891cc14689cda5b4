import type { Locale } from '../locale/locale.js';
import type { ResultVersion, TriageResult } from '../model/result.js';
import { plainText } from './plain-text.js';

/** A version that asks for something. */
export interface VersionFact {
  /** Its severity. */
  readonly mark: string;
  /** The version and what is known of it. */
  readonly text: string;
  /** Address of the page that says so, and its date; null where there is none. */
  readonly source: string | null;
  readonly date: string | null;
}

/** What a report says of versions: each fact that asks for something, and one line for all of which nothing is known. */
export interface VersionTexts {
  readonly facts: readonly VersionFact[];
  /** Sentences; empty when all versions are known. */
  readonly unknown: string;
}

/** A report does not name more unknown versions than these; many calls may have many. */
const MOST_UNKNOWN = 3;

export function versionTexts({ versions }: TriageResult, locale: Locale): VersionTexts {
  const { report } = locale.text;
  const facts = versions.filter(asksForSomething).map(({ severity, name, version, message, source, date }) => ({
    mark: severity ?? 'P3',
    text: plainText(`${name} ${version}`) + report.colon + plainText(message),
    source: source === null ? null : plainText(source),
    date: date === null ? null : plainText(date),
  }));
  const unknown = versions.filter(({ status }) => status === 'unknown').slice(0, MOST_UNKNOWN);
  return { facts, unknown: unknown.map(({ message }) => plainText(message)).join(report.sentenceSeparator) };
}

const asksForSomething = ({ status }: ResultVersion): boolean => status !== 'unknown' && status !== 'current';
