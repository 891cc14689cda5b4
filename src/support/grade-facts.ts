import { SEVERITIES, type Severity } from '../model/finding.js';
import type { ResultCall, ResultFinding, TriageResult } from '../model/result.js';

/** What a ticket's priority is decided from. An end is one source: the log of one device. Lengths are ms. */
export interface GradeFacts {
  /** False when no rule could be checked: then nothing is known of the priority. */
  readonly judged: boolean;
  /** Worst severity of all findings; null without findings. */
  readonly worst: Severity | null;
  readonly findings: Readonly<Record<Severity, number>>;
  /** Logs that hold a call. */
  readonly ends: number;
  /** Ends with a finding of P2 or worse, and of P1 or worse. */
  readonly endsNoticing: number;
  readonly endsDisturbed: number;
  /** Ends that were without service: see `isDown`. */
  readonly endsDown: number;
  /** Those of them for which the most probable cause of all that took the service away lies with the application. */
  readonly endsDownByApplication: number;
  readonly calls: number;
  readonly callsNoticing: number;
  /** Time within findings of P1 or worse, of the end that had most of it; overlapping findings count once. */
  readonly disturbedMs: number;
  /** That as a share of the end's calls; null when their length is not known. */
  readonly disturbedShare: number | null;
  /** True when the most probable cause of what took the service away lies with the service. */
  readonly serviceAtFault: boolean;
}

/** An end without service for so long, or for so much of its calls, was not served: shorter is an interruption. */
const DOWN_MS = 60_000;
const DOWN_SHARE = 0.5;

const atLeast = (limit: Severity) => (finding: ResultFinding) =>
  SEVERITIES.indexOf(finding.severity) <= SEVERITIES.indexOf(limit);

export function gradeFacts(result: TriageResult): GradeFacts {
  const { findings, calls } = result;
  const domains = new Map(result.causes.map(({ id, domain }) => [id, domain]));
  const ends = bySource(calls, findings);
  const down = ends.filter((end) => isDown(end, domains));
  const worstEnd = ends
    .map((end) => ({ ms: lengthOf(end.findings.filter(atLeast('P1'))), total: lengthOf(end.calls) }))
    .reduce((worst, end) => (end.ms > worst.ms ? end : worst), { ms: 0, total: 0 });
  const noticing = findings.filter(atLeast('P2'));
  const count = (severity: Severity) => findings.filter((finding) => finding.severity === severity).length;
  return {
    judged: result.verdict !== 'inconclusive',
    worst: SEVERITIES.find((severity) => count(severity) > 0) ?? null,
    findings: { P0: count('P0'), P1: count('P1'), P2: count('P2'), P3: count('P3') },
    ends: ends.length,
    endsNoticing: ends.filter((end) => end.findings.some(atLeast('P2'))).length,
    endsDisturbed: ends.filter((end) => end.findings.some(atLeast('P1'))).length,
    endsDown: down.length,
    endsDownByApplication: down.filter((end) => lostTo(end, domains).every((domain) => domain === 'application'))
      .length,
    calls: calls.length,
    callsNoticing: new Set(noticing.map(({ subject }) => subject.call)).size,
    disturbedMs: worstEnd.ms,
    disturbedShare: worstEnd.total > 0 ? Math.min(1, worstEnd.ms / worstEnd.total) : null,
    serviceAtFault: down.some((end) => lostTo(end, domains).includes('service')),
  };
}

interface End {
  readonly calls: readonly ResultCall[];
  readonly findings: readonly ResultFinding[];
}

function bySource(calls: readonly ResultCall[], findings: readonly ResultFinding[]): End[] {
  const sources = new Set(calls.map(({ source }) => source));
  return [...sources].map((source) => ({
    calls: calls.filter((call) => call.source === source),
    findings: findings.filter(({ subject }) => subject.source === source),
  }));
}

/**
 * Without service: no connection of any call came up although one was tried, or findings of P0 that the end's own device
 * does not explain lasted a minute or half of its calls.
 */
function isDown({ calls, findings }: End, domains: ReadonlyMap<string, string>): boolean {
  const total = findings.filter(({ severity, cause }) => severity === 'P0' && domains.get(cause) !== 'device');
  if (total.length === 0) return false;
  const outcomes = calls.flatMap(({ connections }) => connections.map(({ connect }) => connect.outcome));
  const tried = outcomes.some((outcome) => outcome === 'failed' || outcome === 'unfinished');
  if (tried && !outcomes.includes('connected')) return true;
  const lost = lengthOf(total);
  const length = lengthOf(calls);
  return lost >= DOWN_MS || (length > 0 && lost / length >= DOWN_SHARE);
}

/** Where the causes lie of what took the service away from an end, apart from its own device. */
function lostTo({ findings }: End, domains: ReadonlyMap<string, string>): readonly (string | undefined)[] {
  const lost = findings.filter(({ severity }) => severity === 'P0').map(({ cause }) => domains.get(cause));
  return lost.filter((domain) => domain !== 'device');
}

/** Length of the union of spans, ms; spans without a time count for nothing. */
function lengthOf(spans: readonly { readonly start: string | null; readonly end: string | null }[]): number {
  const times = spans
    .flatMap(({ start, end }) =>
      start === null || end === null ? [] : [{ start: Date.parse(start), end: Date.parse(end) }],
    )
    .sort((a, b) => a.start - b.start);
  let sum = 0;
  let reached = Number.NEGATIVE_INFINITY;
  for (const { start, end } of times) {
    sum += Math.max(0, end - Math.max(start, reached));
    reached = Math.max(reached, end);
  }
  return sum;
}
