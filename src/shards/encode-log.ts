import { plainLog } from '../result/plain-log.js';
import type { ReadLog } from '../result/read-log.js';
import type { JudgedSubject } from '../rules/evaluation.js';
import type { RunResult } from '../rules/rule-run.js';

/**
 * A log as JSON data. Numbers that JSON does not have are written as their names; tables whose keys come from the log as
 * lists of pairs; the outcomes of runs, which are a few over and over, once each. `decodeLog` is the way back.
 */
export function encodeLog(log: ReadLog): Readonly<Record<string, unknown>> {
  const { calls, judged, ...rest } = plainLog(log);
  const encoded = {
    ...rest,
    ...(calls === undefined
      ? {}
      : { calls: calls.map((call) => ({ ...call, environment: Object.entries(call.environment) })) }),
    ...(judged === undefined ? {} : { judged: encodeJudged(judged) }),
  };
  return JSON.parse(JSON.stringify(encoded, finite)) as Readonly<Record<string, unknown>>;
}

function finite(_key: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}

type Outcome = Omit<RunResult, 'episodes'>;

function encodeJudged(judged: readonly JudgedSubject[]) {
  const places = new Map<string, number>();
  const outcomes: Outcome[] = [];
  const placeOf = (outcome: Outcome): number => {
    const key = JSON.stringify(outcome);
    const known = places.get(key);
    if (known !== undefined) return known;
    places.set(key, outcomes.length);
    return outcomes.push(outcome) - 1;
  };
  const subjects = judged.map(({ subject, runs }) => ({
    subject,
    runs: runs.map(({ episodes, ...outcome }) => placeOf(outcome)),
    episodes: runs.flatMap(({ episodes: { episodes, count, totalMs } }, run) =>
      count === 0 && episodes.length === 0
        ? []
        : // An episode belongs to the subject that it stands under.
          [{ run, count, totalMs, episodes: episodes.map(({ subject: own, ...episode }) => episode) }],
    ),
  }));
  return { outcomes, subjects };
}
