// Gives one end of a call a share of one processor only, as on a machine that is too slow or busy with something else.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { CHROMIUM } from './requirements.mjs';

const V1 = '/sys/fs/cgroup/cpu';
const V2 = '/sys/fs/cgroup';
/** The kernel hands out the share once in this period, µs; its own default. */
const PERIOD_US = 100_000;
const REMOVAL_TRIES = 50;

/** A new group of processes: how to put one in, how to limit it. Both versions of the kernel's interface exist in the field. */
function createGroup(name) {
  const v2 = existsSync(join(V2, 'cgroup.controllers'));
  if (!v2 && !existsSync(join(V1, 'cpu.cfs_quota_us')))
    throw new Error('This machine has no cpu cgroup, so an end cannot be starved.');
  const folder = join(v2 ? V2 : V1, name);
  if (v2 && !readFileSync(join(V2, 'cgroup.subtree_control'), 'utf8').split(/\s/).includes('cpu'))
    writeFileSync(join(V2, 'cgroup.subtree_control'), '+cpu');
  // Not recursive: on a missing /sys/fs/cgroup a recursive mkdir of Node 20 never returns.
  mkdirSync(folder);
  const set = (quota) =>
    v2
      ? writeFileSync(join(folder, 'cpu.max'), `${quota ?? 'max'} ${PERIOD_US}`)
      : writeFileSync(join(folder, 'cpu.cfs_quota_us'), String(quota ?? -1));
  return {
    members: join(folder, 'cgroup.procs'),
    /** @param {number} [percent] of one processor; absent = no limit */
    limit: (percent) => set(percent && Math.round((percent / 100) * PERIOD_US)),
    remove: () => removeGroup(folder),
  };
}

/** A group can only be removed once its last process is gone, which takes a moment after the browser was closed. */
async function removeGroup(folder) {
  for (let attempt = 1; ; attempt++) {
    try {
      return rmdirSync(folder);
    } catch (error) {
      if (attempt === REMOVAL_TRIES) throw error;
      await wait(100);
    }
  }
}

/**
 * @param {{role: string, starve: {percent: number}}[]} faults percent of one processor
 * @returns {Promise<import('./equipment.mjs').Part>}
 */
export async function startStarvation(faults, plan) {
  const folder = mkdtempSync(join(tmpdir(), 'call-lab-starve-'));
  const groups = new Map();
  const stop = async () => {
    rmSync(folder, { recursive: true, force: true });
    for (const group of groups.values()) await group.remove();
  };
  const browser = {};
  try {
    for (const role of new Set(faults.map((fault) => fault.role))) {
      const group = createGroup(`rtc-lab-${process.pid}-${plan.name}-${role}`);
      groups.set(role, group);
      const script = join(folder, `browser-${role}.sh`);
      // The script becomes the browser, so that every process of it is in the group from the start.
      writeFileSync(script, `#!/bin/sh\necho $$ > '${group.members}' && exec '${CHROMIUM}' "$@"\n`, { mode: 0o755 });
      browser[role] = { executablePath: script };
    }
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    browser,
    means: ({ role, starve }) => ({
      begin: () => groups.get(role).limit(starve.percent),
      finish: () => groups.get(role).limit(),
    }),
    stop,
  };
}
