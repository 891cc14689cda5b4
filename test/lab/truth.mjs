// The truth file: what was done in a call, when, and what a judge of the logs must and must not find.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { starvedBy, troubles } from './control.mjs';
import { expectationOf } from './perceive/expectation.mjs';
import { perceive } from './perceive/perceive.mjs';

const SETTLING_MS = 5000;
const MARGIN_MS = 1500;

/** The part of the call before its first fault; where the fault is at the start, the part after it. */
function controlInterval({ go, end, windows: all }) {
  const windows = all.filter(({ pathHealthy }) => !pathHealthy);
  const first = Math.min(end, ...windows.map((window) => window.start));
  if (first - go > SETTLING_MS + MARGIN_MS) return { start: go + SETTLING_MS, end: first - MARGIN_MS };
  const last = Math.max(go, ...windows.map((window) => window.end));
  return { start: last + SETTLING_MS, end: end - MARGIN_MS };
}

/** Each connection of an end is judged by itself: among several people one of them may be starved. */
function troublesOf(role, { ends, mediaOf }, { lines }, interval) {
  const others = ends.filter((end) => end !== role);
  return others.flatMap((other) => {
    const own = lines[role].filter(({ pc }) => pc === undefined || pc === other);
    return troubles(own, interval, mediaOf[other].fps ?? 0);
  });
}

/** Of an end that is starved on purpose, and of the others while it is, nothing follows about the machine. */
function machineTroubles(role, { faults, actions, mediaOf }, { lines }) {
  if (faults.some(({ starve }) => starve)) return [];
  const own = mediaOf[role];
  const filmed = own.video && actions.every((action) => action.role !== role);
  const connections = [...new Set(lines[role].map(({ pc }) => pc))];
  return connections.flatMap((pc) =>
    starvedBy(
      lines[role].filter((line) => line.pc === pc),
      filmed ? (own.fps ?? 0) : 0,
    ),
  );
}

/** What was noticed at each end decides what must be found; see perceive/expectation.mjs. */
function expectationsOf(plan, call, speech, control) {
  const noticed = perceive({ ...plan, ...call, speech, control });
  const onset = Math.min(call.end, ...call.windows.map((window) => window.start));
  const truth = { expect: {}, perceived: {}, surprise: {} };
  for (const role of plan.ends) {
    const { expect, surprises } = expectationOf(plan.expect[role] ?? {}, noticed[role], onset);
    truth.expect[role] = expect;
    truth.perceived[role] = { ...noticed[role].measured, unknown: noticed[role].unknown };
    if (surprises.length > 0) truth.surprise[role] = surprises;
  }
  return truth;
}

/** Writes `truth.json`. All times are epoch ms of this machine, which both browsers share. */
export function writeTruth(folder, plan, call, { media, labVersion }) {
  const interval = controlInterval(call);
  const long = interval.end - interval.start >= 5000;
  const wrong = {};
  for (const role of plan.ends)
    wrong[role] = [...(long ? troublesOf(role, plan, call, interval) : []), ...machineTroubles(role, plan, call)];
  const microphoneOpen = (role) =>
    call.speechSince?.[role] ?? call.events.find((event) => event.role === role && event.name === 'gum-ok')?.ts;
  const speech = (role) =>
    media[role].script.map(({ start, end }) => ({
      start: Math.round(microphoneOpen(role) + start * 1000),
      end: Math.round(microphoneOpen(role) + end * 1000),
    }));
  const speeches = plan.media.audio ? Object.fromEntries(plan.ends.map((role) => [role, speech(role)])) : undefined;
  const truth = {
    name: plan.name,
    seed: plan.seed,
    media: plan.media,
    mediaOf: plan.mediaOf,
    browsers: plan.browsers,
    signalling: plan.signalling,
    ends: plan.ends,
    faults: plan.faults,
    actions: plan.actions,
    go: call.go,
    end: call.end,
    windows: call.windows,
    intended: plan.expect,
    ...expectationsOf(plan, call, speeches, long ? interval : undefined),
    control: { ...interval, judged: long, clean: Object.values(wrong).flat().length === 0, wrong },
    speech: speeches,
    relay: call.relay,
    launchMs: call.launchMs,
    host: call.host,
    versions: { browser: call.browser, node: process.version, lab: labVersion },
    events: call.events,
  };
  writeFileSync(join(folder, 'truth.json'), `${JSON.stringify(truth, undefined, 1)}\n`);
  return truth;
}
