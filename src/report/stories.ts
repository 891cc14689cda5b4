import { SEVERITIES, type Severity } from '../model/finding.js';
import type { ResultCause, ResultFinding, TriageResult } from '../model/result.js';
import { compareTimes, type FindingGroup, groupFindings } from './groups.js';

/** Findings that begin within this time of each other are one event to a reader, ms. */
const SAME_MOMENT_MS = 5_000;

/** What one cause did: the unit in which a reader understands a call. */
export interface Story {
  /** Undefined when no cause is known. */
  readonly cause: ResultCause | undefined;
  readonly severity: Severity;
  /** When it happened: the beginnings of the events, in order. */
  readonly starts: readonly string[];
  /** Worst first. */
  readonly chapters: readonly Chapter[];
}

/** One rule's part of a story. */
export interface Chapter {
  /** The worst subject. */
  readonly group: FindingGroup;
  /** The same rule's findings about other subjects. */
  readonly others: readonly FindingGroup[];
}

/** What people suffered, told by cause, worst first; and what nobody notices yet. */
export interface Told {
  readonly stories: readonly Story[];
  readonly risks: readonly FindingGroup[];
}

/** Puts the findings of a result together into stories. */
export function tellStories(result: TriageResult): Told {
  const groups = groupFindings(result);
  const byCause = new Map<string, FindingGroup[]>();
  for (const group of groups) {
    if (group.worst.severity === 'P3') continue;
    const cause = knownCause(group);
    const key = JSON.stringify(cause === undefined ? ['rule', group.worst.rule] : ['cause', cause.id]);
    const same = byCause.get(key);
    if (same === undefined) byCause.set(key, [group]);
    else same.push(group);
  }
  const stories = [...byCause.values()].map(tell);
  const rank = ({ severity }: Story): number => SEVERITIES.indexOf(severity);
  const sure = ({ cause }: Story): number => cause?.confidence ?? 0;
  return {
    stories: stories.sort((a, b) => rank(a) - rank(b) || sure(b) - sure(a) || compareTimes(a.starts[0], b.starts[0])),
    risks: groups.filter(({ worst }) => worst.severity === 'P3'),
  };
}

function knownCause({ cause }: FindingGroup): ResultCause | undefined {
  return cause === undefined || cause.id === 'unknown' ? undefined : cause;
}

function tell(groups: readonly FindingGroup[]): Story {
  const [first] = groups;
  if (first === undefined) throw new RangeError('A story is never empty.');
  const chapters = new Map<string, { group: FindingGroup; others: FindingGroup[] }>();
  for (const group of groups) {
    const chapter = chapters.get(group.worst.rule);
    if (chapter === undefined) chapters.set(group.worst.rule, { group, others: [] });
    else chapter.others.push(group);
  }
  return {
    cause: knownCause(first),
    severity: first.worst.severity,
    starts: moments(groups.flatMap(({ ranked }) => ranked)),
    chapters: [...chapters.values()],
  };
}

/** The starts of events: of findings that begin at about the same time only the first counts. */
function moments(findings: readonly ResultFinding[]): readonly string[] {
  const starts = findings.flatMap(({ start }) => start ?? []).sort(compareTimes);
  const first: string[] = [];
  let last = Number.NEGATIVE_INFINITY;
  for (const start of starts) {
    const time = Date.parse(start);
    if (!(time - last <= SAME_MOMENT_MS)) first.push(start);
    last = time;
  }
  return first;
}
