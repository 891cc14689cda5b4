import type { Subject, TimeSpan } from '../model/call.js';
import type { Episode } from '../model/finding.js';
import type { Reach } from '../rules/cause.js';
import type { EvidenceObservation } from '../rules/evaluation.js';
import { isInReach } from './reach.js';
import { TimeIndex } from './time-index.js';

/** So many observations in one call, or on one connection, are looked through; more are looked up by time. */
export const FEW = 16;

/** An episode of an observation. */
export interface Seen {
  readonly observation: EvidenceObservation;
  readonly episode: Episode;
}

interface Placed extends Seen, TimeSpan {
  /** Among all of the group. */
  readonly place: number;
}

/** Whether the evidence could be seen at all, and what was missing. */
export interface Sight {
  readonly isSeen: boolean;
  readonly missing: readonly string[];
}

/** Observations of one piece of evidence, on one call or on one connection of it and on its call. */
export class ObservationGroup {
  #index: TimeIndex<Placed> | undefined;
  #sightOfAll: Sight | undefined;

  constructor(private readonly observations: readonly EvidenceObservation[]) {}

  /** The worst episode around a time that is in reach of a subject; of equals the first, in the order of the observations. */
  worstAround(span: TimeSpan, subject: Subject, reach: Reach, worse: 'higher' | 'lower'): Seen | undefined {
    if (this.observations.length > FEW) return this.#worstByTime(span, subject, reach, worse);
    let worst: Episode | undefined;
    let of: EvidenceObservation | undefined;
    for (const observation of this.observations) {
      if (observation.episodes.length === 0 || !isInReach(subject, observation.subject, reach)) continue;
      // Without a list of them: each finding asks for dozens of pieces of evidence.
      for (const episode of observation.episodes) {
        if (!(episode.end >= span.start && episode.start <= span.end)) continue;
        if (worst !== undefined && !isWorse(episode, worst, worse)) continue;
        worst = episode;
        of = observation;
      }
    }
    return worst === undefined || of === undefined ? undefined : { observation: of, episode: worst };
  }

  #worstByTime(span: TimeSpan, subject: Subject, reach: Reach, worse: 'higher' | 'lower'): Seen | undefined {
    this.#index ??= new TimeIndex(placed(this.observations));
    let first: Placed | undefined;
    let worst: Placed | undefined;
    for (const seen of this.#index.around(span)) {
      if (!isInReach(subject, seen.observation.subject, reach)) continue;
      if (first === undefined || seen.place < first.place) first = seen;
      if (Number.isNaN(seen.episode.worst)) continue;
      const isFirst = worst === undefined || seen.place < worst.place;
      if (worst === undefined || isWorse(seen.episode, worst.episode, worse)) worst = seen;
      else if (isFirst && !isWorse(worst.episode, seen.episode, worse)) worst = seen;
    }
    // What has no reading is not compared: it is the worst where it comes first.
    return first !== undefined && Number.isNaN(first.episode.worst) ? first : worst;
  }

  /** What could be seen of the evidence in reach of a subject of the same call. */
  sight(subject: Subject, reach: Reach): Sight {
    if (reach === 'track') {
      return sightOf(this.observations.filter((observation) => isInReach(subject, observation.subject, reach)));
    }
    // All is in reach of each subject that has the group: many findings ask, and a call may have many observations.
    this.#sightOfAll ??= sightOf(this.observations);
    return this.#sightOfAll;
  }
}

function isWorse(a: Episode, b: Episode, worse: 'higher' | 'lower'): boolean {
  return worse === 'lower' ? a.worst < b.worst : a.worst > b.worst;
}

function placed(observations: readonly EvidenceObservation[]): Placed[] {
  const all: Placed[] = [];
  for (const observation of observations) {
    for (const episode of observation.episodes)
      all.push({ observation, episode, place: all.length, start: episode.start, end: episode.end });
  }
  return all;
}

function sightOf(observations: readonly EvidenceObservation[]): Sight {
  const isSeen = observations.some(({ outcome }) => outcome === 'clear' || outcome === 'fired');
  return { isSeen, missing: isSeen ? [] : [...new Set(observations.flatMap(({ missing }) => missing))] };
}
