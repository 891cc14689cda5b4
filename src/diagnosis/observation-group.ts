import type { Subject, TimeSpan } from '../model/call.js';
import type { Episode } from '../model/finding.js';
import type { Reach } from '../rules/cause.js';
import type { EvidenceObservation } from '../rules/evaluation.js';
import { isInReach } from './reach.js';
import { TimeIndex } from './time-index.js';

/** So many observations in one call, or on one connection, are looked through; more are looked up by time. */
export const FEW = 16;

/** An episode of an observation. */
export interface Seen extends TimeSpan {
  readonly observation: EvidenceObservation;
  readonly episode: Episode;
  /** Among all of the group. */
  readonly place: number;
}

/** Whether the evidence could be seen at all, and what was missing. */
export interface Sight {
  readonly isSeen: boolean;
  readonly missing: readonly string[];
}

/** Observations of one piece of evidence, on one call or on one connection of it. */
export class ObservationGroup {
  #index: TimeIndex<Seen> | undefined;
  #sightOfAll: Sight | undefined;

  constructor(private readonly observations: readonly EvidenceObservation[]) {}

  /** The episodes around a time that are in reach of a subject, in the order of the observations. */
  around(span: TimeSpan, subject: Subject, reach: Reach): readonly Seen[] {
    const seen = this.observations.length > FEW ? this.#byTime(span) : seenIn(this.observations);
    return seen.filter(
      ({ observation, start, end }) =>
        end >= span.start && start <= span.end && isInReach(subject, observation.subject, reach),
    );
  }

  #byTime(span: TimeSpan): Seen[] {
    this.#index ??= new TimeIndex(seenIn(this.observations));
    return this.#index.around(span).sort((a, b) => a.place - b.place);
  }

  /** What could be seen of the evidence in reach of a subject of the same call. */
  sight(subject: Subject, reach: Reach): Sight {
    // All of the call is in reach of each of its subjects: many findings ask, and a call may have many observations.
    if (reach === 'call') this.#sightOfAll ??= sightOf(this.observations);
    const known = reach === 'call' ? this.#sightOfAll : undefined;
    return known ?? sightOf(this.observations.filter((observation) => isInReach(subject, observation.subject, reach)));
  }
}

function seenIn(observations: readonly EvidenceObservation[]): Seen[] {
  const seen: Seen[] = [];
  for (const observation of observations) {
    for (const episode of observation.episodes)
      seen.push({ observation, episode, place: seen.length, start: episode.start, end: episode.end });
  }
  return seen;
}

function sightOf(observations: readonly EvidenceObservation[]): Sight {
  const isSeen = observations.some(({ outcome }) => outcome === 'clear' || outcome === 'fired');
  return { isSeen, missing: isSeen ? [] : [...new Set(observations.flatMap(({ missing }) => missing))] };
}
