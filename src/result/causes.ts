import type { DiagnosedCause, Diagnosis } from '../diagnosis/diagnosis.js';
import type { Language } from '../locale/locale.js';
import { resultWords } from '../locale/result-words.js';
import type { ResultCause } from '../model/result.js';
import { round } from './calls.js';
import { reasonTexts } from './reasons.js';

/** The causes in words. */
export function resultCauses({ causes }: Diagnosis, language: Language): ResultCause[] {
  return causes.map((cause) => resultCause(cause, language));
}

function resultCause(cause: DiagnosedCause, language: Language): ResultCause {
  return {
    id: cause.id,
    domain: cause.domain,
    title: cause.title?.[language] ?? resultWords(language).unknownCause,
    confidence: round(cause.confidence),
    findings: cause.findings,
    why: reasonTexts(cause.why, language),
    against: reasonTexts(cause.against, language),
    nextSteps: cause.next[language],
  };
}
