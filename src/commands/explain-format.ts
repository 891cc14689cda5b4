import type { Explanation } from '../formats/explain.js';
import { localeOf } from '../locale/locale.js';
import { warningText } from '../locale/values.js';

/** An explanation of how a source is understood, as text. */
export function explanationText(explained: Explanation): string {
  const { path, candidates, declined, format, records } = explained;
  const lines = [path];
  lines.push(format === undefined ? `  not read: ${declined?.status} (${declined?.format})` : `  read as ${format}`);
  lines.push('  formats that fit:', ...(candidates.length === 0 ? ['    none'] : candidates.map(candidateLine)));
  if (explained.clock) {
    const { zone, resolutionMs } = explained.clock;
    const shift = explained.shiftMs ? `, times as printed are moved by ${explained.shiftMs / 60_000} min to UTC` : '';
    lines.push(`  clock: zone ${zone}, ${resolutionMs === 0 ? 'no times' : `steps of ${resolutionMs} ms`}${shift}`);
  }
  const locale = localeOf('en');
  lines.push(
    ...explained.warnings.map(
      (warning) =>
        `  note: ${warningText(locale, warning.detail === undefined ? warning.code : `${warning.code}: ${warning.detail}`)}`,
    ),
  );
  const counts = [...records].sort((a, b) => b[1] - a[1]).map(([name, count]) => `${name} ${count}`);
  if (format !== undefined) lines.push(`  records: ${counts.length === 0 ? 'none' : counts.join(', ')}`);
  lines.push(...lineLines(explained));
  return `${lines.join('\n')}\n`;
}

function candidateLine({ id, score, by }: Explanation['candidates'][number]): string {
  const whose = by === 'program' ? '' : by === 'map' ? ' (--map)' : ' (--formats)';
  return `    ${id}  ${score.toFixed(2)}${whose}`;
}

function lineLines({ lines }: Explanation): string[] {
  if (lines === undefined) return [];
  const share = (count: number) => `${((100 * count) / Math.max(1, lines.total)).toFixed(1)} %`;
  const unknown = lines.total - lines.understood;
  return [
    `  lines: ${lines.total}, of which ${share(lines.grammar)} have the grammar of the format`,
    '  messages, with how often they fitted and the first line:',
    ...lines.messages.flatMap(({ name, count, line, example }) => [
      `    ${name}  ${count}`,
      `      ${line}: ${example}`,
    ]),
    ...(lines.messages.length === 0 ? ['    none'] : []),
    `  not understood: ${unknown} lines (${share(unknown)})${unknown === 0 ? '' : '; the commonest forms:'}`,
    ...lines.unknown.map(({ shape, count, line }) => `    ${count} ×  ${shape}  (first in line ${line})`),
  ];
}
