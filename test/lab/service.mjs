// A program that serves one call: started in the background, stopped by its id.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';

const READY_MS = 10_000;
const POLL_MS = 50;
/** Time between the polite and the final signal. */
const GRACE_MS = 3000;

/**
 * Starts a program. It also ends when this process is killed so hard that it can stop nothing any more.
 * @param {string} program
 * @param {string[]} args
 * @param {object} options
 * @param {Record<string, string>} [options.env] over that of this process
 * @param {() => Promise<boolean> | boolean} [options.isReady] asked again and again until it says yes
 * @returns {Promise<{stop: () => Promise<void>, pid: number}>}
 */
export async function startService(program, args, { env = {}, isReady = () => true } = {}) {
  const child = spawn('setpriv', ['--pdeathsig', 'TERM', program, ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, ...env },
  });
  let said = '';
  child.stderr.on('data', (data) => {
    said = `${said}${data}`.slice(-2000);
  });
  let failure;
  child.on('error', (error) => {
    failure = error;
  });
  const ended = () => failure !== undefined || child.exitCode !== null || child.signalCode !== null;
  const stop = async () => {
    if (ended()) return;
    const exit = once(child, 'exit');
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), GRACE_MS);
    await exit;
    clearTimeout(timer);
  };
  const until = Date.now() + READY_MS;
  while (!(await isReady())) {
    if (!ended() && Date.now() < until) await wait(POLL_MS);
    else {
      await stop();
      throw new Error(`${program} did not start: ${failure?.message ?? said}`);
    }
  }
  return { stop, pid: child.pid };
}
