// From a scenario and a seed to what exactly will happen in one call.
import { drawn, pick, seeded, seedFor } from './random.mjs';

const TWO_ENDS = ['A', 'B'];

/**
 * @param {string} name of the scenario
 * @param {object | ((random: () => number) => object)} given the scenario, see scenarios/index.mjs
 * @param {number} runSeed
 * @returns {any} the scenario with every range, direction and end drawn; times in seconds after "go". Each of `faults` and
 *   `actions` has `label`, `start`, perhaps `end`, the `directions` or the `role` (perhaps 'both') concerned, and its own part of `expect`
 */
export function drawPlan(name, given, runSeed) {
  const seed = seedFor(runSeed, name);
  const random = seeded(seed);
  const scenario = typeof given === 'function' ? given(random) : given;
  const ends = scenario.ends ?? TWO_ENDS;
  const { media, mediaOf = {}, browsers = {}, signalling = {} } = scenario;
  const plan = { name, seed, ends, media, browsers, signalling, seconds: drawn(random, scenario.seconds) };
  plan.mediaOf = byEnd(ends, (end) => ({ ...media, ...mediaOf[end] }));
  plan.joinDelay = drawn(random, scenario.joinDelay ?? 0);
  for (const name of ['logs', 'speech']) if (scenario[name]) plan[name] = scenario[name];
  plan.faults = (scenario.faults ?? []).map((fault) => drawStep(random, ends, 'fault', fault));
  plan.actions = (scenario.actions ?? []).map((action) => drawStep(random, ends, action.name, action));
  const parts = [...plan.faults, ...plan.actions].map((step) => step.expect);
  if (scenario.expect) parts.push(scenario.expect.each ? byEnd(ends, () => scenario.expect.each) : scenario.expect);
  plan.expect = byEnd(ends, (end) => merged(parts.map((part) => part[end] ?? {})));
  return plan;
}

/** Members that are drawn are replaced by what was drawn; all others stay as the scenario has them. */
function drawStep(random, ends, label, { at, for: length, way, end, expect, ...rest }) {
  const start = drawn(random, at);
  const step = { label, ...rest, start };
  if (length !== undefined) step.end = start + drawn(random, length);
  if (way !== undefined) step.directions = drawnDirections(random, ends, way);
  if (end !== undefined) step.role = end === 'one' ? pick(random, ends) : end;
  step.expect = byEnd(ends, (each) => expect?.[partOf(each, step)] ?? {});
  return step;
}

/** Every ordered pair of ends: `ab` is the direction from A to B. */
export const directionsOf = (ends) =>
  ends.flatMap((from) => ends.filter((to) => to !== from).map((to) => `${from}${to}`.toLowerCase()));

/**
 * @param way 'both' all directions; 'one' a drawn one; 'uplink' all from a drawn end; 'downlink' all to a drawn end; or a
 *   list of directions
 */
function drawnDirections(random, ends, way) {
  const all = directionsOf(ends);
  if (Array.isArray(way)) return way;
  if (way === 'both') return all;
  if (way === 'one') return [pick(random, all)];
  const end = pick(random, ends).toLowerCase();
  return all.filter((direction) => direction[way === 'uplink' ? 0 : 1] === end);
}

/** Whose expectation an end gets: `receiver` of an impaired direction, `sender` into one; `actor` and `other` of an action. */
function partOf(end, { directions, role }) {
  if (role !== undefined) return end === role ? 'actor' : 'other';
  const letter = end.toLowerCase();
  if (directions.some((direction) => direction[1] === letter)) return 'receiver';
  return directions.some((direction) => direction[0] === letter) ? 'sender' : 'other';
}

const byEnd = (ends, value) => Object.fromEntries(ends.map((end) => [end, value(end)]));

/** Several faults in one call: all that each of them demands and allows. */
function merged(parts) {
  return {
    must: parts.flatMap((part) => part.must ?? []),
    may: [...new Set(parts.flatMap((part) => part.may ?? []))],
    domains: [...new Set(parts.flatMap((part) => part.domains ?? []))],
  };
}
