import { SEVERITIES, type Severity } from '../model/finding.js';
import type { ResultCause, ResultFinding, TriageResult } from '../model/result.js';

/** The findings of one rule about one subject: what a reader takes for one problem. */
export interface FindingGroup {
  /** The worst finding: its title, message, subject and evidence speak for the group. */
  readonly worst: ResultFinding;
  /** Worst first. */
  readonly ranked: readonly ResultFinding[];
  /** Start of the earliest; null when none has a time. */
  readonly start: string | null;
  /** The most probable of the causes named by the findings; undefined when none is known. */
  readonly cause: ResultCause | undefined;
}

const rank = (severity: Severity): number => SEVERITIES.indexOf(severity);

const byTime = (a: ResultFinding, b: ResultFinding): number => compareTimes(a.start, b.start);

/** Worst first: severity, then length, then time. */
const byBadness = (a: ResultFinding, b: ResultFinding): number =>
  rank(a.severity) - rank(b.severity) || b.durationMs - a.durationMs || byTime(a, b);

/** Groups of findings, worst and earliest first. */
export function groupFindings(result: TriageResult): readonly FindingGroup[] {
  const groups = new Map<string, ResultFinding[]>();
  for (const finding of result.findings) {
    const { source, call, connection, track, kind, direction } = finding.subject;
    const key = JSON.stringify([finding.rule, source, call, connection, track, kind, direction]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [finding]);
    else group.push(finding);
  }
  return [...groups.values()]
    .map((findings) => describe(findings, result))
    .sort((a, b) => rank(a.worst.severity) - rank(b.worst.severity) || compareTimes(a.start, b.start));
}

function describe(findings: readonly ResultFinding[], result: TriageResult): FindingGroup {
  const ranked = [...findings].sort(byBadness);
  const [worst] = ranked;
  if (worst === undefined) throw new RangeError('A group of findings is never empty.');
  const ids = new Set(findings.map((finding) => finding.cause));
  const cause = sortedCauses(result.causes, result).find((candidate) => ids.has(candidate.id));
  return {
    worst,
    ranked,
    start: [...findings].sort(byTime)[0]?.start ?? null,
    cause,
  };
}

/** The worst `count` findings of a group in the order of time. */
export function worstInOrder(group: FindingGroup, count: number): readonly ResultFinding[] {
  return group.ranked.slice(0, count).sort(byTime);
}

/** The findings that `worstInOrder` leaves out, in the order of time. */
export function othersInOrder(group: FindingGroup, count: number): readonly ResultFinding[] {
  return group.ranked.slice(count).sort(byTime);
}

/** Orders ISO times with any offsets; what has no time comes last. */
export function compareTimes(a: string | null | undefined, b: string | null | undefined): number {
  const at = (iso: string | null | undefined): number => {
    const ms = iso === null || iso === undefined ? Number.NaN : Date.parse(iso);
    return Number.isNaN(ms) ? Number.MAX_VALUE : ms;
  };
  return at(a) - at(b);
}

/**
 * Causes by severity × confidence, a severity counting twice the next: a sure cause of something small does not come
 * before the likely cause of the worst.
 */
export function sortedCauses(causes: readonly ResultCause[], { findings }: TriageResult): readonly ResultCause[] {
  const score = (cause: ResultCause): number => {
    const ranks = cause.findings.flatMap((index) => (findings[index] ? [rank(findings[index].severity)] : []));
    return ranks.length === 0 ? 0 : cause.confidence / 2 ** Math.min(...ranks);
  };
  return [...causes].sort((a, b) => score(b) - score(a));
}

/** Titles of the findings that a cause explains, each once, with how often: `Video freezes ×3`. */
export function explainedBy(cause: ResultCause, result: TriageResult): readonly string[] {
  const counts = new Map<string, number>();
  for (const index of cause.findings) {
    const title = result.findings[index]?.title;
    if (title !== undefined) counts.set(title, (counts.get(title) ?? 0) + 1);
  }
  return [...counts].map(([title, count]) => (count === 1 ? title : `${title} ×${count}`));
}
