// @ts-check
// Whether the three formats of one call at one end lead to the same symptoms.
import { groupBy } from './arithmetic.mjs';
import { SYMPTOMS } from './truth-shape.mjs';

/** @typedef {import('./read-call.mjs').Case} Case */

/**
 * @typedef {object} Agreement over the ends that are there in at least two formats
 * @property {number} equal the same symptoms in all
 * @property {number} excused the one that says less also says that it lacks what it needs
 * @property {number} different
 * @property {string[]} differences one line each
 */

/**
 * @param {readonly Case[]} alone
 * @returns {Agreement}
 */
export function agreementOf(alone) {
  const ends = [...groupBy(alone, ({ call, end }) => `${call} ${end}`).values()].filter((cases) => cases.length > 1);
  const compared = ends.map((cases) => SYMPTOMS.map((symptom) => compare(cases, symptom)));
  const different = compared.filter((symptoms) => symptoms.some(({ outcome }) => outcome === 'different'));
  const equal = compared.filter((symptoms) => symptoms.every(({ outcome }) => outcome === 'equal'));
  return {
    equal: equal.length,
    excused: compared.length - equal.length - different.length,
    different: different.length,
    differences: compared.flat().flatMap(({ line }) => (line === undefined ? [] : [line])),
  };
}

/**
 * @param {readonly Case[]} cases one end in several formats
 * @param {import('./truth-shape.mjs').Symptom} symptom
 * @returns {{ outcome: 'equal' | 'excused' | 'different', line?: string }}
 */
function compare(cases, symptom) {
  const reporting = cases.filter(({ reported }) => reported.fired[symptom] !== undefined);
  const silent = cases.filter(({ reported }) => reported.fired[symptom] === undefined);
  if (reporting.length === 0 || silent.length === 0) return { outcome: 'equal' };
  const checks = reporting.flatMap(({ reported }) => reported.fired[symptom] ?? []);
  const wrong = silent.filter(({ reported }) => !isExcused(reported, symptom, checks));
  const [first] = wrong;
  if (first === undefined) return { outcome: 'excused' };
  const names = (/** @type {readonly Case[]} */ list) => list.map(({ format }) => format).join(', ');
  const line = `${first.call} ${first.end}: ${symptom} in ${names(reporting)} (${[...new Set(checks)].join(', ')}), not in ${names(wrong)}`;
  return { outcome: 'different', line };
}

/**
 * A format may stay silent on a symptom, or on everything that fired elsewhere, if it says that it could not look.
 * @param {import('./judge.mjs').Reported} reported
 * @param {string} symptom
 * @param {readonly string[]} checks
 */
function isExcused(reported, symptom, checks) {
  if (reported.unseenSymptoms.includes(symptom)) return true;
  return checks.every((check) => reported.unseenChecks.includes(check) || isUnseenRule(reported, check));
}

/**
 * A rule for which the log has no subject at all is named without kind and direction.
 * @param {import('./judge.mjs').Reported} reported
 * @param {string} check
 */
const isUnseenRule = (reported, check) => reported.unseenChecks.includes(check.split(' ')[0] ?? check);
