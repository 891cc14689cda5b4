// @ts-check
// The wrong verdicts, one line each, with one line on why.
import { groupBy } from './arithmetic.mjs';

/** @typedef {import('./read-call.mjs').Case} Case */
/** @typedef {import('./judge.mjs').Verdict} Verdict */

/**
 * Formats with the same mistake share a line. A mistake that the end's log alone leads to is not told again for the logs
 * of all ends.
 * @param {readonly Case[]} cases
 * @returns {string[]}
 */
export function wrongVerdicts(cases) {
  const mistakes = cases.flatMap((one) =>
    one.verdicts.flatMap((verdict) => {
      const mistake = mistakeOf(verdict);
      return mistake === undefined ? [] : [{ one, verdict, mistake }];
    }),
  );
  const place = (/** @type {typeof mistakes[number]} */ { one, verdict, mistake }) =>
    [one.call, one.end, one.format, verdict.symptom, mistake].join(' ');
  const alone = new Set(mistakes.filter(({ one }) => one.view === 'alone').map(place));
  const told = mistakes.filter((entry) => entry.one.view === 'alone' || !alone.has(place(entry)));
  const lines = groupBy(told, ({ one, verdict, mistake }) =>
    JSON.stringify([one.call, one.scenario, one.end, one.view, verdict.symptom, mistake, verdict.truth, verdict.said]),
  );
  return [...lines.values()].flatMap((entries) => {
    const [first] = entries;
    if (first === undefined) return [];
    const { one, verdict, mistake } = first;
    const scenario = one.call.startsWith(one.scenario) ? '' : ` (${one.scenario})`;
    const formats = entries.map((entry) => entry.one.format).join(', ');
    const company = one.view === 'together' ? ' with all ends' : '';
    return `${one.call}${scenario} ${one.end} ${formats}${company}: ${verdict.symptom} ${mistake}. Truth: ${verdict.truth}. Said: ${verdict.said}`;
  });
}

/** @param {Verdict} verdict */
function mistakeOf({ outcome, causeRight }) {
  if (outcome !== 'hit') return outcome;
  return causeRight === false ? 'with the wrong cause' : undefined;
}
