import type { Subject } from '../model/call.js';
import type { Episode } from '../model/finding.js';
import type { Episodes } from '../rules/episodes.js';
import type { JudgedSubject } from '../rules/evaluation.js';
import type { RunResult } from '../rules/rule-run.js';
import type { ReadLog } from './read-log.js';

/** A run without what it found: a few over and over, in every log. */
type Outcome = Omit<RunResult, 'episodes'>;

/** What runs found, with the place of the run. */
interface PackedEpisodes {
  readonly run: number;
  readonly count: number;
  readonly totalMs: number;
  readonly episodes: readonly Omit<Episode, 'subject'>[];
}

/** Judged subjects without repetition. */
export interface PackedJudged {
  readonly outcomes: readonly Outcome[];
  readonly subjects: readonly {
    readonly subject: Subject;
    /** Of each run its place in `outcomes`. */
    readonly runs: readonly number[];
    readonly episodes: readonly PackedEpisodes[];
  }[];
}

/**
 * A log as data that can leave its thread and its machine: most runs say one of a few things, and proofs, which are put
 * into words when somebody asks for them, are asked.
 */
export interface PackedLog extends Omit<ReadLog, 'judged'> {
  readonly judged?: PackedJudged;
}

export function packLog({ judged, ...rest }: ReadLog): PackedLog {
  return judged === undefined ? rest : { ...rest, judged: packJudged(judged) };
}

export function unpackLog({ judged, ...rest }: PackedLog): ReadLog {
  return judged === undefined ? rest : { ...rest, judged: unpackJudged(judged) };
}

function packJudged(judged: readonly JudgedSubject[]): PackedJudged {
  const places = new Map<string, number>();
  const outcomes: Outcome[] = [];
  const placeOf = ({ outcome, missing, detail }: Outcome): number => {
    const key = `${outcome}\0${detail ?? ''}\0${missing.join('\0')}`;
    const known = places.get(key);
    if (known !== undefined) return known;
    places.set(key, outcomes.length);
    return outcomes.push({ outcome, missing, ...(detail === undefined ? {} : { detail }) }) - 1;
  };
  const subjects = judged.map(({ subject, runs }) => ({
    subject,
    runs: runs.map(placeOf),
    episodes: runs.flatMap(({ episodes }, run) => packEpisodes(episodes, run)),
  }));
  return { outcomes, subjects };
}

function packEpisodes({ episodes, count, totalMs }: Episodes, run: number): PackedEpisodes[] {
  if (count === 0 && episodes.length === 0) return [];
  // An episode belongs to the subject that it stands under.
  const packed = episodes.map(({ subject, evidence, ...episode }) => ({
    ...episode,
    evidence: evidence.map((proof) => ({ ...proof, excerpt: proof.excerpt })),
  }));
  return [{ run, count, totalMs, episodes: packed }];
}

const NONE: Episodes = { episodes: [], count: 0, totalMs: 0 };

function unpackJudged({ outcomes, subjects }: PackedJudged): JudgedSubject[] {
  // One object for all runs that found nothing and say the same.
  const calm = outcomes.map((outcome) => ({ ...outcome, episodes: NONE }));
  return subjects.map(({ subject, runs, episodes }) => {
    const found = new Map(episodes.map((one) => [one.run, unpackEpisodes(one, subject)]));
    return {
      subject,
      runs: runs.map((at, run) => {
        const outcome = calm[at];
        if (outcome === undefined) throw new RangeError(`there is no outcome ${at}`);
        const own = found.get(run);
        return own === undefined ? outcome : { ...outcome, episodes: own };
      }),
    };
  });
}

function unpackEpisodes({ episodes, count, totalMs }: PackedEpisodes, subject: Subject): Episodes {
  return { episodes: episodes.map((episode) => ({ ...episode, subject })), count, totalMs };
}
