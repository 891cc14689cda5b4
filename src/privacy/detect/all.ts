import type { Claims } from '../vault.js';
import { detectAddresses, detectAddressesInNames } from './addresses.js';
import type { Detector } from './detector.js';
import { encodedDetector } from './encoded.js';
import { base64Detector, escapedDetector } from './escaped.js';
import { Gate } from './gate.js';
import { keyDetector } from './keys.js';
import { looseDetectors } from './loose-values.js';
import { pairDetectors } from './pairs.js';
import { detectEmails, detectMobiles, detectPersonalIds, phoneDetectors } from './people.js';
import { phraseDetectors } from './phrases.js';
import { coordinateDetectors, detectCoordinatePairs, detectHomes } from './places.js';
import { detectHashes, detectShapes, keySecretDetector, textShapeDetectors } from './shapes.js';
import { detectUrls } from './urls.js';

/**
 * Every detector, in this order: what is known by its look goes first, because a token is a token even where the log
 * calls it a channel; URLs go before names, because they spell values in their own way, and before e-mail, which a
 * password in a URL looks like. Those that look for texts look at few lines (see `Gate`); the others find their places
 * by runs of characters.
 */
const gate = new Gate([
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
]);
const DETECTORS: readonly Detector[] = [
  detectShapes,
  (text, claims) => gate.run(text, claims),
  detectHashes,
  detectPersonalIds,
  detectMobiles,
  detectAddressesInNames,
  detectAddresses,
  detectHomes,
  detectCoordinatePairs,
];

/** A text in a text in a text is made by no log. */
const DEPTH = 2;

/**
 * Texts that are spelled for a URL, in JSON's, HTML's or base64's way go before all: the digits of `%20` would be taken
 * for the beginning of what follows. What they mean is looked into in the same way.
 */
function detector(depth: number): Detector {
  if (depth === 0) return plain;
  const inner = detector(depth - 1);
  const spelled = [encodedDetector(inner), escapedDetector(inner), base64Detector(inner)];
  return (text, claims) =>
    plain(
      spelled.reduce((output, detect) => detect(output, claims), text),
      claims,
    );
}

/** The text with everything replaced that any detector finds. */
export const detectAll: Detector = detector(DEPTH);

function plain(text: string, claims: Claims): string {
  return DETECTORS.reduce((output, detect) => detect(output, claims), text);
}
