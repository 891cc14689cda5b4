// npm run lab -- [scenario …] [--out folder] [--seed n] [--parallel n] [--retries n] [--list]
//
// Makes real calls between two headless browsers on this machine, with a fault in each, and keeps the logs of both ends in
// three formats beside a truth file. Nothing leaves the machine: the calls run in a network namespace without a way out.
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { makeCall } from './call.mjs';
import { makeMedia } from './media.mjs';
import { createNamespace, inside, removeNamespace } from './namespace.mjs';
import { drawPlan } from './plan.mjs';
import { seedFor } from './random.mjs';
import { ensureRequirements } from './requirements.mjs';
import { SCENARIOS } from './scenarios/index.mjs';
import { speechOf } from './speech.mjs';
import { writeTruth } from './truth.mjs';

/** Raised when a change here makes calls differ from those of before. */
const LAB_VERSION = 1;

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    out: { type: 'string', default: join(tmpdir(), 'rtc-triage-lab') },
    seed: { type: 'string', default: '1' },
    parallel: { type: 'string', default: '1' },
    retries: { type: 'string', default: '0' },
    list: { type: 'boolean', default: false },
    inside: { type: 'boolean', default: false },
  },
});

/** Runs this program again inside a namespace of its own, and removes the namespace however that ends. */
async function enterNamespace() {
  ensureRequirements();
  const name = `rtc-lab-${process.pid}`;
  createNamespace(name);
  try {
    const [program, ...args] = [
      ...inside(name),
      process.execPath,
      fileURLToPath(import.meta.url),
      ...process.argv.slice(2),
    ];
    const child = spawn(program, [...args, '--inside'], { stdio: 'inherit' });
    // A terminal sends Ctrl-C to the child as well; other signals reach only this process.
    process.on('SIGINT', () => {});
    process.on('SIGTERM', () => child.kill('SIGTERM'));
    return await new Promise((done) => child.on('exit', (code) => done(code ?? 1)));
  } finally {
    removeNamespace(name);
  }
}

/** @returns {Promise<boolean>} whether the machine was free enough for the call to be a label */
async function runOne(name, seed, out, signal) {
  const plan = drawPlan(name, SCENARIOS[name], seed);
  const folder = join(out, name);
  mkdirSync(folder, { recursive: true });
  const picture = {
    width: plan.media.width ?? 320,
    height: plan.media.height ?? 240,
    fps: plan.media.fps ?? 25,
    ...speechOf(plan),
  };
  const media = makeMedia(join(out, 'media', name), seedFor(seed, `${name} speech`), picture);
  const call = await makeCall(plan, { media, folder, signal });
  const truth = writeTruth(folder, plan, call, { media, labVersion: LAB_VERSION });
  const errors = call.events.filter((event) => event.name === 'error');
  if (errors.length > 0) throw new Error(`a page reported: ${errors.map((event) => event.data).join('; ')}`);
  const state = truth.control.clean ? 'ok' : `host too busy: ${JSON.stringify(truth.control.wrong)}`;
  console.error(`${name}: ${state}, processors ${Math.round(truth.host.meanUsed * 100)} % used`);
  return truth.control.clean;
}

/** Makes the wanted calls, `parallel` at a time. A call that fails is told and does not stop the others. */
async function runAll() {
  const unknown = positionals.filter((name) => !(name in SCENARIOS));
  if (unknown.length > 0) throw new Error(`No such scenario: ${unknown.join(', ')}. "--list" shows them all.`);
  const names = positionals.length > 0 ? positionals : Object.keys(SCENARIOS);
  const out = resolve(options.out);
  const abort = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM']) process.once(name, () => abort.abort(new Error(`stopped by ${name}`)));
  const queue = [...names];
  let failures = 0;
  const worker = async () => {
    for (let name = queue.shift(); name && !abort.signal.aborted; name = queue.shift()) {
      try {
        let tries = 1 + Number(options.retries);
        while (tries > 0) tries = (await runOne(name, Number(options.seed), out, abort.signal)) ? 0 : tries - 1;
      } catch (error) {
        failures++;
        console.error(`${name}: failed: ${error.message}`);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, Number(options.parallel)) }, worker));
  return failures > 0 || abort.signal.aborted ? 1 : 0;
}

try {
  if (options.list) for (const name of Object.keys(SCENARIOS)) console.log(name);
  else process.exitCode = options.inside ? await runAll() : await enterNamespace();
} catch (error) {
  console.error(error.message);
  process.exitCode = 2;
}
