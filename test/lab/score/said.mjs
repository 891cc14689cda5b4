// @ts-check
// What the program said, in one line.

/** @typedef {import('../../../src/index.js').TriageResult} WholeResult */
/** @typedef {Pick<WholeResult, 'sources' | 'symptoms' | 'findings' | 'checks' | 'causes'>} TriageResult what is looked at */
/** @typedef {TriageResult['findings'][number]} Finding */

/**
 * The most confident of the causes that explain a finding.
 * @param {TriageResult} result
 * @param {Finding} finding
 * @returns {TriageResult['causes'][number] | undefined} nothing where no cause was found
 */
export function causeOf({ findings, causes }, finding) {
  const index = findings.indexOf(finding);
  const explaining = causes.filter((cause) => cause.findings.includes(index));
  return explaining.sort((a, b) => b.confidence - a.confidence)[0];
}

/**
 * @param {TriageResult} result
 * @param {Finding} finding
 */
export function saidOfFinding(result, finding) {
  const { rule, severity, subject, start, durationMs, measured } = finding;
  const cause = causeOf(result, finding);
  return [
    severity,
    rule,
    ...(subject.kind === null ? [] : [subject.kind]),
    `${amount(measured.value)} ${measured.unit} (limit ${amount(measured.threshold)})`,
    `at ${start?.slice(11, 23) ?? 'no time'} for ${amount(durationMs / 1000)} s`,
    cause === undefined ? 'no cause' : `cause ${cause.id} (${cause.domain} ${amount(cause.confidence)})`,
  ].join(' ');
}

/**
 * @param {TriageResult} result
 * @param {string} source
 * @param {string} symptom
 */
export function saidOfMiss(result, source, symptom) {
  const unread = result.sources.find(({ path, status }) => path === source && status !== 'analyzed');
  if (unread !== undefined) return `the log was not read: ${unread.status}`;
  const own = result.findings.filter(({ subject }) => subject.source === source);
  const risk = own.find((finding) => finding.symptom === symptom);
  if (risk !== undefined) return `only ${saidOfFinding(result, risk)}`;
  const line = result.symptoms.find((entry) => entry.symptom === symptom);
  const others = [...new Set(own.filter(({ severity }) => severity !== 'P3').map((finding) => finding.symptom))];
  const instead = others.length === 0 ? 'reported nothing' : `reported ${others.join(', ')}`;
  if (line?.outcome !== 'not-observable') return `${line?.outcome === 'error' ? line.reason : 'clear'}; ${instead}`;
  const missing = result.checks
    .filter(({ rule, subject }) => rule.startsWith(`${symptom}/`) && subject?.source === source)
    .flatMap((check) => check.missing ?? []);
  const lacks = missing.length === 0 ? line.reason : `missing ${[...new Set(missing)].join(', ')}`;
  return `not observable: ${lacks}; ${instead}`;
}

/** @param {number | null} value a JSON result holds null for a condition on events alone */
const amount = (value) => (value === null || Number.isNaN(value) ? '–' : String(Number(value.toPrecision(3))));
