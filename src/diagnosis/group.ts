import type { Localized, RuleFinding } from '../model/finding.js';
import type { CauseDefinition } from '../rules/cause.js';
import type { DiagnosedCause, Diagnosis, Reason } from './diagnosis.js';
import { severityWeight, worstSeverity } from './severity.js';

/** A cause proposed for one finding. */
export interface Candidate {
  readonly cause: CauseDefinition;
  readonly confidence: number;
  readonly why: readonly Reason[];
  readonly against: readonly Reason[];
}

/** The candidates of one finding, best first; with none, the reasons why nothing is known. */
export interface Verdict {
  readonly candidates: readonly Candidate[];
  readonly unknown: readonly Reason[];
}

/** A second cause is worth telling when it is at least this near to the best one of the same finding. */
const WORTH_TELLING = 0.7;
/** More reasons than this are not read. */
const MOST_REASONS = 8;

/** Findings with the same cause become one, in order of severity × confidence. */
export function group(findings: readonly RuleFinding[], verdicts: readonly Verdict[]): Diagnosis {
  const groups = new Map<string, { candidates: Candidate[]; findings: number[] }>();
  const unknown: number[] = [];
  const causeOf = verdicts.map(({ candidates }, index) => {
    const best = candidates[0];
    if (best === undefined) unknown.push(index);
    for (const candidate of candidates) {
      if (best === undefined || candidate.confidence < best.confidence * WORTH_TELLING) continue;
      const entry = groups.get(candidate.cause.id) ?? { candidates: [], findings: [] };
      entry.candidates.push(candidate);
      entry.findings.push(index);
      groups.set(candidate.cause.id, entry);
    }
    return best?.cause.id ?? 'unknown';
  });
  const causes = [...groups.values()].flatMap(({ candidates, findings: indices }) => toCause(candidates, indices));
  // Once for each cause: it may have thousands of findings.
  const scores = new Map(causes.map((cause) => [cause, scoreOf(cause, findings)]));
  causes.sort((a, b) => (scores.get(b) ?? 0) - (scores.get(a) ?? 0));
  return { causes: [...causes, ...unknownCause(unknown, verdicts)], causeOf };
}

function scoreOf(cause: DiagnosedCause, findings: readonly RuleFinding[]): number {
  const worst = worstSeverity(cause.findings.flatMap((index) => findings[index]?.severity ?? []));
  return worst === undefined ? 0 : severityWeight(worst) * cause.confidence;
}

function toCause(candidates: readonly Candidate[], findings: readonly number[]): DiagnosedCause[] {
  const ordered = [...candidates].sort((a, b) => b.confidence - a.confidence);
  const surest = ordered[0];
  if (surest === undefined) return [];
  const { id, domain, title, next } = surest.cause;
  const why = distinct(ordered.flatMap((candidate) => candidate.why));
  const against = distinct(ordered.flatMap((candidate) => candidate.against));
  return [{ id, domain, title, next, confidence: surest.confidence, findings, why, against }];
}

function unknownCause(findings: readonly number[], verdicts: readonly Verdict[]): DiagnosedCause[] {
  if (findings.length === 0) return [];
  const why = distinct(findings.flatMap((index) => verdicts[index]?.unknown ?? []));
  return [
    { id: 'unknown', domain: 'unknown', confidence: 0, findings, why, against: [], next: { en: [], 'zh-CN': [] } },
  ];
}

/** The first few, each once. */
function distinct(reasons: readonly Reason[]): Reason[] {
  const known = new Map<string, Reason>();
  // Findings have the texts of the same evidence: thousands of reasons are a few objects.
  const seen = new Set<Reason | Localized>();
  for (const reason of reasons) {
    if (known.size === MOST_REASONS) break;
    const what = reason.kind === 'text' && reason.exact === undefined ? reason.text : reason;
    if (seen.has(what)) continue;
    seen.add(what);
    known.set(JSON.stringify(reason), reason);
  }
  return [...known.values()];
}
