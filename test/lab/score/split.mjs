// @ts-check
// Which calls may be looked at while the program is improved ("tune"), and which are only ever scored ("scored").
import { createHash } from 'node:crypto';

/**
 * Never changes: another seed would move calls that were tuned on into the part that is only scored.
 *
 * Its number was chosen before any of the calls was recorded. It is the first with which, on the list of calls to record
 * (../corpus.json) as it was first committed, no kind of fault had more than two calls more in one part than in the
 * other, and no scenario that was listed twice was twice in one part.
 */
const SEED = 'rtc-triage corpus split 37740';

/** @typedef {'tune' | 'scored'} Part */

/**
 * The part of a call, from nothing but its id, so that no added call moves another.
 * @param {string} id name of the call's folder
 * @returns {Part}
 */
export function partOf(id) {
  const [first = 0] = createHash('sha256').update(`${SEED} ${id}`).digest();
  return first % 2 === 0 ? 'tune' : 'scored';
}
