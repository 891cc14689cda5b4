// @ts-check
// Which calls may be looked at while the program is improved ("tune"), and which are only ever scored ("scored").
import { createHash } from 'node:crypto';

/** Never changes: another seed would move calls that were tuned on into the part that is only scored. */
const SEED = 'rtc-triage corpus split 1';

/** @typedef {'tune' | 'scored'} Part */

/**
 * The part of a call, from nothing but its id and its scenario, so that no added call moves another.
 *
 * The repetitions of a scenario, `<scenario>-<number>`, are taken in pairs (2k, 2k+1) of which the hash puts one into
 * each part: neither part can miss a scenario that has both. Any other id is put by its own hash.
 * @param {string} id name of the call's folder
 * @param {string} scenario `name` of its truth
 * @returns {Part}
 */
export function partOf(id, scenario) {
  const number = id.startsWith(`${scenario}-`) ? id.slice(scenario.length + 1) : '';
  if (!/^\d{1,9}$/.test(number)) return bit(id) === 0 ? 'tune' : 'scored';
  const pair = Math.floor(Number(number) / 2);
  return (bit(`${scenario} ${pair}`) + Number(number)) % 2 === 0 ? 'tune' : 'scored';
}

/** @param {string} text */
const bit = (text) => createHash('sha256').update(`${SEED} ${text}`).digest().readUInt8(0) & 1;
