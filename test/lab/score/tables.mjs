// @ts-check
// The figures as Markdown.
import { SYMPTOMS } from './truth-shape.mjs';

/** @typedef {import('./arithmetic.mjs').Share} Share */
/** @typedef {import('./figures.mjs').Figures} Figures */
/** @typedef {import('./figures.mjs').Scores} Scores */

/**
 * @param {Figures} figures
 * @param {readonly string[]} wrong lines of `wrongVerdicts`
 * @returns {string}
 */
export function report(figures, wrong) {
  const { calls, logs, hours, clean, causes, agreement } = figures;
  const { equal, excused, different, differences } = agreement;
  return [
    `${calls} calls, ${logs} logs, ${hours.toFixed(2)} hours.`,
    `Cause domain right: ${shareText(causes.alone)} alone, ${shareText(causes.together)} with all ends.`,
    `False findings per hour of clean call: ${decimal(clean.perHour)} (${clean.findings} in ${clean.hours.toFixed(2)} hours of ${clean.calls} calls, each format counted).`,
    `Ends whose formats agree: ${equal} of ${equal + excused + different}; ${excused} more differ only where a format says that it lacks the data; ${different} differ.`,
    '### Each log alone',
    scoreTable(figures.alone),
    '### Logs of all ends together',
    scoreTable(figures.together),
    '### By format, each log alone: hits / missed / false',
    countTable(figures.formats),
    '### By side of the impaired path, each log alone: hits / missed / false',
    countTable(figures.roles),
    `### Wrong verdicts (${wrong.length})`,
    list(wrong),
    `### Formats that differ (${differences.length})`,
    list(differences),
  ].join('\n\n');
}

/** @param {Scores} scores */
function scoreTable(scores) {
  const rows = SYMPTOMS.map((symptom) => {
    const { precision, recall, seenRecall, unseen, missed, onset, cause } = scores[symptom];
    const onsetText = onset.count === 0 ? '–' : `${decimal(onset.medianS)} / ${decimal(onset.p90S)}`;
    const shares = [precision, recall, seenRecall].map(shareText);
    return [symptom, ...shares, `${missed} (${unseen})`, onsetText, shareText(cause)];
  });
  const head = [
    'symptom',
    'precision',
    'recall',
    'recall where observable',
    'missed (of these not observable)',
    'onset error, s: median / p90',
    'cause domain right',
  ];
  return table([head, ...rows]);
}

/** @param {Record<string, Scores>} columns */
function countTable(columns) {
  const names = Object.keys(columns);
  const rows = SYMPTOMS.map((symptom) => [
    symptom,
    ...Object.values(columns).map((scores) => {
      const { hits, missed, wrong } = scores[symptom];
      return hits + missed + wrong === 0 ? '–' : `${hits} / ${missed} / ${wrong}`;
    }),
  ]);
  return table([['symptom', ...names], ...rows]);
}

/** @param {readonly (readonly string[])[]} rows the first is the head */
function table([head = [], ...rows]) {
  const line = (/** @type {readonly string[]} */ cells) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** @param {readonly string[]} lines */
const list = (lines) => (lines.length === 0 ? 'None.' : lines.map((line) => `- ${line}`).join('\n'));

/** @param {Share} share */
function shareText({ of, all, value, low, high }) {
  if (value === null) return '–';
  return `${value.toFixed(3)} (${of}/${all}; ${low.toFixed(2)}–${high.toFixed(2)})`;
}

/** @param {number | null} value */
const decimal = (value) => (value === null ? '–' : value.toFixed(1));
