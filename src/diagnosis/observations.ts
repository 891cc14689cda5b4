import type { Subject } from '../model/call.js';
import type { Localized, RuleFinding } from '../model/finding.js';
import type { EvidenceDefinition, EvidenceReference } from '../rules/cause.js';
import type { Evaluation, EvidenceObservation } from '../rules/evaluation.js';
import { formatDuration, formatValue } from '../rules/format-value.js';
import { isInReach } from './reach.js';

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

/**
 * So many observations in one call are looked through; more are laid out by connection when a finding first asks for them.
 * Nearly all calls have one or two of each evidence: maps for these took 16 MB for a log of 450 calls.
 */
const FEW = 16;

/** Looks evidence up around findings. */
export class Observations {
  /** By evidence, then by call: a log of many calls or connections has many findings and many observations. */
  readonly #byId = new Map<string, Map<string, EvidenceObservation[]>>();
  /** Of the lists with more than a few. */
  readonly #byConnection = new Map<readonly EvidenceObservation[], ByConnection>();
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
  #candidates({ call, connection }: Subject, { evidence, where }: EvidenceReference): readonly EvidenceObservation[] {
    const inCall = this.#byId.get(evidence)?.get(call) ?? NONE;
    if (inCall.length === 0 || where === 'call' || connection === undefined) return inCall;
    return [...this.#ofConnection(inCall, connection), ...this.#ofConnection(inCall, undefined)];
  }

  #ofConnection(
    inCall: readonly EvidenceObservation[],
    connection: string | undefined,
  ): readonly EvidenceObservation[] {
    if (inCall.length <= FEW) return inCall.filter(({ subject }) => subject.connection === connection);
    let connections = this.#byConnection.get(inCall);
    if (connections === undefined) {
      connections = byConnection(inCall);
      this.#byConnection.set(inCall, connections);
    }
    return connections.get(connection) ?? NONE;
  }

  around(finding: RuleFinding, reference: EvidenceReference): Sighting {
    const { subject, start, end } = finding.episode;
    const near = this.#candidates(subject, reference).filter((item) =>
      isInReach(subject, item.subject, reference.where),
    );
    const definition = this.#definitions.get(reference.evidence);
    let best: { observation: EvidenceObservation; episode: EvidenceObservation['episodes'][number] } | undefined;
    for (const observation of near) {
      for (const episode of observation.episodes) {
        if (episode.end < start - SLACK_MS || episode.start > end + SLACK_MS) continue;
        if (best === undefined || isWorse(episode.worst, best.episode.worst, definition))
          best = { observation, episode };
      }
    }
    if (best !== undefined && definition !== undefined) {
      return { state: 'present', text: fill(definition.text, best.observation, best.episode) };
    }
    if (near.some(({ outcome }) => outcome === 'clear' || outcome === 'fired'))
      return { state: 'absent', text: definition?.absent };
    // Where the log shows nothing that the evidence could be looked for on, what it measures is what is missing.
    const missing = near.flatMap((observation) => observation.missing);
    const measured = definition?.measure.of ?? reference.evidence;
    return { state: 'not-observable', missing: missing.length > 0 ? [...new Set(missing)] : [measured] };
  }
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
function fill(
  text: Localized,
  observation: EvidenceObservation,
  episode: EvidenceObservation['episodes'][number],
): Localized {
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
