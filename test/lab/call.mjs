// One call from start to stop: relay, signalling, two browsers, fault, logs.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { startBrowser } from './browser.mjs';
import { setUpEquipment } from './equipment.mjs';
import { startFirefox } from './firefox.mjs';
import { watchHost } from './host.mjs';
import { startPaths } from './paths.mjs';
import { play } from './play.mjs';
import { Reports } from './reports.mjs';
import { rewriteCandidate, startSignalling } from './signalling.mjs';
import { simulcastBridge } from './simulcast.mjs';

/**
 * @param {object} plan of `drawPlan`
 * @param {object} options
 * @param {Record<string, object>} options.media files of `makeMedia`
 * @param {string} options.folder where the logs go
 * @param {AbortSignal} options.signal stops the call early; everything started is stopped first
 * @returns {Promise<object>} what happened, for the truth file
 */
export async function makeCall(plan, { media, folder, signal }) {
  const reports = new Reports(plan.ends);
  const stops = [];
  const launchStart = Date.now();
  const stopWatching = watchHost();
  stops.push(stopWatching);
  try {
    const paths = await startPaths(plan.ends, plan.seed);
    stops.push(paths.stop);
    const equipment = await setUpEquipment(plan, { media, impair: paths.set });
    stops.push(equipment.stop);
    const signalling = await startSignalling({
      ...plan.signalling,
      files: Object.fromEntries(plan.ends.map((role) => [speechPath(role), media[role].audio])),
      describe: plan.media.simulcast ? simulcastBridge() : undefined,
      onMessage: (role, message) => reports.take(role, message),
      // The other end must see the port at which it reaches the relay.
      rewrite: (from, to, candidate) =>
        equipment.passes(from, candidate) ??
        rewriteCandidate(candidate, paths.seenBy(to, from), (address, port) => paths.locate(from, to, address, port)),
    });
    stops.push(signalling.close);
    const browsers = {};
    const starting = plan.ends.map(async (role) => {
      const start = plan.browsers[role] === 'firefox' ? startFirefox : startBrowser;
      browsers[role] = await start({ ...media[role], ...equipment.browser[role] });
      stops.push(browsers[role].close);
    });
    // Both are waited for even if one fails, so that the other one is stopped too.
    const failed = (await Promise.allSettled(starting)).find(({ status }) => status === 'rejected');
    if (failed) throw failed.reason;
    signal.throwIfAborted();
    const open = async (roles) => {
      const hello = reports.until('hello', roles);
      await Promise.all(roles.map((role) => browsers[role].openPeer(signalling.url(role))));
      await hello;
      const ready = reports.until('ready', roles);
      for (const role of roles) {
        const wanted = { ...plan.mediaOf[role], ...equipment.page[role] };
        if (plan.browsers[role] === 'firefox') Object.assign(wanted, PAGE_MEDIA(role));
        signalling.tell(role, { type: 'prepare', media: wanted, ends: plan.ends });
      }
      await ready;
    };
    await openAll(plan, { open, tell: signalling.tell, signal });
    const launchMs = Date.now() - launchStart - plan.joinDelay * 1000;
    const speechSince = await equipment.begin();
    await wait(300);

    const go = Date.now();
    const playing = play(plan, { go, impair: paths.set, tell: signalling.tell, steps: equipment.steps, signal });
    for (const role of plan.ends) signalling.tell(role, { type: 'go' });
    const windows = await playing;
    const end = Date.now();

    const stopped = reports.until('stopped');
    for (const role of plan.ends) signalling.tell(role, { type: 'stop-stats' });
    await stopped;
    await Promise.all(plan.ends.map((role) => browsers[role].dump(join(folder, role), plan.logs)));
    for (const role of plan.ends) writeLines(join(folder, `${role}.stats.ndjson.gz`), reports.lines[role]);
    equipment.correct(reports.events);
    for (const window of windows) window.end ??= end;
    return {
      go,
      end,
      launchMs,
      windows,
      speechSince,
      events: reports.events,
      lines: reports.lines,
      probes: reports.probes,
      relay: await paths.counts(),
      browser: browsers.A.version,
      host: stopWatching(),
    };
  } finally {
    for (const stop of stops.reverse()) await Promise.resolve(stop()).catch?.(() => {});
  }
}

const speechPath = (role) => `/speech-${role}.wav`;
/** Firefox's fake devices give a tone and a plain picture, so its page plays the speech and draws. */
const PAGE_MEDIA = (role) => ({ speech: speechPath(role), capture: 'drawn' });

/** All ends at once, or the first one earlier: it has its connections ready and waits for the others. */
async function openAll({ ends, joinDelay }, { open, tell, signal }) {
  if (joinDelay === 0) return open(ends);
  const [first, ...others] = ends;
  await open([first]);
  tell(first, { type: 'wait-for-others' });
  await wait(joinDelay * 1000, undefined, { signal });
  await open(others);
}

function writeLines(file, lines) {
  writeFileSync(file, gzipSync(lines.map((line) => `${JSON.stringify(line)}\n`).join('')));
}
