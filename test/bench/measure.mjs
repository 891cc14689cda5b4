import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const HOOK = fileURLToPath(new URL('usage.cjs', import.meta.url));
/** bash's own `time`: user and system time of the program with all its threads, in steps of 1 ms. */
const TIMED = 'TIMEFORMAT="bench:%U %S %R"; time "$@"';
/** Without what makes every start of Node longer than it is elsewhere: 35 ms for certificates, more for modules of others. */
const ENVIRONMENT = { ...process.env };
for (const name of ['NODE_EXTRA_CA_CERTS', 'NODE_OPTIONS']) delete ENVIRONMENT[name];

/**
 * Runs a program to its end, from the outside as a user does.
 * @param command program and arguments
 * @returns `{ cpu, wall }` in s, or `{ failed }` with the reason why there is none
 */
export function measure(command) {
  const run = spawnSync('bash', ['-c', TIMED, 'bash', ...command], {
    env: ENVIRONMENT,
    encoding: 'utf8',
    maxBuffer: 1e9,
  });
  const failed = failureOf(run);
  if (failed !== undefined) return { failed };
  const [, user, system, wall] = /bench:([\d.]+) ([\d.]+) ([\d.]+)\s*$/.exec(run.stderr) ?? [];
  return { cpu: Number(user) + Number(system), wall: Number(wall) };
}

/** Most resident memory of a node program, MB, in a run of its own: looking costs time. Undefined where it fails. */
export function peakMemory(args, usageFile) {
  rmSync(usageFile, { force: true });
  const env = { ...ENVIRONMENT, BENCH_USAGE: usageFile };
  spawnSync(process.execPath, ['--require', HOOK, ...args], { env, encoding: 'utf8', maxBuffer: 1e9 });
  return existsSync(usageFile) ? Number(readFileSync(usageFile, 'utf8')) : undefined;
}

/** Of rtc-triage, 1 = findings and 3 = nothing could be checked: it has done its work. */
function failureOf({ status, signal, stderr }) {
  const error = /^\s*\w*Error\b[^\n]*/m.exec(stderr)?.[0] ?? /FATAL[^\n]*/.exec(stderr)?.[0];
  if (error !== undefined) return error.trim();
  return status === 0 || status === 1 || status === 3 ? undefined : `exit ${status ?? signal}`;
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1];
}
