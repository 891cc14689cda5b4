import { cpus, loadavg } from 'node:os';

/** The page RESULTS.md. */
export function report({ results, date, rounds, versions }) {
  const [{ model } = { model: 'unknown processor' }] = cpus();
  const load = loadavg()[0].toFixed(1);
  return `# Speed and memory

Written by \`npm run bench\`: medians of ${rounds} rounds (7 for the short log, 1 for the largest dump), in which the programs take turns; in brackets
the lowest and the highest. CPU s is user and system time of the whole process with all its threads, from start to end;
MB = 10⁶ bytes; memory is the peak of the resident set, from one more run. Every rule is on and the JSON report is
written. The logs are generated from fixed seeds (see \`generate/\`).

Beside it: \`read\` only reads the file; \`JSON.parse\` takes the whole document and leaves its series as text, \`+ numbers\`
parses those series that rtc-triage reads; \`JSON.parse of lines\` and \`readline\` go line by line; \`stream-json\` is used as
its README shows; \`nothing\` is \`node -e 0\`; jq counts the tokens, DuckDB the series, grep the lines with one phrase.

${date}, ${cpus().length} × ${model.trim()}, ${process.platform} ${process.arch}, load ${load} at the end; ${versions.join(', ')}.

${table(['input', 'program', 'CPU s', 'MB per CPU s', 'CPU time, times rtc-triage', 'peak memory, MB', 'wall s'], results.flatMap(rowsOf))}

The inputs: ${results.map(({ input: { id, about } }) => `\`${id}\` is ${about}`).join('; ')}.

## What has to hold

${table(
  ['claim', 'measured', 'holds'],
  results.flatMap(({ claims }) =>
    claims.map(({ text, measured, holds }) => [text, measured, holds ? 'yes' : '**no**']),
  ),
)}

Goals that depend on the machine, and are not asserted:

${table(['input', 'goal, MB per CPU s', 'measured'], results.filter(({ input }) => input.goal !== undefined).map(goalRow))}

${profileSection(results)}`;
}

const PROFILES = '## Where the time goes';

/** The page with its last section made anew. */
export function withProfiles(page, results) {
  return page.slice(0, page.indexOf(PROFILES)) + profileSection(results);
}

function profileSection(results) {
  return `${PROFILES}

Samples of the main thread, ms and share, in one run of the unbundled program with V8's profiler; the threads of the garbage
collector and of the compiler come on top.

${results.flatMap(profileText).join('\n')}

Why what is left is there. *Reading* looks at every byte once, and converts only the series that a signal is made of. *Signals*
and *rules* run once for each report of each track, which is what a judgement second by second costs; rules at rest cost a
comparison for each signal. *Garbage collection* works on a heap that is kept small on purpose: a young generation of 3 MB
instead of up to 16 holds the ceilings of memory. *Node itself and start-up* is the same for a log of any size.
`;
}

function rowsOf({ input, size, rows }) {
  const label = `${input.id}, ${size < 10 ? size.toFixed(2) : Math.round(size)} MB`;
  const own = rows[0].cpu;
  return rows.map(({ way, failed, cpu, least, most, wall, memory }) => {
    if (failed !== undefined) return [label, way, failed.replaceAll('|', '\\|'), '', '', '', ''];
    const digits = cpu < 1 ? 3 : 2;
    const spread = `${cpu.toFixed(digits)} (${least.toFixed(digits)}–${most.toFixed(digits)})`;
    return [
      label,
      way,
      spread,
      (size / cpu).toFixed(0),
      (cpu / own).toFixed(2),
      memory?.toFixed(0) ?? '',
      wall.toFixed(digits),
    ];
  });
}

function goalRow({ input, size, rows: [own] }) {
  return [input.id, String(input.goal), own.cpu === undefined ? own.failed : (size / own.cpu).toFixed(0)];
}

function profileText({ input, profile }) {
  if (profile === undefined) return [];
  const total = profile.reduce((sum, [, ms]) => sum + ms, 0);
  const parts = profile.map(([layer, ms]) => `${layer} ${ms.toFixed(0)} (${((100 * ms) / total).toFixed(0)} %)`);
  return [`- \`${input.id}\`: ${parts.join(', ')}`];
}

function table(head, rows) {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
