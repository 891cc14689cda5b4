// @ts-check
// From judged cases to the figures of the table.
import { agreementOf } from './agreement.mjs';
import { groupBy, quantile, share } from './arithmetic.mjs';
import { FORMAT_IDS } from './corpus.mjs';
import { SYMPTOMS } from './truth-shape.mjs';

/** @typedef {import('./arithmetic.mjs').Share} Share */
/** @typedef {import('./read-call.mjs').Case} Case */
/** @typedef {import('./truth-shape.mjs').Symptom} Symptom */

/**
 * @typedef {object} Score of one symptom over many cases
 * @property {number} hits
 * @property {number} missed
 * @property {number} unseen of the missed: the program said that it could not tell
 * @property {number} wrong cases in which it was reported and must not be
 * @property {Share} precision
 * @property {Share} recall
 * @property {Share} seenRecall the same without the cases of which the program said that it could not tell
 * @property {{ count: number, medianS: number | null, p90S: number | null }} onset distance from the true onset, s
 * @property {Share} cause hits whose cause is of a domain that the truth allows
 *
 * @typedef {Record<Symptom, Score>} Scores
 * @typedef {{ findings: number, calls: number, hours: number, perHour: number | null }} Clean
 *
 * @typedef {object} Figures
 * @property {number} calls
 * @property {number} logs
 * @property {number} hours
 * @property {Scores} alone each log by itself
 * @property {Scores} together with the logs of all ends
 * @property {{ alone: Share, together: Share }} causes
 * @property {Record<string, Scores>} formats each log by itself, by format
 * @property {Record<string, Scores>} roles each log by itself, by the end's side of the impaired path
 * @property {Clean} clean
 * @property {import('./agreement.mjs').Agreement} agreement
 */

/**
 * @param {readonly Case[]} cases
 * @returns {Figures}
 */
export function figuresOf(cases) {
  const alone = cases.filter(({ view }) => view === 'alone');
  const together = cases.filter(({ view }) => view === 'together');
  const calls = [...groupBy(alone, ({ call }) => call).values()];
  return {
    calls: calls.length,
    logs: alone.length,
    hours: calls.reduce((sum, [first]) => sum + (first?.seconds ?? 0) / 3600, 0),
    alone: scoresOf(alone),
    together: scoresOf(together),
    causes: { alone: causeShare(alone), together: causeShare(together) },
    formats: Object.fromEntries(FORMAT_IDS.map((id) => [id, scoresOf(alone.filter(({ format }) => format === id))])),
    roles: Object.fromEntries(
      ['receiver', 'sender', 'both', 'neither'].map((id) => [id, scoresOf(alone.filter(({ role }) => role === id))]),
    ),
    clean: cleanOf(alone),
    agreement: agreementOf(alone),
  };
}

/**
 * @param {readonly Case[]} cases
 * @returns {Scores}
 */
function scoresOf(cases) {
  const entries = SYMPTOMS.map((symptom) => [symptom, scoreOf(cases, symptom)]);
  return /** @type {Scores} */ (Object.fromEntries(entries));
}

/**
 * @param {readonly Case[]} cases
 * @param {Symptom} symptom
 * @returns {Score}
 */
function scoreOf(cases, symptom) {
  const verdicts = cases.flatMap((one) => one.verdicts).filter((verdict) => verdict.symptom === symptom);
  const hits = verdicts.filter(({ outcome }) => outcome === 'hit');
  const missed = verdicts.filter(({ outcome }) => outcome === 'missed');
  const unseen = missed.filter((verdict) => verdict.unseen).length;
  const wrong = verdicts.filter(({ outcome }) => outcome === 'false').length;
  const errors = hits.flatMap(({ onsetErrorMs }) => (onsetErrorMs === null ? [] : [Math.abs(onsetErrorMs) / 1000]));
  return {
    hits: hits.length,
    missed: missed.length,
    unseen,
    wrong,
    precision: share(hits.length, hits.length + wrong),
    recall: share(hits.length, hits.length + missed.length),
    seenRecall: share(hits.length, hits.length + missed.length - unseen),
    onset: { count: errors.length, medianS: quantile(errors, 0.5), p90S: quantile(errors, 0.9) },
    cause: causesRight(hits),
  };
}

/** @param {readonly Case[]} cases */
const causeShare = (cases) => causesRight(cases.flatMap(({ verdicts }) => verdicts));

/** @param {readonly import('./judge.mjs').Verdict[]} verdicts */
function causesRight(verdicts) {
  const judged = verdicts.filter(({ causeRight }) => causeRight !== null);
  return share(judged.filter(({ causeRight }) => causeRight).length, judged.length);
}

/**
 * False findings per hour of calls in which nothing had to be found. The findings at all ends of a call count; a call
 * that is there in three formats counts as three calls, because it is judged three times.
 * @param {readonly Case[]} alone
 * @returns {Clean}
 */
function cleanOf(alone) {
  const clean = alone.filter((one) => one.clean);
  const readings = groupBy(clean, ({ call, format }) => `${call} ${format}`);
  const hours = [...readings.values()].reduce((sum, [first]) => sum + (first?.seconds ?? 0) / 3600, 0);
  const findings = clean.reduce((sum, { falseFindings }) => sum + falseFindings, 0);
  const calls = new Set(clean.map(({ call }) => call)).size;
  return { findings, calls, hours, perHour: hours === 0 ? null : findings / hours };
}
