import type { Subject } from '../model/call.js';
import type { Episode, Localized, RuleFinding } from '../model/finding.js';
import type { EvidenceDefinition, EvidenceReference } from '../rules/cause.js';
import type { Evaluation, EvidenceObservation } from '../rules/evaluation.js';
import { formatDuration, formatValue } from '../rules/format-value.js';
import { FEW, ObservationGroup, type Seen } from './observation-group.js';

/**
 * Evidence counts when it overlaps the finding, give or take this: a cause is often seen a few seconds before its
 * effect (a jitter buffer bridges the first loss), and statistics come every one to ten seconds.
 */
export const SLACK_MS = 5000;

/** What the log says of one piece of evidence around one finding. */
export type Sighting =
  | { readonly state: 'present'; readonly text: Localized }
  /** It could have been seen, and was not there. */
  | { readonly state: 'absent'; readonly text: Localized | undefined }
  | { readonly state: 'not-observable'; readonly missing: readonly string[] };

/** The observations of one piece of evidence in one call, by connection; undefined for those on the call itself. */
type ByConnection = ReadonlyMap<string | undefined, readonly EvidenceObservation[]>;

/** One piece of evidence in a call with more than a few observations of it. */
interface LaidOut {
  readonly byConnection: ByConnection;
  /** What can be in reach of the subjects of a connection, made when it is first asked for; undefined: of the whole call. */
  readonly groups: Map<string | undefined, ObservationGroup>;
}

/** Looks evidence up around findings. */
export class Observations {
  /** By call, then by evidence: a log of many calls or connections has many findings and many observations. */
  readonly #byCall = new Map<string, Map<string, EvidenceObservation[]>>();
  /**
   * Of the lists with more than a few, laid out when a finding first asks for them. Nearly all calls have one or two
   * observations of each evidence: maps for these took 16 MB for a log of 450 calls.
   */
  readonly #laidOut = new Map<readonly EvidenceObservation[], LaidOut>();
  readonly #definitions: ReadonlyMap<string, EvidenceDefinition>;
  /** Causes ask for the same evidence again and again: what was seen around the finding that was asked for last. */
  #finding: RuleFinding | undefined;
  #inItsCall: ReadonlyMap<string, readonly EvidenceObservation[]> = new Map();
  readonly #sightings: (Sighting | undefined)[] = [];
  /** By evidence and reach, and by reference: places in `#sightings`. */
  readonly #places = new Map<string, number>();
  readonly #placeOf = new Map<EvidenceReference, number>();
  /** Many findings have the same episode beside them. */
  readonly #texts = new Map<Episode, Localized>();

  constructor(evaluation: Evaluation, definitions: readonly EvidenceDefinition[]) {
    this.#definitions = new Map(definitions.map((definition) => [definition.id, definition]));
    // Of calls in which nothing was found nobody asks: in a folder of many these are most.
    for (const { episode } of evaluation.findings) this.#byCall.set(callKey(episode.subject), new Map());
    if (this.#byCall.size === 0) return;
    let latest: Subject | undefined;
    let inCall: Map<string, EvidenceObservation[]> | undefined;
    for (const observation of evaluation.evidence) {
      const { id, subject } = observation;
      // All that was observed of one subject comes in a row.
      if (subject !== latest) inCall = this.#byCall.get(callKey(subject));
      latest = subject;
      if (inCall !== undefined) add(inCall, id, observation);
    }
  }

  /** What was seen around a finding; cheap for one piece of evidence after the other of the same finding. */
  around(finding: RuleFinding, reference: EvidenceReference): Sighting {
    if (finding !== this.#finding) {
      this.#finding = finding;
      this.#inItsCall = this.#byCall.get(callKey(finding.episode.subject)) ?? new Map();
      this.#sightings.fill(undefined);
    }
    const place = this.#placeOf.get(reference) ?? this.#place(reference);
    const known = this.#sightings[place];
    if (known !== undefined) return known;
    const sighting = this.#look(finding, reference);
    this.#sightings[place] = sighting;
    return sighting;
  }

  /** Several causes refer to the same. */
  #place(reference: EvidenceReference): number {
    const key = `${reference.where} ${reference.evidence}`;
    const place = this.#places.get(key) ?? this.#places.size;
    this.#places.set(key, place);
    this.#placeOf.set(reference, place);
    return place;
  }

