// @ts-check
// Compares what the program says of one end with what its truth demands. Only what a person would notice counts: P2 or worse.
import { groupBy } from './arithmetic.mjs';
import { causeOf, saidOfFinding, saidOfMiss } from './said.mjs';

/** @typedef {import('./said.mjs').TriageResult} TriageResult */
/** @typedef {TriageResult['findings'][number]} Finding */
/** @typedef {import('./truth-shape.mjs').Symptom} Symptom */
/** @typedef {import('./truth-shape.mjs').Expectation} Expectation */

/**
 * @typedef {object} Verdict of one symptom at one end
 * @property {Symptom} symptom
 * @property {'hit' | 'missed' | 'false'} outcome
 * @property {boolean} unseen missed, and the program said that it could not tell
 * @property {number | null} onsetErrorMs start of the first finding minus the true onset; of hits
 * @property {boolean | null} causeRight null where the truth names no domain, and without a hit
 * @property {string} truth why it had to be found, or that it must stay clear
 * @property {string} said what the program said instead
 *
 * @typedef {object} Reported what agreement between formats is judged by
 * @property {Partial<Record<Symptom, string[]>>} fired checks (rule and kind of track) behind each reported symptom
 * @property {string[]} unseenSymptoms
 * @property {string[]} unseenChecks
 *
 * @typedef {{ verdicts: Verdict[], falseFindings: number, reported: Reported }} Judgement
 */

/**
 * @param {TriageResult} result
 * @param {string} source path of the end's log as the result names it
 * @param {Expectation} expectation
 * @param {readonly Expectation[]} [others] of the other ends
 * @returns {Judgement}
 */
export function judge(result, source, expectation, others = []) {
  const all = result.findings.filter(({ subject }) => subject.source === source);
  const noticed = all.filter(({ severity }) => severity !== 'P3');
  // What is said of a sent track is said of those who receive it: they must have noticed it, not this end.
  const own = all.filter((finding) => !isOfOthers(finding));
  const demanded = demands(
    own.filter(({ severity }) => severity !== 'P3'),
    expectation,
  );
  const here = toleratedBy([expectation]);
  const there = toleratedBy(others);
  const wrong = noticed.filter(
    (finding) => !here.has(finding.symptom) && !(isOfOthers(finding) && there.has(finding.symptom)),
  );
  return {
    verdicts: [
      ...[...demanded].map(([symptom, must]) => demandedVerdict(symptom, must, { result, source, own, expectation })),
      ...[...groupBy(wrong, ({ symptom }) => symptom)].map(([symptom, findings]) =>
        falseVerdict(symptom, findings, result, expectation),
      ),
    ],
    falseFindings: wrong.length,
    reported: reportedOf(result, source, noticed),
  };
}

/** @param {Finding} finding */
const isOfOthers = ({ subject }) => subject.direction === 'outbound';

/** @param {readonly Expectation[]} expectations */
function toleratedBy(expectations) {
  return new Set(
    expectations.flatMap(({ must, may }) => [
      ...must.flatMap(({ symptoms }) => symptoms),
      ...may.map(({ symptom }) => symptom),
    ]),
  );
}

/**
 * The symptoms that are scored as demanded: of each `must` the first that was reported, else the first it names. Two
 * that come down to the same symptom count once, with the earlier onset.
 * @param {readonly Finding[]} noticed
 * @param {Expectation} expectation
 * @returns {Map<Symptom, Expectation['must'][number]>}
 */
function demands(noticed, { must }) {
  /** @type {Map<Symptom, Expectation['must'][number]>} */
  const demanded = new Map();
  for (const entry of must) {
    const reported = entry.symptoms.find((symptom) => noticed.some((finding) => finding.symptom === symptom));
    const symptom = reported ?? entry.symptoms[0];
    if (symptom === undefined) continue;
    const before = demanded.get(symptom);
    if (before === undefined || entry.onset < before.onset) demanded.set(symptom, entry);
  }
  return demanded;
}

/**
 * @param {Symptom} symptom
 * @param {Expectation['must'][number]} must
 * @param {{ result: TriageResult, source: string, own: readonly Finding[], expectation: Expectation }} input
 * @returns {Verdict}
 */
function demandedVerdict(symptom, must, { result, source, own, expectation }) {
  const mine = own.filter((finding) => finding.symptom === symptom);
  const noticed = mine.filter(({ severity }) => severity !== 'P3');
  // The result puts the worst first; its cause is the one a reader acts on.
  const [worst] = noticed;
  if (worst === undefined) {
    const unseen = result.symptoms.find((line) => line.symptom === symptom)?.outcome === 'not-observable';
    const said = saidOfMiss(result, source, symptom);
    return { symptom, outcome: 'missed', unseen, onsetErrorMs: null, causeRight: null, truth: must.why, said };
  }
  const starts = noticed.flatMap(({ start }) => (start === null ? [] : [Date.parse(start)]));
  const domain = causeOf(result, worst)?.domain ?? 'unknown';
  return {
    symptom,
    outcome: 'hit',
    unseen: false,
    onsetErrorMs: starts.length === 0 ? null : Math.min(...starts) - must.onset,
    causeRight: expectation.domains.length === 0 ? null : expectation.domains.includes(domain),
    truth: `${must.why}; cause in ${expectation.domains.join(', ')}`,
    said: saidOfFinding(result, worst),
  };
}

/**
 * @param {Symptom} symptom
 * @param {readonly Finding[]} findings
 * @param {TriageResult} result
 * @param {Expectation} expectation
 * @returns {Verdict}
 */
function falseVerdict(symptom, findings, result, { must, may }) {
  const known = [
    ...must.map(({ symptoms, why }) => `${symptoms.join(' or ')}: ${why}`),
    ...may.map((entry) => `perhaps ${entry.symptom}: ${entry.why}`),
  ];
  return {
    symptom,
    outcome: 'false',
    unseen: false,
    onsetErrorMs: null,
    causeRight: null,
    truth: known.length === 0 ? 'nothing happened' : `only ${known.join('; ')}`,
    said: findings.map((finding) => saidOfFinding(result, finding)).join(' | '),
  };
}

/**
 * @param {TriageResult} result
 * @param {string} source
 * @param {readonly Finding[]} noticed
 * @returns {Reported}
 */
function reportedOf(result, source, noticed) {
  const fired = [...groupBy(noticed, ({ symptom }) => symptom)].map(([symptom, findings]) => [
    symptom,
    findings.map(({ rule, subject }) => checkName(rule, subject)),
  ]);
  const checks = result.checks.filter(({ subject }) => subject === null || subject.source === source);
  const judged = new Set(
    checks.filter(({ outcome }) => outcome !== 'not-observable').map(({ rule, subject }) => checkName(rule, subject)),
  );
  const unseen = checks
    .filter(({ outcome }) => outcome === 'not-observable')
    .map(({ rule, subject }) => checkName(rule, subject));
  return {
    fired: Object.fromEntries(fired),
    unseenSymptoms: result.symptoms.filter(({ outcome }) => outcome === 'not-observable').map(({ symptom }) => symptom),
    unseenChecks: [...new Set(unseen)].filter((name) => !judged.has(name)),
  };
}

/**
 * Ids of tracks differ between formats; rule, kind and direction do not. A rule without any subject is named alone.
 * @param {string} rule
 * @param {TriageResult['checks'][number]['subject']} subject
 */
function checkName(rule, subject) {
  return [rule, subject?.kind, subject?.direction].filter((word) => word !== null && word !== undefined).join(' ');
}
