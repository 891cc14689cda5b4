import type { CallRecord, Cause } from './call-record.js';
import type { Criteria } from './criteria.js';
import { covers, type Disjoint, type Interval, totalMs, union, within } from './interval.js';
import type { SlaCause, SlaResult } from './model.js';
import type { Period } from './period.js';

interface GroupBook {
  calls: number;
  unusable: number;
  readonly down: Interval[];
}

interface CauseBook {
  readonly cause: Cause;
  findings: number;
  calls: number;
  readonly time: Interval[];
}

/** Sums over the calls, one at a time. */
export class Books {
  judged = 0;
  unusable = 0;
  outsidePeriod = 0;
  inMaintenance = 0;
  callMs = 0;
  callDownMs = 0;
  readonly observed: Interval[] = [];
  readonly down: Interval[] = [];
  readonly undecidedTime: Interval[] = [];
  /** When the calls began; some did before the period. */
  readonly beginnings: { readonly at: number; readonly unusable: boolean }[] = [];
  readonly groups = new Map<string | undefined, GroupBook>();
  readonly #causes = new Map<Cause, CauseBook>();

  constructor(
    private readonly period: Period,
    private readonly service: Disjoint,
    private readonly criteria: Criteria,
    private readonly groupLabel: string | undefined,
  ) {}

  add(record: CallRecord): void {
    const { period, service } = this;
    const outside = record.start >= period.end || (record.end <= period.start && record.start < period.start);
    if (outside) {
      this.outsidePeriod++;
      return;
    }
    const time = within(service, record);
    if (time.length === 0 && !(record.start === record.end && covers(service, record.start))) {
      this.inMaintenance++;
      return;
    }
    this.judged++;
    this.observed.push(...time);
    this.callMs += totalMs(time);
    const { counted, unusable } = this.#judge(record);
    const down = union(counted);
    this.callDownMs += totalMs(down);
    this.down.push(...down);
    if (unusable) this.unusable++;
    this.beginnings.push({ at: record.start, unusable });
    const name = this.groupLabel === undefined ? undefined : record.facts.get(this.groupLabel);
    const group = this.groups.get(name) ?? { calls: 0, unusable: 0, down: [] };
    this.groups.set(name, group);
    group.calls++;
    if (unusable) group.unusable++;
    group.down.push(...down);
  }

  /** Enters the findings of a call under their causes; what lies outside the service time is no one's. */
  #judge(record: CallRecord): { readonly counted: readonly Interval[]; readonly unusable: boolean } {
    const counted: Interval[] = [];
    const causes = new Set<Cause>();
    let unusable = false;
    for (const finding of record.unusable) {
      const time = within(this.service, finding);
      if (time.length === 0 && !(finding.start === finding.end && covers(this.service, finding.start))) continue;
      const book = this.#causes.get(finding.cause) ?? { cause: finding.cause, findings: 0, calls: 0, time: [] };
      this.#causes.set(finding.cause, book);
      book.findings++;
      if (!causes.has(finding.cause)) book.calls++;
      causes.add(finding.cause);
      book.time.push(...time);
      const side = sideOf(finding.cause, this.criteria);
      if (side === 'counted') {
        counted.push(...time);
        unusable = true;
      } else if (side === 'undecided') this.undecidedTime.push(...time);
    }
    return { counted, unusable };
  }

  causes(): Pick<SlaResult, 'counted' | 'leftOut' | 'undecided'> {
    const lines = { counted: [] as SlaCause[], leftOut: [] as SlaCause[], undecided: [] as SlaCause[] };
    for (const { cause, findings, calls, time } of this.#causes.values()) {
      const unusableMs = totalMs(union(time));
      const line = { cause: cause.id, domain: cause.domain, title: cause.title, findings, calls, unusableMs };
      lines[sideOf(cause, this.criteria)].push(line);
    }
    for (const list of Object.values(lines)) {
      list.sort((a, b) => b.unusableMs - a.unusableMs || b.findings - a.findings || (a.cause < b.cause ? -1 : 1));
    }
    return lines;
  }
}

function sideOf({ domain }: Cause, { countUnknown }: Criteria): 'counted' | 'leftOut' | 'undecided' {
  if (domain === 'service') return 'counted';
  if (domain !== 'unknown') return 'leftOut';
  return countUnknown ? 'counted' : 'undecided';
}
