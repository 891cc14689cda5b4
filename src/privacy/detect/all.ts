import type { Claims } from '../vault.js';
import { detectAddresses } from './addresses.js';
import type { Detector } from './detector.js';
import { detectKeys } from './keys.js';
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
  detectHashes,
  detectPhones,
  detectAddresses,
  detectPlaces,
];

/** The text with everything replaced that any detector finds. */
export function detectAll(text: string, claims: Claims): string {
  return DETECTORS.reduce((output, detect) => detect(output, claims), text);
}
