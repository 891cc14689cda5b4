import type { SecretPattern } from '../../model/secret.js';
import type { Claims } from '../vault.js';
import { addressNameStages, addressStages } from './addresses.js';
import type { Detector } from './detector.js';
import { encodedDetector } from './encoded.js';
import { base64Detector, entitiesDetector, jsonEscapesDetector } from './escaped.js';
import { type GatedDetector, sightsOf, throughGate } from './gate.js';
import { keyDetector } from './keys.js';
import { looseDetectors } from './loose-values.js';
import { MARK } from './marks.js';
import { pairDetectors } from './pairs.js';
import { patternSight, patternStages } from './patterns.js';
import { detectEmails, mobileStage, personalIdStage, phoneDetectors } from './people.js';
import { phraseDetectors } from './phrases.js';
import { coordinateDetectors, coordinatesSight, detectCoordinatePairs, homeSight, homeStage } from './places.js';
import { Screen } from './screen.js';
import { hashStages, keySecretDetector, shapeStages, textShapeDetectors } from './shapes.js';
import { runStages, type Scope, type Stage } from './stages.js';
import { detectUrls } from './urls.js';

/**
 * Detectors that need texts, in this order: what is known by its look goes first, because a token is a token even where
 * the log calls it a channel; URLs go before names, because they spell values in their own way, and before e-mail, which a
 * password in a URL looks like.
 */
export const GATED: readonly GatedDetector[] = [
  ...textShapeDetectors,
  keySecretDetector,
  ...pairDetectors,
  { needs: ['://', '@'], detect: detectUrls },
  { needs: ['@'], detect: detectEmails },
  keyDetector,
  ...phraseDetectors,
  ...looseDetectors,
  ...phoneDetectors,
  ...coordinateDetectors,
];

/** What finds values as they stand there. */
const PLAIN: readonly Stage[] = [
  ...shapeStages,
  { marks: MARK.gate, detect: (line, claims) => throughGate(GATED, line, claims) },
  ...hashStages,
  personalIdStage,
  mobileStage,
  ...addressNameStages,
  ...addressStages,
  homeStage,
];

/** A text in a text in a text is made by no log. */
const DEPTH = 2;

/**
 * All stages but what formats know. Texts that are spelled for a URL, in JSON's, HTML's or base64's way go first: the
 * digits of `%20` would be taken for the beginning of what follows.
 * @param inner looks into what such a text means; without it they are taken as they stand there
 */
export function stagesWith(inner?: Detector): readonly Stage[] {
  if (inner === undefined) return PLAIN;
  const spelled: readonly (readonly [mark: number, detect: Detector])[] = [
    [MARK.urlEscape, encodedDetector(inner)],
    [MARK.jsonEscape, jsonEscapesDetector(inner)],
    [MARK.entity, entitiesDetector(inner)],
    [MARK.base64, base64Detector(inner)],
  ];
  return [
    ...spelled.map(([marks, detect]): Stage => ({ marks, detect: ({ text }, claims) => detect(text, claims) })),
    ...PLAIN,
  ];
}

/** Everything that finds values in texts, behind one screen. */
export class Detectors {
  readonly #screen: Screen;
  readonly #common: readonly Stage[];
  readonly #all: readonly Stage[];

  constructor(patterns: readonly SecretPattern[]) {
    this.#screen = new Screen([...sightsOf(GATED), homeSight, coordinatesSight, ...patternSight(patterns)]);
    let inner = this.#detector(stagesWith());
    for (let depth = 1; depth < DEPTH; depth++) inner = this.#detector(stagesWith(inner));
    this.#common = stagesWith(inner);
    this.#all = [...patternStages(patterns), ...this.#common];
  }

  /** The text with everything replaced that any detector finds. */
  detect(text: string, claims: Claims, scope?: Scope): string {
    return runStages(this.#screen, this.#common, text, claims, wholeTexts, scope);
  }

  /** The same with what the definitions of formats know of secrets in their logs, which goes first. */
  detectWithPatterns(text: string, claims: Claims, scope?: Scope): string {
    return runStages(this.#screen, this.#all, text, claims, wholeTexts, scope);
  }

  #detector(stages: readonly Stage[]): Detector {
    return (text, claims) => runStages(this.#screen, stages, text, claims, wholeTexts);
  }
}

/** What a logger may have spread over lines, once the stages are through. */
function wholeTexts(text: string, marks: number, claims: Claims): string {
  return (marks & MARK.coordinates) === 0 ? text : detectCoordinatePairs(text, claims);
}

const made = new WeakMap<readonly SecretPattern[], Detectors>();

/** The detectors with these patterns: to make them takes as long as to read megabytes. */
export function detectorsFor(patterns: readonly SecretPattern[]): Detectors {
  const known = made.get(patterns);
  if (known !== undefined) return known;
  const detectors = new Detectors(patterns);
  made.set(patterns, detectors);
  return detectors;
}
