// One call of a scenario: its plan, its speech and picture, the call itself, the truth about it.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { makeCall } from './call.mjs';
import { makeMedia } from './media.mjs';
import { drawPlan } from './plan.mjs';
import { seedFor } from './random.mjs';
import { missingBrowsers } from './requirements.mjs';
import { SCENARIOS } from './scenarios/index.mjs';
import { speechOf } from './speech.mjs';
import { writeTruth } from './truth.mjs';

/** Raised when a change here makes calls differ from those of before. */
const LAB_VERSION = 2;

/**
 * @param {{name: string, seed: number}} wanted scenario and seed
 * @param {object} options
 * @param {string} options.folder where the logs and the truth go
 * @param {AbortSignal} options.signal
 * @param {boolean} [options.traces] keeps what the truth is told from, what the probes noted above all, as `traces.json.gz`
 * @returns {Promise<{clean: boolean, state: string}>} whether the machine was free enough for the call to be a label
 * @throws {Error} when a page failed; `skipped` is set on it when this machine lacks a browser
 */
export async function makeOne({ name, seed }, { folder, signal, traces = false }) {
  const plan = drawPlan(name, SCENARIOS[name], seed);
  const missing = missingBrowsers(Object.values(plan.browsers));
  if (missing.length > 0) throw Object.assign(new Error(`needs ${missing.join(', ')}`), { skipped: true });
  rmSync(folder, { recursive: true, force: true });
  const mediaFolder = join(folder, 'media');
  mkdirSync(mediaFolder, { recursive: true });
  try {
    const { width = 320, height = 240, fps = 25 } = plan.media;
    const wanted = { width, height, fps, ...speechOf(plan) };
    const media = makeMedia(mediaFolder, seedFor(seed, `${name} speech`), wanted);
    const call = await makeCall(plan, { media, folder, signal });
    if (traces)
      writeFileSync(
        join(folder, 'traces.json.gz'),
        gzipSync(JSON.stringify({ plan, call, media, labVersion: LAB_VERSION })),
      );
    const truth = await writeTruth(folder, plan, call, { media, labVersion: LAB_VERSION });
    const errors = call.events.filter((event) => event.name === 'error');
    if (errors.length > 0) throw new Error(`a page reported: ${errors.map((event) => event.data).join('; ')}`);
    const busy = `processors ${Math.round(truth.host.meanUsed * 100)} % used`;
    const state = truth.control.clean ? 'ok' : `host too busy: ${JSON.stringify(truth.control.wrong)}`;
    return { clean: truth.control.clean, state: `${state}, ${busy}` };
  } finally {
    rmSync(mediaFolder, { recursive: true, force: true });
  }
}
