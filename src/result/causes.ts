import type { DiagnosedCause, Diagnosis, Reason } from '../diagnosis/diagnosis.js';
import { type Language, localeOf } from '../locale/locale.js';
import { resultWords } from '../locale/result-words.js';
import { signalName } from '../locale/values.js';
import type { ResultCause } from '../model/result.js';
import { round } from './calls.js';

/** The causes in words. */
export function resultCauses({ causes }: Diagnosis, language: Language): ResultCause[] {
  return causes.map((cause) => resultCause(cause, language));
}

function resultCause(cause: DiagnosedCause, language: Language): ResultCause {
  const words = (reasons: readonly Reason[]) => [...new Set(reasons.map((reason) => inWords(reason, language)))];
  return {
    id: cause.id,
    domain: cause.domain,
    title: cause.title?.[language] ?? resultWords(language).unknownCause,
    confidence: round(cause.confidence),
    findings: cause.findings,
    why: words(cause.why),
    against: words(cause.against),
    nextSteps: cause.next[language],
  };
}

function inWords(reason: Reason, language: Language): string {
  if (reason.kind === 'text') return reason.text[language];
  const words = resultWords(language);
  const values = new Map(Object.entries(reason.values));
  const signals = values.get('signals');
  if (signals !== undefined) {
    const names = signals.split(', ').map((name) => signalName(localeOf(language), name));
    values.set('signals', names.join(words.comma));
  }
  return words.reasons[reason.code].replace(/\{(\w+)\}/g, (whole, name: string) => values.get(name) ?? whole);
}
