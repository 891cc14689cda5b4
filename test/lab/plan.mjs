// From a scenario and a seed to what exactly will happen in one call.
import { drawn, seeded, seedFor } from './random.mjs';

/** @returns the scenario with every range drawn, times in seconds after "go" */
export function drawPlan(name, scenario, runSeed) {
  const seed = seedFor(runSeed, name);
  const random = seeded(seed);
  const plan = { name, seed, media: scenario.media, seconds: scenario.seconds, signalling: scenario.signalling ?? {} };
  if (scenario.fault) {
    const { set, way, at } = scenario.fault;
    const start = drawn(random, at);
    const length = scenario.fault.for === undefined ? undefined : drawn(random, scenario.fault.for);
    const one = random() < 0.5 ? 'ab' : 'ba';
    plan.fault = { set, directions: way === 'both' ? ['ab', 'ba'] : [one], start };
    if (length !== undefined) plan.fault.end = start + length;
  }
  plan.actions = (scenario.actions ?? []).map((action) => {
    const start = drawn(random, action.at);
    const length = action.for && drawn(random, action.for);
    return { name: action.name, role: action.end, start, undo: action.undo, end: length && start + length };
  });
  plan.expect = expectations(scenario.expect, plan.fault?.directions ?? []);
  return plan;
}

/** Expectations by end. `receiver` and `sender` become A and B as the fault's direction says. */
function expectations(expect, directions) {
  if (expect.A) return expect;
  if (directions.length === 2) return { A: expect.receiver, B: expect.receiver };
  return directions[0] === 'ab' ? { A: expect.sender, B: expect.receiver } : { A: expect.receiver, B: expect.sender };
}
