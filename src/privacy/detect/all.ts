import type { Claims } from '../vault.js';
import { detectAddresses } from './addresses.js';
import type { Detector } from './detector.js';
import { encodedDetector } from './encoded.js';
import { detectKeys } from './keys.js';
import { detectLooseValues } from './loose-values.js';
import { detectEmails, detectPhones } from './people.js';
import { detectPhrases } from './phrases.js';
import { detectPlaces } from './places.js';
import { detectHashes, detectShapes } from './shapes.js';
import { detectUrls } from './urls.js';

/**
 * Every detector, in this order: what is known by its look goes first, because a token is a token even where the log
 * calls it a channel; URLs go before names, because they spell values in their own way, and before e-mail, which a password in a URL looks like.
 */
const DETECTORS: readonly Detector[] = [
  detectShapes,
  detectUrls,
  detectEmails,
  detectKeys,
  detectPhrases,
  detectLooseValues,
  detectHashes,
  detectPhones,
  detectAddresses,
  detectPlaces,
];

/**
 * Texts spelled for a URL go before all: the digits of `%20` would be taken for the beginning of what follows. Within
 * such a text another one is looked into; a third is not made by any log.
 */
const detectEncoded = encodedDetector((text, claims) => plain(encodedDetector(plain)(text, claims), claims));

/** The text with everything replaced that any detector finds. */
export function detectAll(text: string, claims: Claims): string {
  return plain(detectEncoded(text, claims), claims);
}

function plain(text: string, claims: Claims): string {
  return DETECTORS.reduce((output, detect) => detect(output, claims), text);
}
