// What a call needs beside the paths and the browsers: a TURN server, a slowed-down end, real sound devices …
// Each kind is a file of its own. It is started when a fault of the plan has a member of its name.
import { startDelaySteps } from './delay-steps.mjs';
import { startEchoRig } from './echo-rig.mjs';
import { startSilentMicrophone } from './silent-microphone.mjs';
import { startStarvation } from './starve.mjs';
import { startTurn } from './turn.mjs';

const KINDS = {
  turn: startTurn,
  starve: startStarvation,
  echo: startEchoRig,
  silentMicrophone: startSilentMicrophone,
  delaySteps: startDelaySteps,
};

/**
 * @typedef {object} Part what each kind returns; every member but `stop` is optional
 * @property {Record<string, object>} [browser] options of `startBrowser` by end
 * @property {Record<string, object>} [page] options of the page by end, over those of the plan
 * @property {(role: string, candidate: string) => string | undefined} [passes] a candidate that does not go through a relay
 * @property {(fault: object) => {begin: () => unknown, finish: () => unknown, label?: string}} [means] how a fault begins
 *   and ends, at the times of the plan; where absent, nothing has to be done then. `label` is that of the window
 * @property {() => Promise<Record<string, number>>} [begin] called when all ends are ready, just before "go"; returns since
 *   when the speech of an end runs, epoch ms, where it does not come out of the browser's fake device
 * @property {(window: object, fault: object, events: object[]) => void} [correct] adds to the window of a fault what is
 *   known only after the call
 * @property {() => unknown} stop ends every process that it started
 */

/**
 * @typedef {object} Step a change during the call, with what `windows` of the truth has about it
 * @property {number} start seconds after "go"
 * @property {number} [end] absent = lasts until the end of the call
 * @property {object} window
 * @property {() => unknown} begin
 * @property {() => unknown} finish
 */

/** The domain of the cause, as the findings have it. */
const DOMAINS = {
  turn: 'network',
  delaySteps: 'network',
  starve: 'device',
  echo: 'device',
  silentMicrophone: 'device',
};

function merged(parts, member) {
  const all = {};
  for (const part of parts)
    for (const [role, options] of Object.entries(part[member] ?? {})) all[role] = { ...all[role], ...options };
  return all;
}

const nothing = () => ({ begin: () => {}, finish: () => {} });

/** @returns {Step & {name: string, fault: object}} */
function stepOf(name, fault, means = nothing) {
  const { role, directions, start, end, [name]: settings } = fault;
  const { label = name, begin, finish } = means(fault);
  const window = { label, role, directions, domain: DOMAINS[name], settings };
  // Such a call can be held to the limits of a healthy one while the fault lasts: packets come as they should.
  if (['silentMicrophone', 'echo', 'headset'].includes(label)) window.pathHealthy = true;
  return { name, fault, start, end, window, begin, finish };
}

/**
 * Starts what the faults of a plan need.
 * @param {object} plan of `drawPlan`
 * @param {object} context
 * @param {Record<string, {audio: string}>} context.media files of `makeMedia`
 * @param {(impairments: object) => void} context.impair sets directions of the path
 */
export async function setUpEquipment(plan, context) {
  const parts = new Map();
  const stop = async () => {
    const started = [...parts.values()].reverse();
    parts.clear();
    // One that cannot be stopped must not keep the others running.
    const results = await Promise.allSettled(started.map(async (part) => part.stop()));
    for (const { reason } of results) if (reason) console.error(`Not stopped: ${reason.message}`);
  };
  try {
    for (const [name, start] of Object.entries(KINDS)) {
      const faults = plan.faults.filter((fault) => fault[name] !== undefined);
      if (faults.length > 0) parts.set(name, await start(faults, plan, context));
    }
  } catch (error) {
    await stop();
    throw error;
  }
  const all = [...parts.values()];
  const steps = [...parts].flatMap(([name, part]) =>
    plan.faults.filter((fault) => fault[name] !== undefined).map((fault) => stepOf(name, fault, part.means)),
  );
  return {
    browser: merged(all, 'browser'),
    page: merged(all, 'page'),
    steps,
    passes: (role, candidate) => all.map((part) => part.passes?.(role, candidate)).find(Boolean),
    begin: async () => Object.assign({}, ...(await Promise.all(all.map((part) => part.begin?.())))),
    correct: (events) => {
      for (const { name, window, fault } of steps) parts.get(name)?.correct?.(window, fault, events);
    },
    stop,
  };
}
