/**
 * `npm run bench [-- --quick] [--rounds N] [--date YYYY-MM-DD] [--only dump500,rtcstats,…] [--profiles]`: how much processor time and
 * memory the built program needs, beside yardsticks and other programs that take turns with it. Writes RESULTS.md (not
 * with --quick or --only). Times are those of one machine on one day and are not asserted; ceilings of memory and ratios to what
 * ran beside are: the exit status is 1 when one does not hold. With --profiles only the section on where the time goes is
 * made anew.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { INPUTS, runsOf, versions } from './inputs.mjs';
import { measure, median, peakMemory } from './measure.mjs';
import { profileOf } from './profile.mjs';
import { report, withProfiles } from './report.mjs';

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '3' },
    date: { type: 'string', default: new Date().toISOString().slice(0, 10) },
    only: { type: 'string' },
    profiles: { type: 'boolean', default: false },
  },
});
/** --quick is for trying the benchmark itself. */
const scale = options.quick ? 0.05 : 1;
const only = options.only?.split(',');
const unknown = only?.filter((wanted) => !INPUTS.some(({ id }) => id === wanted)) ?? [];
if (unknown.length > 0) {
  stop(`There is no input ${unknown.join(', ')}; there are ${INPUTS.map(({ id }) => id).join(', ')}.`);
}
if (!/^[1-9]\d?$/.test(options.rounds)) stop(`--rounds ${options.rounds}: a number from 1 to 99 is wanted.`);
if (spawnSync('bash', ['-c', ':']).status !== 0) stop('The benchmark measures with the "time" of bash: install bash.');
let interrupted;
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => (interrupted = signal));
const folder = mkdtempSync(join(tmpdir(), 'rtc-triage-bench-'));
const page = fileURLToPath(new URL('RESULTS.md', import.meta.url));
const results = [];
try {
  const wanted = INPUTS.filter(({ id }) => only === undefined || only.includes(id));
  for (const input of wanted) results.push(await (options.profiles ? profileInput : benchInput)(input));
} catch (error) {
  if (interrupted === undefined) throw error;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
if (interrupted !== undefined) stop(`Ended by ${interrupted}: nothing was written.`);
if (options.profiles) {
  writeFileSync(page, withProfiles(readFileSync(page, 'utf8'), results));
  process.exit();
}
const { date, rounds } = options;
const text = report({ results, date, rounds, versions: versions() });
console.log(text);
if (!options.quick && only === undefined) {
  writeFileSync(page, text);
}
if (!options.quick && results.some(({ claims }) => claims.some(({ holds }) => !holds))) process.exitCode = 1;

function stop(message) {
  console.error(message);
  process.exit(2);
}

/** Ends the run, and with it the folder of its logs, when somebody has asked for that: all else here waits for programs. */
async function goOn() {
  await turn();
  if (interrupted !== undefined) throw new Error(interrupted);
}

async function benchInput(input) {
  const path = join(folder, input.name);
  input.write(path, scale);
  await goOn();
  const output = join(folder, 'result.json');
  const runs = runsOf(input, path, output).map((run) => ({ ...run, usages: [] }));
  for (let round = 0; round < (input.rounds ?? Number(options.rounds)); round++) {
    for (const { way, command, usages } of runs) {
      console.error(`${input.id}, round ${round + 1}: ${way}`);
      usages.push(measure(command));
      await goOn();
    }
  }
  if (!existsSync(output))
    throw new Error(`No result was written for ${input.name}; run "npm run build" and try by hand.`);
  const rows = runs.map(({ way, args, usages }) => {
    const memory = args === undefined ? undefined : peakMemory(args, join(folder, 'usage'));
    return { way, ...summary(usages), memory };
  });
  const profile = profiled(input, path, output);
  const size = sizeOf(path) / 1e6;
  rmSync(path, { recursive: true });
  rmSync(output);
  return { input, size, rows, claims: claimsOf(input, rows), profile };
}

async function profileInput(input) {
  await goOn();
  const path = join(folder, input.name);
  if (input.goal !== undefined) input.write(path, scale);
  const profile = profiled(input, path, join(folder, 'result.json'));
  rmSync(path, { recursive: true, force: true });
  return { input, profile };
}

function profiled({ goal }, path, output) {
  if (goal === undefined) return undefined;
  return profileOf([path, '--format', 'json', '-o', output], join(folder, 'profile'));
}

function summary(usages) {
  const failed = usages.find((usage) => usage.failed !== undefined)?.failed;
  if (failed !== undefined) return { failed };
  const cpu = usages.map((usage) => usage.cpu);
  const wall = median(usages.map((usage) => usage.wall));
  return { cpu: median(cpu), least: Math.min(...cpu), most: Math.max(...cpu), wall };
}

/** What has to hold of an input, and whether it does. */
function claimsOf({ id, memory, ratios = [] }, rows) {
  const [own] = rows;
  const claims = [];
  if (memory !== undefined) {
    const used = own.memory ?? Number.POSITIVE_INFINITY;
    claims.push({
      text: `${id}: at most ${memory} MB of memory`,
      measured: `${used.toFixed(0)} MB`,
      holds: used <= memory,
    });
  }
  for (const { of, least, most } of ratios) {
    const other = rows.find(({ way }) => way === of);
    if (other?.cpu === undefined || own.cpu === undefined) continue;
    if (least !== undefined) {
      const ratio = other.cpu / own.cpu;
      const text = `${id}: ${of} takes at least ${least} times the CPU time`;
      claims.push({ text, measured: `${ratio.toFixed(1)} times`, holds: ratio >= least });
    }
    if (most !== undefined) {
      const ratio = own.wall / other.wall;
      const text = `${id}: at most ${most} times the wall time of \`node -e 0\``;
      claims.push({ text, measured: `${ratio.toFixed(1)} times`, holds: ratio <= most });
    }
  }
  return claims;
}

function sizeOf(path) {
  const info = statSync(path);
  if (!info.isDirectory()) return info.size;
  return readdirSync(path).reduce((bytes, name) => bytes + statSync(join(path, name)).size, 0);
}
