// npm run lab -- [scenario …] [--only regex] [--out folder] [--seed n] [--parallel n] [--retries n] [--traces] [--list]
// npm run lab -- --corpus [--only regex] [--again]
//
// Makes real calls between headless browsers on this machine, with a fault in each, and keeps the logs of all ends in
// three formats beside a truth file. Nothing leaves the machine: the calls run in a network namespace without a way out.
import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { corpusList, isRecorded, keepCall } from './corpus.mjs';
import { createNamespace, inside, removeNamespace } from './namespace.mjs';
import { makeOne } from './one-call.mjs';
import { ensureRequirements } from './requirements.mjs';
import { SCENARIOS } from './scenarios/index.mjs';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    out: { type: 'string', default: join(tmpdir(), 'rtc-triage-lab') },
    only: { type: 'string', default: '' },
    seed: { type: 'string', default: '1' },
    parallel: { type: 'string', default: '1' },
    retries: { type: 'string' },
    list: { type: 'boolean', default: false },
    corpus: { type: 'boolean', default: false },
    again: { type: 'boolean', default: false },
    traces: { type: 'boolean', default: false },
    inside: { type: 'boolean', default: false },
  },
});
/** A call of the corpus that is no label is of no use, so it is made again without being asked for. */
const CORPUS_RETRIES = 2;

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

/** @returns {{id: string, name: string, seed: number}[]} the calls that were asked for; outside the corpus the id is the name */
function wantedCalls() {
  const pattern = new RegExp(options.only);
  const seed = Number(options.seed);
  const all = options.corpus ? corpusList() : Object.keys(SCENARIOS).map((name) => ({ id: name, name, seed }));
  const unknown = [...positionals, ...all.map(({ name }) => name)].filter((name) => !Object.hasOwn(SCENARIOS, name));
  if (unknown.length > 0) throw new Error(`No such scenario: ${unknown.join(', ')}. "--list" shows them all.`);
  return all.filter(({ name }) => pattern.test(name) && (positionals.length === 0 || positionals.includes(name)));
}

/**
 * Makes a call again as often as allowed, until it went well.
 * @returns {Promise<boolean>} whether there is a call that can be used as a label
 */
async function makeLabel(wanted, signal) {
  if (options.corpus && !options.again && isRecorded(wanted.id)) return true;
  const folder = join(resolve(options.out), wanted.id);
  const retries = Number(options.retries ?? (options.corpus ? CORPUS_RETRIES : 0));
  for (let left = retries; left >= 0 && !signal.aborted; left--) {
    const state = await attempt(wanted, folder, signal);
    if (state === 'skipped') return true;
    // Outside the corpus a call of a busy machine is kept for who wants to look at it.
    const good = state === 'ok' || (state === 'busy' && !options.corpus && left === 0);
    if (!good) continue;
    if (options.corpus) await keepCall(folder, wanted.id);
    return true;
  }
  if (options.corpus) console.error(`${titleOf(wanted)}: left out`);
  return false;
}

const titleOf = ({ id, name }) => (id === name ? name : `${id} (${name})`);

/** @returns {Promise<'ok'|'busy'|'failed'|'skipped'>} told on the screen, with the reason */
async function attempt(wanted, folder, signal) {
  try {
    const { clean, state } = await makeOne(wanted, { folder, signal, traces: options.traces });
    console.error(`${titleOf(wanted)}: ${state}`);
    return clean ? 'ok' : 'busy';
  } catch (error) {
    const state = error.skipped ? 'skipped' : 'failed';
    console.error(`${titleOf(wanted)}: ${state}: ${error.message}`);
    return state;
  }
}

/** Makes the wanted calls, `parallel` at a time. A call that fails does not stop the others. */
async function runAll() {
  const abort = new AbortController();
  // Not once: the same signal may come twice, from the outer process and as one to the whole group.
  for (const name of ['SIGINT', 'SIGTERM']) process.on(name, () => abort.abort(new Error(`stopped by ${name}`)));
  const queue = wantedCalls();
  let failures = 0;
  const worker = async () => {
    for (let wanted = queue.shift(); wanted && !abort.signal.aborted; wanted = queue.shift()) {
      if (!(await makeLabel(wanted, abort.signal))) failures++;
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, Number(options.parallel)) }, worker));
  return failures > 0 || abort.signal.aborted ? 1 : 0;
}

try {
  if (options.list) for (const { id, name } of wantedCalls()) console.log(id === name ? name : `${id} ${name}`);
  else process.exitCode = options.inside ? await runAll() : await enterNamespace();
} catch (error) {
  console.error(error.message);
  process.exitCode = 2;
}
