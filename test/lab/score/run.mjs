// @ts-check
// npm run score -- [--corpus folder] [--part tune|scored|all] [--only regex] [--write] [--date YYYY-MM-DD]
//
// Runs the built program on calls of which the truth is known, and says how often it is right.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { checkCommand } from './command-check.mjs';
import { callsOf, corpusHash } from './corpus.mjs';
import { figuresOf } from './figures.mjs';
import { readCalls } from './pool.mjs';
import { report } from './tables.mjs';
import { wrongVerdicts } from './wrong.mjs';

const at = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url));

const { values: options } = parseArgs({
  options: {
    corpus: { type: 'string', default: at('../../../fixtures/calls') },
    part: { type: 'string', default: 'all' },
    only: { type: 'string', default: '' },
    write: { type: 'boolean', default: false },
    date: { type: 'string', default: new Date().toISOString().slice(0, 10) },
  },
});

const TITLES = { scored: 'The part that is only scored', tune: 'The part to tune on' };

/** @param {readonly import('./corpus.mjs').Call[]} calls */
async function sections(calls) {
  const cases = await readCalls(calls);
  const parts = /** @type {const} */ (['scored', 'tune']).filter((part) => calls.some((call) => call.part === part));
  return parts.map((part) => {
    const ids = new Set(calls.filter((call) => call.part === part).map(({ id }) => id));
    const own = cases.filter(({ call }) => ids.has(call));
    return `## ${TITLES[part]}\n\n${report(figuresOf(own), wrongVerdicts(own))}`;
  });
}

async function main() {
  if (!['tune', 'scored', 'all'].includes(options.part)) throw new Error(`--part is tune, scored or all`);
  if (options.write && (options.only !== '' || options.part !== 'all')) {
    throw new Error('--write is for the whole corpus: leave --only and --part away');
  }
  const only = new RegExp(options.only);
  const calls = callsOf(options.corpus)
    .filter(({ part }) => options.part === 'all' || part === options.part)
    .filter(({ id, truth }) => only.test(id) || only.test(truth.name));
  const [first] = calls;
  if (first === undefined) throw new Error(`no calls in ${options.corpus} that --part and --only let through`);
  await checkCommand(first);
  const text = [
    '# How often rtc-triage is right',
    `Written by \`npm run score -- --write\` on ${options.date}; README.md says what the figures mean. SHA-256 of the corpus:\n\`${corpusHash(options.corpus)}\``,
    ...(await sections(calls)),
  ].join('\n\n');
  if (options.write) writeFileSync(at('../SCORE.md'), `${text}\n`);
  console.log(text);
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}
