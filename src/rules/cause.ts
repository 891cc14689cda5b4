import type { SubjectKind } from '../model/call.js';
import type { Domain, Localized } from '../model/finding.js';
import type { EpisodeParts } from './convert.js';
import type { LocalizedList } from './rule.js';

/** Where evidence counts: on the finding's own track, anywhere on its connection, or anywhere in its call. */
export type Reach = 'track' | 'connection' | 'call';

/** A named observation of rules/causes.yaml, judged by the same engine as rules and never reported by itself. */
export interface EvidenceDefinition extends EpisodeParts {
  readonly id: string;
  readonly subjects: readonly SubjectKind[];
  readonly text: Localized;
  /** What to say when it was observable and did not hold. */
  readonly absent?: Localized;
}

export interface EvidenceReference {
  readonly evidence: string;
  readonly where: Reach;
}

export interface WeightedEvidence extends EvidenceReference {
  /** Added to, or taken from, the confidence: 0–1. */
  readonly weight: number;
}

/** A cause of rules/causes.yaml. */
export interface CauseDefinition {
  readonly id: string;
  readonly domain: Domain;
  readonly title: Localized;
  /** Rule ids; a `*` at the end stands for anything. */
  readonly explains: readonly string[];
  /** All of `all`, one of `any` (when it is not empty) and, definitely, none of `none`. */
  readonly requires: {
    readonly all: readonly EvidenceReference[];
    readonly any: readonly EvidenceReference[];
    readonly none: readonly EvidenceReference[];
  };
  readonly supports: readonly WeightedEvidence[];
  readonly contradicts: readonly WeightedEvidence[];
  /** Confidence when only the requirement holds, 0–1. */
  readonly base: number;
  readonly next: LocalizedList;
}

export interface Causes {
  readonly evidence: readonly EvidenceDefinition[];
  readonly causes: readonly CauseDefinition[];
}
