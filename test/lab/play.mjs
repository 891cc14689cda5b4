// Carries out a plan during a call: faults of the path, faults of an end, actions of a page.
import { setTimeout as wait } from 'node:timers/promises';
import { HEALTHY } from './paths.mjs';

/**
 * @param plan of `drawPlan`
 * @param {object} options
 * @param {number} options.go epoch ms of the start of the call
 * @param {(impairments: object) => void} options.impair sets directions of the path
 * @param {(role: string, message: object) => void} options.tell speaks to a page
 * @param {import('./equipment.mjs').Step[]} options.steps what the equipment of the call does
 * @param {AbortSignal} options.signal
 * @returns {Promise<object[]>} the windows, each with `label`, `start`, `end` (absent: until the end of the call) in epoch ms
 */
export async function play(plan, { go, impair, tell, steps, signal }) {
  const windows = [];
  const at = async (seconds, act) => {
    await wait(Math.max(0, go + seconds * 1000 - Date.now()), undefined, { signal });
    return act();
  };
  const all = [
    ...plan.faults.filter(({ set }) => set).map((fault) => ofPath(fault, impair)),
    ...plan.actions.map((action) => ofPage(action, tell)),
    ...steps,
  ];
  const playing = all.flatMap(({ start, end, window, begin, finish }) => {
    const open = () => {
      windows.push(Object.assign(window, { start: Date.now() }));
      return begin();
    };
    const close = async () => {
      await finish?.();
      window.end = Date.now();
    };
    return end === undefined ? [at(start, open)] : [at(start, open), at(end, close)];
  });
  await Promise.all([...playing, wait(plan.seconds * 1000, undefined, { signal })]);
  return windows;
}

function ofPath({ set, directions, start, end }, impair) {
  const all = (impairment) => Object.fromEntries(directions.map((direction) => [direction, impairment]));
  return {
    start,
    end,
    window: { label: 'fault', directions, settings: set },
    begin: () => impair(all({ ...HEALTHY, ...set })),
    finish: () => impair(all(HEALTHY)),
  };
}

function ofPage({ name, undo, role, start, end }, tell) {
  return {
    start,
    end,
    window: { label: name, role },
    begin: () => void tell(role, { type: 'action', name }),
    finish: () => void tell(role, { type: 'action', name: undo }),
  };
}
