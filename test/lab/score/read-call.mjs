// @ts-check
// Runs the program on one call: each log alone, and the logs of all ends together, once for each format.
import { groupBy } from './arithmetic.mjs';
import { FORMAT_IDS } from './corpus.mjs';
import { judge } from './judge.mjs';

/** @typedef {import('./corpus.mjs').Call} Call */
/** @typedef {import('./corpus.mjs').Format} Format */
/** @typedef {(paths: readonly string[]) => Promise<import('./said.mjs').TriageResult>} Triage */

/**
 * @typedef {object} About which log was judged, and in what company
 * @property {string} call
 * @property {string} scenario
 * @property {string} end
 * @property {Format} format
 * @property {'alone' | 'together'} view the end's log alone, or with those of all other ends
 * @property {Role} role
 * @property {boolean} clean the truth demands nothing at any end of this call
 * @property {number} seconds length of the call
 *
 * @typedef {About & import('./judge.mjs').Judgement} Case
 * @typedef {'receiver' | 'sender' | 'both' | 'neither'} Role
 */

/**
 * @param {Call} call
 * @param {Triage} triage of the built program, or of its source
 * @returns {Promise<Case[]>}
 */
export async function readCall(call, triage) {
  /** @type {Case[]} */
  const cases = [];
  for (const log of call.logs) cases.push(...(await judged(call, [log], [log], 'alone', triage)));
  for (const format of FORMAT_IDS) {
    const logs = logsTogether(call, format);
    const own = logs.filter((log) => log.format === format);
    if (logs.length > 1 && own.length > 0) cases.push(...(await judged(call, logs, own, 'together', triage)));
  }
  return cases;
}

/**
 * One log of each end: in this format where the end has it, else in another, as whoever has only that would give.
 * @param {Call} call
 * @param {Format} format
 */
export function logsTogether({ logs }, format) {
  return [...groupBy(logs, ({ end }) => end).values()].flatMap(
    (own) => own.find((log) => log.format === format) ?? own.slice(0, 1),
  );
}

/**
 * @param {Call} call
 * @param {readonly import('./corpus.mjs').Log[]} logs what the program is given
 * @param {readonly import('./corpus.mjs').Log[]} scored those of them that are judged
 * @param {About['view']} view
 * @param {Triage} triage
 * @returns {Promise<Case[]>}
 */
async function judged({ id, truth }, logs, scored, view, triage) {
  const result = await triage(logs.map(({ path }) => path));
  const clean = Object.values(truth.expect).every(({ must }) => must.length === 0);
  return scored.map(({ end, format, path }) => {
    const expectation = truth.expect[end];
    const others = Object.entries(truth.expect).flatMap(([other, its]) =>
      other === end || its === undefined ? [] : [its],
    );
    if (expectation === undefined) throw new Error(`${id}: nothing is expected of end ${end}`);
    const about = { call: id, scenario: truth.name, end, format, view, role: roleOf(end, truth.windows), clean };
    return { ...about, seconds: (truth.end - truth.go) / 1000, ...judge(result, path, expectation, others) };
  });
}

/**
 * On which side of the impaired path an end is: `ab` is the direction from A to B.
 * @param {string} end
 * @param {import('./truth-shape.mjs').Truth['windows']} windows
 * @returns {Role} neither where no path was impaired
 */
export function roleOf(end, windows) {
  const directions = windows.flatMap((window) => window.directions ?? []).map((direction) => direction.toUpperCase());
  const receives = directions.some((direction) => direction.endsWith(end));
  const sends = directions.some((direction) => direction.startsWith(end));
  return receives && sends ? 'both' : receives ? 'receiver' : sends ? 'sender' : 'neither';
}
