import type { Claims } from '../vault.js';
import type { Detector } from './detector.js';
import { MARK } from './marks.js';
import { requiredTexts } from './required-texts.js';
import type { Sight, SuspectLine } from './screen.js';

/** A detector that is shown pieces of lines only in which it may find something; `confirm` speaks of pieces that are as the log has them. */
export interface GatedDetector extends Omit<Sight, 'mark'> {
  readonly detect: Detector;
}

/**
 * A pattern whose matches are replaced.
 * @param needs what a match must hold, where more is known of it than can be seen from the pattern
 */
export function gated(
  pattern: RegExp,
  detect: Detector,
  needs = requiredTexts(pattern) ?? [''],
  confirm?: Sight['confirm'],
): GatedDetector {
  return { needs, detect, confirm };
}

/** What a screen looks out for on behalf of detectors. */
export function sightsOf(detectors: readonly GatedDetector[]): readonly Sight[] {
  return detectors.map(({ needs, confirm }) => ({ needs, confirm, mark: MARK.gate }));
}

/**
 * The text of a line after all detectors, each on the pieces that it may find something in. The detectors are the
 * screen's first sights.
 */
export function throughGate(
  detectors: readonly GatedDetector[],
  { text, pieces }: Pick<SuspectLine, 'text' | 'pieces'>,
  claims: Claims,
): string {
  let output = '';
  let done = 0;
  for (const { start, end, sights } of pieces) {
    const piece = text.slice(start, end);
    const answer = detectIn(piece, sights, detectors, claims);
    if (answer === piece) continue;
    output += text.slice(done, start) + answer;
    done = end;
  }
  return done === 0 ? text : output + text.slice(done);
}

function detectIn(
  piece: string,
  sights: readonly number[],
  detectors: readonly GatedDetector[],
  claims: Claims,
): string {
  let output = piece;
  let changed = false;
  for (const sight of sights) {
    // What is not confirmed is so in a piece as the log has it: another detector may have changed that.
    if (!changed && (sight & 1) === 1) continue;
    const detector = detectors[sight >> 1];
    if (detector === undefined) continue;
    const answer = detector.detect(output, claims);
    if (answer === output) continue;
    output = answer;
    changed = true;
  }
  return output;
}
