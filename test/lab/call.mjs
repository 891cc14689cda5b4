// One call from start to stop: relay, signalling, two browsers, fault, logs.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { startBrowser } from './browser.mjs';
import { watchHost } from './host.mjs';
import { LAB_ADDRESS } from './namespace.mjs';
import { rewriteCandidate, startSignalling } from './signalling.mjs';

/** Delay of the healthy path, each way. Zero would be unlike any real network. */
const HEALTHY = { delay: 20 };
const ROLES = ['A', 'B'];
const STEP_TIMEOUT_MS = 30_000;

async function startRelay(seed) {
  const base = JSON.stringify({ ab: HEALTHY, ba: HEALTHY });
  const child = fork(new URL('./relay.mjs', import.meta.url), [LAB_ADDRESS, String(seed), base]);
  const [{ ready }] = await once(child, 'message');
  return {
    address: { A: { address: LAB_ADDRESS, port: ready.toA }, B: { address: LAB_ADDRESS, port: ready.toB } },
    send: (message) => child.connected && child.send(message),
    counts: async () => {
      child.send({ report: true });
      return (await once(child, 'message'))[0].counts;
    },
    stop: () => child.kill(),
  };
}

/** What the pages say, and who waits for it. */
class Reports {
  events = [];
  lines = { A: [], B: [] };
  waiting = new Map();

  take(role, message) {
    if (message.type === 'event') this.events.push({ ts: message.ts, role, name: message.name, data: message.data });
    else if (message.type === 'stats') this.lines[role].push(message.line);
    else this.waiting.get(`${role} ${message.type}`)?.();
  }

  until(type) {
    const one = (role) => {
      const { promise, resolve, reject } = withResolvers();
      this.waiting.set(`${role} ${type}`, resolve);
      const timer = setTimeout(
        () => reject(new Error(`End ${role} did not report "${type}" in time.`)),
        STEP_TIMEOUT_MS,
      );
      return promise.finally(() => clearTimeout(timer));
    };
    return Promise.all(ROLES.map(one));
  }
}

/** As `Promise.withResolvers`, which Node 20 does not have. */
function withResolvers() {
  let resolve;
  let reject;
  const promise = new Promise((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}

/** Runs the plan of faults and actions; notes each as it begins and ends. Returns at the end of the call. */
async function play(plan, { go, relay, tell, signal }) {
  const windows = [];
  const at = async (seconds, act) => {
    await wait(Math.max(0, go + seconds * 1000 - Date.now()), undefined, { signal });
    act();
  };
  const span = (start, end, window, begin, finish) => [
    at(start, () => {
      begin();
      windows.push(Object.assign(window, { start: Date.now() }));
    }),
    end !== undefined &&
      at(end, () => {
        finish();
        window.end = Date.now();
      }),
  ];
  const steps = [];
  if (plan.fault) {
    const { directions, set, start, end } = plan.fault;
    const impaired = Object.fromEntries(directions.map((way) => [way, { ...HEALTHY, ...set }]));
    const begin = () => relay.send({ set: impaired });
    const finish = () => relay.send({ set: { ab: HEALTHY, ba: HEALTHY } });
    steps.push(...span(start, end, { label: 'fault', directions, settings: set }, begin, finish));
  }
  for (const { name, role, start, end, undo } of plan.actions) {
    const begin = () => tell(role, { type: 'action', name });
    const finish = () => tell(role, { type: 'action', name: undo });
    steps.push(...span(start, end, { label: name, role }, begin, finish));
  }
  await Promise.all([...steps, wait(plan.seconds * 1000, undefined, { signal })]);
  return windows;
}

/**
 * @param {object} plan of `drawPlan`
 * @param {object} options
 * @param {{A: object, B: object}} options.media files of `makeMedia`
 * @param {string} options.folder where the logs go
 * @param {AbortSignal} options.signal stops the call early; everything started is stopped first
 * @returns {Promise<object>} what happened, for the truth file
 */
export async function makeCall(plan, { media, folder, signal }) {
  const reports = new Reports();
  const stops = [];
  const launchStart = Date.now();
  const stopWatching = watchHost();
  stops.push(stopWatching);
  try {
    const relay = await startRelay(plan.seed);
    stops.push(relay.stop);
    const signalling = await startSignalling({
      ...plan.signalling,
      onMessage: (role, message) => reports.take(role, message),
      rewrite: (role, candidate) =>
        // The other end must see the port at which it reaches the relay.
        rewriteCandidate(candidate, relay.address[role === 'A' ? 'B' : 'A'], (address, port) =>
          relay.send({ peer: role, address, port }),
        ),
    });
    stops.push(signalling.close);
    const browsers = {};
    const starting = ROLES.map(async (role) => {
      browsers[role] = await startBrowser(media[role]);
      stops.push(browsers[role].close);
    });
    // Both are waited for even if one fails, so that the other one is stopped too.
    const failed = (await Promise.allSettled(starting)).find(({ status }) => status === 'rejected');
    if (failed) throw failed.reason;
    signal.throwIfAborted();
    const hello = reports.until('hello');
    await Promise.all(ROLES.map((role) => browsers[role].openPeer(signalling.url(role))));
    await hello;
    const launchMs = Date.now() - launchStart;
    const ready = reports.until('ready');
    for (const role of ROLES) signalling.tell(role, { type: 'prepare', media: plan.media });
    await ready;
    await wait(300);

    const go = Date.now();
    const playing = play(plan, { go, relay, tell: signalling.tell, signal });
    signalling.tell('A', { type: 'go' });
    const windows = await playing;
    const end = Date.now();

    const stopped = reports.until('stopped');
    for (const role of ROLES) signalling.tell(role, { type: 'stop-stats' });
    await stopped;
    await Promise.all(ROLES.map((role) => browsers[role].dump(join(folder, role))));
    for (const role of ROLES) writeLines(join(folder, `${role}.stats.ndjson.gz`), reports.lines[role]);
    for (const window of windows) window.end ??= end;
    return {
      go,
      end,
      launchMs,
      windows,
      events: reports.events,
      lines: reports.lines,
      relay: await relay.counts(),
      browser: browsers.A.version,
      host: stopWatching(),
    };
  } finally {
    for (const stop of stops.reverse()) await Promise.resolve(stop()).catch?.(() => {});
  }
}

function writeLines(file, lines) {
  writeFileSync(file, gzipSync(lines.map((line) => `${JSON.stringify(line)}\n`).join('')));
}
