import type { Symptom } from '../model/finding.js';
import type { Locale } from './locale.js';

/** Kinds of logs that are captured in different ways. */
const LOG_KINDS = ['internals', 'statistics', 'sdk'] as const;
export type LogKind = (typeof LOG_KINDS)[number];

/** How to capture what a symptom needs: depends on the symptom and on the kind of log that was given. */
export type CaptureAdvice = Readonly<Record<LogKind, Readonly<Record<Symptom, string>>>>;

const KIND_OF_FORMAT: ReadonlyMap<string, LogKind> = new Map([
  ['webrtc-internals', 'internals'],
  ['rtcstats', 'statistics'],
  ['getstats', 'statistics'],
]);

/** Everything that is neither a dump nor statistics is what an SDK or an application printed. */
const kindOf = (format: string): LogKind => KIND_OF_FORMAT.get(format) ?? 'sdk';

/** What to capture next time to judge a symptom, for the formats that were read; general advice when none was. */
export function captureAdvice(locale: Locale, symptom: Symptom, formats: readonly string[]): string {
  const kinds = new Set(formats.map(kindOf));
  const best = LOG_KINDS.find((kind) => kinds.has(kind));
  return best === undefined ? locale.text.report.captureAdvice : locale.text.capture[best][symptom];
}
