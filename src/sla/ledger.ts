import { createHash } from 'node:crypto';
import type { CallRecord, Cause, UnusableTime } from './call-record.js';
import { type Criteria, makesUnusable, UNUSABLE_SYMPTOMS } from './criteria.js';
import type { JudgedResult } from './saved-result.js';

type Call = JudgedResult['calls'][number];
type Source = JudgedResult['sources'][number];

/** Facts of a call's environment that name the region or the host of the service, best first. */
const GROUP_LABELS = ['region', 'edge', 'data center', 'host', 'server'] as const;

const UNKNOWN_CAUSE: Cause = { id: 'unknown', domain: 'unknown', title: '' };
const NO_FACTS: ReadonlyMap<string, string> = new Map();
/** Shown one by one; the others are counted. */
const MOST_UNREAD = 20;

/** A file that gave no result. */
export interface Unread {
  readonly path: string;
  readonly reason: string;
}

/** Collects what availability needs of many results and lets go of the rest. Counts what it leaves out, and why. */
export class Ledger {
  readonly records: CallRecord[] = [];
  readonly unread: Unread[] = [];
  unreadCount = 0;
  found = 0;
  duplicates = 0;
  withoutTime = 0;
  notJudged = 0;
  /** Calls of logs whose zone is not known: their wall clock is taken for UTC. */
  unknownZone = 0;
  readonly #labels: readonly string[];
  readonly #seen = new Set<string>();
  readonly #causes = new Map<string, Cause>();

  constructor(
    private readonly criteria: Criteria,
    label?: string,
  ) {
    this.#labels = label === undefined ? GROUP_LABELS : [label.toLowerCase()];
  }

  /** The best label that any call has; undefined when no log tells a region or host. */
  get groupLabel(): string | undefined {
    return this.#labels.find((label) => this.records.some(({ facts }) => facts.has(label)));
  }

  /** Last moment of any call, epoch ms. */
  get lastMoment(): number | undefined {
    let last: number | undefined;
    for (const { start, end } of this.records) last = Math.max(last ?? start, start, end - 1);
    return last;
  }

  addUnread(path: string, reason: string): void {
    this.unreadCount++;
    if (this.unread.length < MOST_UNREAD) this.unread.push({ path, reason });
  }

  /** Takes in the calls of a result, fresh or saved. */
  add(result: JudgedResult): void {
    const sources = new Map(result.sources.map((source) => [source.path, source]));
    for (const { path, status } of result.sources) if (status !== 'analyzed') this.addUnread(path, status);
    const judged = judgedCalls(result);
    const findings = this.#findingsByCall(result);
    for (const call of result.calls) {
      this.found++;
      const source = sources.get(call.source);
      if (call.start === null || call.end === null) this.withoutTime++;
      else if (this.#isDuplicate(call, source)) this.duplicates++;
      else if (!judged.has(call.id)) this.notJudged++;
      else {
        if (source?.clock.zone === 'unknown') this.unknownZone++;
        this.records.push(
          this.#record(call, Date.parse(call.start), Date.parse(call.end), findings.get(call.id) ?? []),
        );
      }
    }
  }

  #record(call: Call, start: number, last: number, findings: readonly Finding[]): CallRecord {
    const end = Math.max(start, last);
    const clip = (time: number) => Math.min(Math.max(time, start), end);
    const unusable = findings.map(({ cause, from, to }): UnusableTime => {
      const begin = clip(from ?? to ?? start);
      return { cause, start: begin, end: Math.max(begin, clip(to ?? begin)) };
    });
    return { start, end, facts: this.#facts(call), unusable };
  }

  #findingsByCall(result: JudgedResult): Map<string, Finding[]> {
    const causes = new Map(result.causes.map((cause) => [cause.id, cause]));
    const byCall = new Map<string, Finding[]>();
    const epoch = (iso: string | null) => (iso === null ? undefined : Date.parse(iso));
    for (const { symptom, severity, subject, start, end, cause } of result.findings) {
      if (!makesUnusable(symptom, severity, this.criteria)) continue;
      const list = byCall.get(subject.call) ?? [];
      list.push({ from: epoch(start), to: epoch(end), cause: this.#cause(causes.get(cause) ?? UNKNOWN_CAUSE) });
      byCall.set(subject.call, list);
    }
    return byCall;
  }

  /** One object for each cause, however many results name it. */
  #cause({ id, domain, title }: Cause): Cause {
    const key = `${domain} ${id}`;
    const known = this.#causes.get(key) ?? { id, domain, title };
    this.#causes.set(key, known);
    return known;
  }

  /**
   * The same log may be given twice, under another name, packed, or beside its saved result. Its calls are told by what
   * stays the same then: the size and records of the log, and the times, connections and tracks of the call.
   */
  #isDuplicate(call: Call, source: Source | undefined): boolean {
    const times = [Date.parse(call.start ?? ''), Date.parse(call.end ?? '')];
    const connections = call.connections.map(({ id, tracks }) => [id, tracks.map((track) => track.id)]);
    const identity = [source?.bytes, source?.records, call.sdk.name, call.sdk.version, times, connections];
    const print = createHash('sha256').update(JSON.stringify(identity)).digest('base64');
    if (this.#seen.has(print)) return true;
    this.#seen.add(print);
    return false;
  }

  #facts(call: Call): ReadonlyMap<string, string> {
    const facts = Object.entries(call.environment).map(([label, value]) => [label.toLowerCase(), value] as const);
    const named = facts.filter(([label]) => this.#labels.includes(label));
    return named.length === 0 ? NO_FACTS : new Map(named);
  }
}

interface Finding {
  readonly from: number | undefined;
  readonly to: number | undefined;
  readonly cause: Cause;
}

/** Calls for which at least one rule that could have found them unusable had the data it needs. */
function judgedCalls(result: JudgedResult): ReadonlySet<string> {
  const symptoms: readonly string[] = UNUSABLE_SYMPTOMS;
  const judged = new Set<string>();
  for (const { rule, subject, outcome } of result.checks) {
    // A rule's id begins with its symptom.
    if ((outcome !== 'clear' && outcome !== 'fired') || !symptoms.includes(rule.split('/')[0] ?? '')) continue;
    if (subject !== null) judged.add(subject.call);
  }
  return judged;
}
