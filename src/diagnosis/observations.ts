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
  /** By evidence, then by call: a log of many calls or connections has many findings and many observations. */
  readonly #byId = new Map<string, Map<string, EvidenceObservation[]>>();
  /**
   * Of the lists with more than a few, laid out when a finding first asks for them. Nearly all calls have one or two
   * observations of each evidence: maps for these took 16 MB for a log of 450 calls.
   */
  readonly #laidOut = new Map<readonly EvidenceObservation[], LaidOut>();
  readonly #definitions: ReadonlyMap<string, EvidenceDefinition>;

  constructor(evaluation: Evaluation, definitions: readonly EvidenceDefinition[]) {
    this.#definitions = new Map(definitions.map((definition) => [definition.id, definition]));
    for (const observation of evaluation.evidence) {
      let calls = this.#byId.get(observation.id);
      if (calls === undefined) {
        calls = new Map();
        this.#byId.set(observation.id, calls);
      }
      add(calls, observation.subject.call, observation);
    }
  }

  /** All that can be in reach of a finding, and not much else. */
  #candidates({ call, connection }: Subject, { evidence, where }: EvidenceReference): ObservationGroup {
    const inCall = this.#byId.get(evidence)?.get(call) ?? NONE;
    const wanted = where === 'call' ? undefined : connection;
    if (inCall.length <= FEW)
      return groupOf(inCall, wanted, (own) => inCall.filter(({ subject }) => subject.connection === own));
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

  around(finding: RuleFinding, reference: EvidenceReference): Sighting {
    const { subject, start, end } = finding.episode;
    const { evidence, where } = reference;
    const group = this.#candidates(subject, reference);
    const definition = this.#definitions.get(evidence);
    let worst: Seen | undefined;
    for (const seen of group.around({ start: start - SLACK_MS, end: end + SLACK_MS }, subject, where)) {
      if (worst === undefined || isWorse(seen.episode.worst, worst.episode.worst, definition)) worst = seen;
    }
    if (worst !== undefined && definition !== undefined)
      return { state: 'present', text: fill(definition.text, worst.observation, worst.episode) };
    const { isSeen, missing } = group.sight(subject, where);
    if (isSeen) return { state: 'absent', text: definition?.absent };
    // Where the log shows nothing that the evidence could be looked for on, what it measures is what is missing.
    const measured = definition?.measure.of ?? evidence;
    return { state: 'not-observable', missing: missing.length > 0 ? missing : [measured] };
  }
}

/** The observations on a connection and on the call itself; those of the whole call for none. */
function groupOf(
  inCall: readonly EvidenceObservation[],
  connection: string | undefined,
  on: (connection: string | undefined) => readonly EvidenceObservation[],
): ObservationGroup {
  return new ObservationGroup(connection === undefined ? inCall : [...on(connection), ...on(undefined)]);
}

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

function isWorse(a: number, b: number, definition: EvidenceDefinition | undefined): boolean {
  return definition?.measure.worse === 'lower' ? a < b : a > b;
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
