import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';

const HOOK = new URL('usage.mjs', import.meta.url).href;

/**
 * Runs node with these arguments to its end.
 * @returns `{ cpu, rss, wall }` in s, MB and s, or the reason why there is none. CPU time is user + system of all threads.
 */
export function measure(args, usageFile) {
  rmSync(usageFile, { force: true });
  const run = spawnSync(process.execPath, ['--import', HOOK, ...args], {
    env: { ...process.env, BENCH_USAGE: usageFile },
    encoding: 'utf8',
    maxBuffer: 1e8,
  });
  // 1 = findings, 3 = nothing could be checked: the program has done its work.
  if (run.status === 0 || run.status === 1 || run.status === 3) {
    const failure = /^\s*(?:\w*Error|RangeError)[^\n]*/m.exec(run.stderr);
    if (failure === null) return JSON.parse(readFileSync(usageFile, 'utf8'));
  }
  return { failed: /(?:\w*Error|FATAL)[^\n]*/.exec(run.stderr)?.[0] ?? `exit ${run.status ?? run.signal}` };
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1];
}
