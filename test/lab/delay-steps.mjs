// A path whose delay jumps, each direction on its own, as when a route changes or a phone moves between cells.
import { HEALTHY } from './paths.mjs';
import { drawn, seeded, seedFor } from './random.mjs';

/**
 * @param {object} fault of the plan, with `delaySteps`: `{every, delay}`, each a range of seconds and ms to draw from
 * @param {number} seconds how long the fault lasts
 * @param {number} seed
 * @returns {{at: number, set: Record<string, object>}[]} seconds after the beginning of the fault, and what the path gets
 */
export function drawDelaySteps({ directions, delaySteps: { every, delay } }, seconds, seed) {
  const random = seeded(seedFor(seed, 'delay steps'));
  const steps = [];
  for (let at = 0; at < seconds; at += drawn(random, every)) {
    const impairment = () => ({ ...HEALTHY, delay: Math.round(drawn(random, delay)) });
    steps.push({ at, set: Object.fromEntries(directions.map((direction) => [direction, impairment()])) });
  }
  return steps;
}

/** @returns {import('./equipment.mjs').Part} */
export function startDelaySteps(faults, plan, { impair }) {
  const planned = new Map();
  for (const fault of faults)
    planned.set(fault, drawDelaySteps(fault, (fault.end ?? plan.seconds) - fault.start, plan.seed));
  const timers = new Set();
  const stop = () => {
    for (const timer of timers) clearTimeout(timer);
    timers.clear();
  };
  return {
    means: (fault) => ({
      begin: () => {
        for (const { at, set } of planned.get(fault)) timers.add(setTimeout(impair, at * 1000, set));
      },
      finish: () => {
        stop();
        impair(Object.fromEntries(fault.directions.map((direction) => [direction, HEALTHY])));
      },
    }),
    // The plan has ranges only; the truth is to have the steps.
    correct: (window, fault) => {
      window.steps = planned.get(fault);
    },
    stop,
  };
}
