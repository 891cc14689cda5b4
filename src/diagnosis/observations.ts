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

/** The observations of one piece of evidence in one call. */
interface InCall {
  readonly all: EvidenceObservation[];
  /** By connection; undefined for those on the call itself. */
  readonly ofConnection: Map<string | undefined, EvidenceObservation[]>;
}

/** Looks evidence up around findings. */
export class Observations {
  /** By evidence, then by call: a log of many calls or connections has many findings and many observations. */
  readonly #byId = new Map<string, Map<string, InCall>>();
  readonly #definitions: ReadonlyMap<string, EvidenceDefinition>;

  constructor(evaluation: Evaluation, definitions: readonly EvidenceDefinition[]) {
    this.#definitions = new Map(definitions.map((definition) => [definition.id, definition]));
    for (const observation of evaluation.evidence) {
      const { call, connection } = observation.subject;
      const calls = getOrAdd(this.#byId, observation.id, () => new Map<string, InCall>());
      const inCall = getOrAdd(calls, call, () => ({ all: [], ofConnection: new Map() }));
      inCall.all.push(observation);
      getOrAdd(inCall.ofConnection, connection, () => []).push(observation);
    }
  }

  /** All that can be in reach of a finding, and not much else. */
  #candidates({ call, connection }: Subject, { evidence, where }: EvidenceReference): readonly EvidenceObservation[] {
    const inCall = this.#byId.get(evidence)?.get(call);
    if (inCall === undefined) return [];
    if (where === 'call' || connection === undefined) return inCall.all;
    return [...(inCall.ofConnection.get(connection) ?? []), ...(inCall.ofConnection.get(undefined) ?? [])];
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

function getOrAdd<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
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
