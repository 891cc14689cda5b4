/**
 * `npm run bench [-- --quick] [--rounds N] [--date YYYY-MM-DD] [--only dump,meeting,rtcstats,agora,small]`: how much processor
 * time and memory the built program needs for large logs, beside yardsticks measured in the same rounds. Writes
 * RESULTS.md. Nothing is asserted: times are those of one machine on one day.
 */
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { writeAgora } from './generate/agora.mjs';
import { writeCalls } from './generate/calls.mjs';
import { writeInternals } from './generate/internals.mjs';
import { writeRtcstats } from './generate/rtcstats.mjs';
import { measure, median } from './measure.mjs';

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const CLI = at('../../dist/cli.js');
const YARDSTICK = at('yardstick.mjs');

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '3' },
    date: { type: 'string', default: new Date().toISOString().slice(0, 10) },
    only: { type: 'string' },
  },
});

/** The inputs: what writes them, MB, and what they are compared with. */
const INPUTS = [
  {
    id: 'dump',
    name: 'dump.json',
    write: writeCalls,
    megabytes: 50,
    beside: ['read', 'JSON.parse', 'stream-json'],
  },
  {
    id: 'dump',
    name: 'dump.json',
    write: writeCalls,
    megabytes: 500,
    beside: ['read', 'JSON.parse', 'stream-json'],
  },
  // Nothing but what is read, of many tracks: how fast signals and rules are, where a dump of calls shows the reading.
  { id: 'meeting', name: 'meeting.json', write: writeInternals, megabytes: 100, beside: ['read'] },
  {
    id: 'rtcstats',
    name: 'dump.rtcstats',
    write: writeRtcstats,
    megabytes: 300,
    beside: ['read', 'JSON.parse of lines'],
  },
  { id: 'agora', name: 'agorasdk.log', write: writeAgora, megabytes: 300, beside: ['read'] },
  { id: 'small', name: 'small.json', write: writeInternals, megabytes: 0.3, beside: ['nothing'] },
];

const only = options.only?.split(',');
const wanted = INPUTS.filter(({ id }) => only === undefined || only.includes(id)).filter(
  ({ megabytes }) => !options.quick || megabytes !== 500,
);
const folder = mkdtempSync(join(tmpdir(), 'rtc-triage-bench-'));
try {
  const rows = [];
  for (const input of wanted) rows.push(...benchInput(input));
  const text = report(rows);
  console.log(text);
  writeFileSync(at('RESULTS.md'), text);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function benchInput({ name, write, megabytes, beside }) {
  const path = join(folder, name);
  write(path, options.quick ? Math.min(20, megabytes) : megabytes);
  const size = statSync(path).size / 1e6;
  const output = join(folder, 'result.json');
  const runs = [
    { way: '**rtc-triage**', args: [CLI, path, '--format', 'json', '-o', output] },
    ...beside.map((way) => ({ way, args: way === 'nothing' ? ['-e', '0'] : [YARDSTICK, way, path] })),
  ].map((run) => ({ ...run, usages: [] }));
  for (let round = 0; round < Number(options.rounds); round++) {
    for (const { way, args, usages } of runs) {
      console.error(`${name} ${Math.round(size)} MB, round ${round + 1}: ${way}`);
      usages.push(measure(args, join(folder, 'usage.json')));
    }
  }
  if (!existsSync(output))
    throw new Error(`${CLI} wrote no result for ${name}; run "npm run build" and try it by hand`);
  rmSync(path);
  return runs.map(({ way, usages }) => row(name, size, way, usages));
}

function row(name, size, way, usages) {
  const input = `${name}, ${size < 10 ? size.toFixed(1) : Math.round(size)} MB`;
  const failure = usages.find(({ failed }) => failed !== undefined);
  if (failure !== undefined) return [input, way, failure.failed, '', '', ''];
  const of = (key) => median(usages.map((usage) => usage[key]));
  return [input, way, of('cpu').toFixed(2), (size / of('cpu')).toFixed(0), of('rss').toFixed(0), of('wall').toFixed(2)];
}

function report(rows) {
  const head = ['input', 'program', 'CPU s', 'MB per CPU s', 'peak memory, MB', 'wall s'];
  const lines = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  const [{ model } = { model: 'unknown processor' }] = cpus();
  const load = loadavg()[0].toFixed(1);
  return `# Speed and memory

Written by \`npm run bench\`: medians of ${options.rounds} rounds, in which the programs take turns. CPU s is user and system time of the
whole process with all its threads, from start to end; MB = 10⁶ bytes. The logs are generated (see \`generate/\`), the
rules are all on. \`read\` only reads the file; \`JSON.parse\` and \`stream-json\` only parse it, and leave the series of a
dump as text; \`nothing\` is \`node -e 0\`.

${options.date}, ${cpus().length} × ${model.trim()}, ${process.platform} ${process.arch}, Node ${process.version}, load ${load} at the end.

${lines.join('\n')}
`;
}
