import type { RuleFinding } from '../model/finding.js';
import { SIGNAL_INDEX } from '../model/signal.js';
import type { CauseDefinition, EvidenceReference } from '../rules/cause.js';
import type { Reason } from './diagnosis.js';
import type { Observations, Sighting } from './observations.js';

/** Nothing seen from one end of a call is quite certain, and nothing that meets its requirement is impossible. */
const MOST = 0.95;
const LEAST = 0.05;
/**
 * Each contradiction that could not be looked for lowers what the confidence can reach by this, at most to HALF_BLIND.
 * Support that could not be looked for costs nothing: it only could have made the cause more likely.
 */
const BLINDNESS = 0.1;
const HALF_BLIND = 0.4;

/** How one cause fits one finding. */
export interface Fit {
  readonly confidence: number;
  readonly why: readonly Reason[];
  readonly against: readonly Reason[];
}

/** True when the cause names the rule among those that it explains. */
export function explains(cause: CauseDefinition, rule: string): boolean {
  return cause.explains.some((pattern) =>
    pattern.endsWith('*') ? rule.startsWith(pattern.slice(0, -1)) : rule === pattern,
  );
}

/**
 * A cause fits when its requirement is met around the finding; undefined where it does not. Its confidence is `base`, plus the weights of the
 * supporting evidence that is there, minus those of the contradicting evidence that is there.
 * @param named codes of the finding's own evidence that the vendor documents as pointing to this cause: the log itself
 *   names the reason, which is as good as the requirement
 */
export function weigh(
  cause: CauseDefinition,
  finding: RuleFinding,
  observations: Observations,
  named: readonly Reason[] = [],
): Fit | undefined {
  const look = (reference: EvidenceReference) => observations.around(finding, reference);
  const isSeen = (reference: EvidenceReference) => isPresent(look(reference));
  const { requires } = cause;
  // Most causes do not fit most findings: what else would speak for them is not looked at.
  if (requires.none.some(isSeen)) return undefined;
  const isMet = requires.all.every(isSeen) && (requires.any.length === 0 || requires.any.some(isSeen));
  if (named.length === 0 && !isMet) return undefined;
  const all = requires.all.map(look);
  const any = requires.any.map(look);
  const none = requires.none.map(look);
  const supports = cause.supports.map((item) => ({ weight: item.weight, sighting: look(item) }));
  const contradicts = cause.contradicts.map((item) => ({ weight: -item.weight, sighting: look(item) }));
  const sum = [...supports, ...contradicts].reduce(
    (total, { weight, sighting }) => (isPresent(sighting) ? total + weight : total),
    cause.base,
  );
  const unseen = [...none, ...contradicts.map(({ sighting }) => sighting)].filter(
    ({ state }) => state === 'not-observable',
  );
  const cap = Math.max(HALF_BLIND, MOST - BLINDNESS * unseen.length);
  return {
    confidence: Math.min(cap, Math.max(LEAST, sum)),
    why: [
      ...named,
      ...textsOf([...all, ...any, ...supports.map(({ sighting }) => sighting)], 'present'),
      ...textsOf([...none, ...contradicts.map(({ sighting }) => sighting)], 'absent'),
    ],
    against: [
      ...textsOf(
        contradicts.map(({ sighting }) => sighting),
        'present',
      ),
      ...textsOf(
        supports.map(({ sighting }) => sighting),
        'absent',
      ),
      ...notObservable(unseen),
    ],
  };
}

function isPresent({ state }: Sighting): boolean {
  return state === 'present';
}

/**
 * Of a cause that does not fit: what could not be seen and might have met its requirement. Empty when something that was
 * seen already decides against the cause.
 */
export function missingFor({ requires }: CauseDefinition, finding: RuleFinding, observations: Observations): string[] {
  const look = (reference: EvidenceReference) => observations.around(finding, reference);
  if (requires.none.some((reference) => isPresent(look(reference)))) return [];
  return missingOf(requires.all.map(look), requires.any.map(look));
}

function missingOf(all: readonly Sighting[], any: readonly Sighting[]): string[] {
  if (all.some(({ state }) => state === 'absent')) return [];
  if (any.length > 0 && any.every(({ state }) => state === 'absent')) return [];
  return [...new Set([...all, ...any].flatMap((item) => (item.state === 'not-observable' ? item.missing : [])))];
}

function textsOf(sightings: readonly Sighting[], state: 'present' | 'absent'): Reason[] {
  return sightings.flatMap((item) => {
    if (item.state !== state || item.text === undefined) return [];
    return [{ kind: 'text' as const, text: item.text }];
  });
}

function notObservable(unseen: readonly Sighting[]): Reason[] {
  const missing = unseen.flatMap((item) => (item.state === 'not-observable' ? item.missing : []));
  if (missing.length === 0) return [];
  return [{ kind: 'code', code: 'evidence.not-observable', values: { signals: worthNaming(missing).join(', ') } }];
}

/** More names than this are not read. */
const MOST_NAMES = 3;

/**
 * The few of what could not be seen that a reader can do something about: measured signals before lines of a log, and
 * before what only the logs of some SDKs print.
 */
export function worthNaming(missing: readonly string[]): string[] {
  const rank = (name: string) => (!SIGNAL_INDEX.has(name) ? 1 : name.startsWith('sdk-') ? 2 : 0);
  return [...new Set(missing)].sort((a, b) => rank(a) - rank(b)).slice(0, MOST_NAMES);
}