  #look({ episode: { subject, start, end } }: RuleFinding, { evidence, where }: EvidenceReference): Sighting {
    const group = this.#candidates(evidence, where === 'call' ? undefined : subject.connection);
    const definition = this.#definitions.get(evidence);
    const span = { start: start - SLACK_MS, end: end + SLACK_MS };
    const worst = group.worstAround(span, subject, where, definition?.measure.worse ?? 'higher');
    if (worst !== undefined && definition !== undefined)
      return { state: 'present', text: this.#textOf(definition, worst) };
    const { isSeen, missing } = group.sight(subject, where);
    if (isSeen) return { state: 'absent', text: definition?.absent };
    // Where the log shows nothing that the evidence could be looked for on, what it measures is what is missing.
    const measured = definition?.measure.of ?? evidence;
    return { state: 'not-observable', missing: missing.length > 0 ? missing : [measured] };
  }

  /** All that can be in reach of a subject of the connection (undefined: of the call), and not much else. */
  #candidates(evidence: string, wanted: string | undefined): ObservationGroup {
    const inCall = this.#inItsCall.get(evidence) ?? NONE;
    if (inCall.length <= FEW) {
      return groupOf(inCall, wanted, (own) => inCall.filter(({ subject }) => subject.connection === own));
    }
    let laidOut = this.#laidOut.get(inCall);
    if (laidOut === undefined) {
      laidOut = { byConnection: byConnection(inCall), groups: new Map() };
      this.#laidOut.set(inCall, laidOut);
    }
    const known = laidOut.groups.get(wanted);
    if (known !== undefined) return known;
    const { byConnection: connections, groups } = laidOut;
    const group = groupOf(inCall, wanted, (own) => connections.get(own) ?? NONE);
    groups.set(wanted, group);
    return group;
  }

  #textOf({ text }: EvidenceDefinition, { observation, episode }: Seen): Localized {
    const known = this.#texts.get(episode);
    if (known !== undefined) return known;
    const filled = fill(text, observation, episode);
    this.#texts.set(episode, filled);
    return filled;
  }
}

/** The observations on a connection and on the call itself; those of the whole call for none. */
function groupOf(
  inCall: readonly EvidenceObservation[],
  connection: string | undefined,
  on: (connection: string | undefined) => readonly EvidenceObservation[],
): ObservationGroup {
  if (connection === undefined) return new ObservationGroup(inCall);
  const own = on(connection);
  // Most calls have one connection.
  return new ObservationGroup(own.length === inCall.length ? own : [...own, ...on(undefined)]);
}

const callKey = ({ source, call }: Subject): string => JSON.stringify([source, call]);

const NONE: readonly EvidenceObservation[] = [];

/** A list that is begun with its first item takes a quarter of the memory of one that is pushed to. */
function add<K>(lists: Map<K, EvidenceObservation[]>, key: K, observation: EvidenceObservation): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [observation]);
  else list.push(observation);
}

function byConnection(observations: readonly EvidenceObservation[]): ByConnection {
  const connections = new Map<string | undefined, EvidenceObservation[]>();
  for (const observation of observations) add(connections, observation.subject.connection, observation);
  return connections;
}

/** Puts the numbers of an observation into the words of its definition. */
function fill(text: Localized, observation: EvidenceObservation, episode: Episode): Localized {
  const values = new Map([
    ['value', formatValue(episode.worst, observation.unit)],
    ['threshold', formatValue(observation.threshold, observation.unit)],
    ['duration', formatDuration(episode.end - episode.start)],
    ['total', formatDuration(observation.episodes.at(-1)?.totalMs ?? 0)],
    ['count', String(observation.episodes.length)],
  ]);
  const put = (words: string) =>
    words.replace(/\{([a-z]{1,20})\}/g, (whole, name: string) => values.get(name) ?? whole);
  return { en: put(text.en), 'zh-CN': put(text['zh-CN']) };
}
