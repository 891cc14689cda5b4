import type { Direction, MediaKind } from '../model/call.js';
import { type Domain, type Outcome, SEVERITIES, type Severity, SYMPTOMS, type Symptom } from '../model/finding.js';
import type { ResultCall, ResultFinding, TriageResult, Verdict } from '../model/result.js';

/** A finding of a call in one line. */
export interface RowFinding {
  readonly rule: string;
  readonly symptom: Symptom;
  readonly severity: Severity;
  readonly cause: string;
  readonly domain: Domain;
  readonly start: string | null;
  readonly duration_ms: number;
  readonly kind: MediaKind | null;
  readonly direction: Direction | null;
  readonly signal: string;
  readonly value: number;
  readonly unit: string;
}

/**
 * One call as a row of a table, for databases and data frames. The columns are a contract: new ones are added at the
 * end, none changes its meaning. What is not known is null, never an empty text or zero.
 */
export interface CallRow {
  readonly schema_version: number;
  readonly tool_version: string;
  readonly source: string;
  readonly format: string | null;
  readonly call: string;
  readonly sdk_name: string | null;
  readonly sdk_version: string | null;
  readonly browser: string | null;
  readonly os: string | null;
  readonly device: string | null;
  readonly network: string | null;
  readonly region: string | null;
  readonly path: string | null;
  readonly relayed: boolean | null;
  readonly start: string | null;
  readonly end: string | null;
  readonly duration_ms: number | null;
  readonly hour: number | null;
  readonly zone: string | null;
  readonly scenario: string;
  readonly verdict: Verdict | null;
  readonly worst_severity: Severity | null;
  readonly connection_outcome: string | null;
  readonly connect_ms: number | null;
  readonly stutter_outcome: Outcome | null;
  readonly stutter_severity: Severity | null;
  readonly latency_outcome: Outcome | null;
  readonly latency_severity: Severity | null;
  readonly echo_outcome: Outcome | null;
  readonly echo_severity: Severity | null;
  readonly connect_outcome: Outcome | null;
  readonly connect_severity: Severity | null;
  readonly interruption_outcome: Outcome | null;
  readonly interruption_severity: Severity | null;
  readonly silence_outcome: Outcome | null;
  readonly silence_severity: Severity | null;
  readonly top_rule: string | null;
  readonly top_cause: string | null;
  readonly top_domain: Domain | null;
  readonly finding_count: number;
  readonly findings: readonly RowFinding[];
}

export const ROW_SCHEMA_VERSION = 1;

/** Facts of the environment by which logs name the place of the service that the client talked to, best first. */
const REGION_LABELS = ['region', 'edge', 'data center', 'host', 'server'];

/** The rows of a result, one for each call, in its order. */
export function callRows(result: TriageResult): CallRow[] {
  const sources = new Map(result.sources.map((source) => [source.path, source]));
  const domains = new Map(result.causes.map(({ id, domain }) => [id, domain]));
  const findings = new Map<string, ResultFinding[]>();
  for (const finding of result.findings) {
    const own = findings.get(finding.subject.call);
    if (own === undefined) findings.set(finding.subject.call, [finding]);
    else own.push(finding);
  }
  return result.calls.map((call) => {
    const source = sources.get(call.source);
    const own = (findings.get(call.id) ?? []).map((finding) => rowFinding(finding, domains));
    return {
      schema_version: ROW_SCHEMA_VERSION,
      tool_version: result.tool.version,
      source: call.source,
      format: source?.format ?? null,
      call: call.id,
      ...clientOf(call),
      ...pathOf(call),
      ...timesOf(call),
      zone: source === undefined ? null : known(source.clock.zone),
      scenario: result.scenario.id,
      verdict: call.verdict ?? null,
      worst_severity: worstOf(own),
      ...connectOf(call),
      ...symptomsOf(call, own),
      top_rule: own[0]?.rule ?? null,
      top_cause: own[0]?.cause ?? null,
      top_domain: own[0]?.domain ?? null,
      finding_count: own.length,
      findings: own,
    };
  });
}

function rowFinding(finding: ResultFinding, domains: ReadonlyMap<string, Domain>): RowFinding {
  const { rule, symptom, severity, cause, start, durationMs, subject, measured } = finding;
  return {
    rule,
    symptom,
    severity,
    cause,
    domain: domains.get(cause) ?? 'unknown',
    start,
    duration_ms: durationMs,
    kind: subject.kind,
    direction: subject.direction,
    signal: measured.signal,
    value: measured.value,
    unit: measured.unit,
  };
}

function clientOf({ sdk, environment }: ResultCall) {
  const facts = new Map(Object.entries(environment).map(([label, value]) => [label.toLowerCase(), value]));
  const fact = (...labels: readonly string[]) => {
    const label = labels.find((one) => known(facts.get(one)) !== null);
    return label === undefined ? null : (facts.get(label) ?? null);
  };
  return {
    sdk_name: known(sdk.name),
    sdk_version: known(sdk.version),
    browser: fact('browser', 'useragent'),
    os: fact('os'),
    device: fact('device'),
    network: fact('network'),
    region: fact(...REGION_LABELS),
  };
}

function known(text: string | undefined): string | null {
  return text === undefined || text === '' || text === 'unknown' ? null : text;
}

/** The first selected path that the log names. */
function pathOf({ connections }: ResultCall) {
  const path = connections.find((connection) => connection.path !== undefined)?.path ?? null;
  return { path, relayed: path === null ? null : /\brelay\b/.test(path) };
}

function timesOf({ start, end }: ResultCall) {
  const from = start === null ? Number.NaN : Date.parse(start);
  const to = end === null ? Number.NaN : Date.parse(end);
  // The clock on the wall of whoever called, where the log tells: an ISO time has it before its offset.
  const hour = start === null ? null : Number(start.slice(11, 13));
  return { start, end, duration_ms: Number.isNaN(to - from) ? null : to - from, hour };
}

/** The connect that a user waited for: the first one of which the time is known, else the first that was used. */
function connectOf({ connections }: ResultCall) {
  const timed = connections.find(({ connect }) => connect.totalMs !== null);
  const used = timed ?? connections.find(({ connect }) => connect.outcome !== 'unused') ?? connections[0];
  return {
    connection_outcome: known(used?.connect.outcome),
    connect_ms: used?.connect.totalMs ?? null,
  };
}

function symptomsOf({ outcomes }: ResultCall, findings: readonly RowFinding[]) {
  const outcome = (symptom: Symptom) => outcomes?.[symptom] ?? null;
  const [stutter, latency, echo, connect, interruption, silence] = SYMPTOMS.map((symptom) =>
    worstOf(findings.filter((finding) => finding.symptom === symptom)),
  );
  return {
    stutter_outcome: outcome('stutter'),
    stutter_severity: stutter ?? null,
    latency_outcome: outcome('latency'),
    latency_severity: latency ?? null,
    echo_outcome: outcome('echo'),
    echo_severity: echo ?? null,
    connect_outcome: outcome('connect'),
    connect_severity: connect ?? null,
    interruption_outcome: outcome('interruption'),
    interruption_severity: interruption ?? null,
    silence_outcome: outcome('silence'),
    silence_severity: silence ?? null,
  };
}

function worstOf(findings: readonly RowFinding[]): Severity | null {
  return SEVERITIES.find((level) => findings.some(({ severity }) => severity === level)) ?? null;
}
