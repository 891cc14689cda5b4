// @ts-check
// The calls of a folder: `<id>/truth.json` beside `<end>.<extension>`, the logs of each end in up to three formats.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { partOf } from './split.mjs';
import { parseTruth } from './truth-shape.mjs';

/** Our name of each format, and how its files end. */
export const FORMATS = /** @type {const} */ ({
  internals: 'internals.json.gz',
  rtcstats: 'rtcstats.gz',
  getstats: 'stats.ndjson.gz',
});

/** @typedef {keyof typeof FORMATS} Format */
/** @typedef {{ end: string, format: Format, path: string }} Log */
/** @typedef {{ id: string, part: import('./split.mjs').Part, truth: import('./truth-shape.mjs').Truth, logs: Log[] }} Call */

export const FORMAT_IDS = /** @type {Format[]} */ (Object.keys(FORMATS));

/**
 * @param {string} folder the corpus, or what the lab wrote: a folder without truth.json holds media or a call that failed
 * @returns {Call[]} in the order of their ids
 */
export function callsOf(folder) {
  if (!existsSync(folder)) return [];
  const ids = readdirSync(folder).filter((name) => existsSync(join(folder, name, 'truth.json')));
  return ids.sort().map((id) => callOf(join(folder, id), id));
}

/**
 * @param {string} folder
 * @param {string} id
 * @returns {Call}
 */
function callOf(folder, id) {
  const path = join(folder, 'truth.json');
  const truth = parseTruth(readFileSync(path, 'utf8'), path);
  const logs = readdirSync(folder)
    .sort()
    .flatMap((name) => logOf(folder, name));
  for (const { end } of logs) {
    if (!(end in truth.expect)) throw new Error(`${path} does not say what to expect of end ${end}, which has a log`);
  }
  if (logs.length === 0) throw new Error(`${folder} holds no log; they end in ${Object.values(FORMATS).join(', ')}`);
  return { id, part: partOf(id), truth, logs };
}

/**
 * @param {string} folder
 * @param {string} name
 * @returns {Log[]} nothing for other files
 */
function logOf(folder, name) {
  const format = FORMAT_IDS.find((id) => name.slice(1) === `.${FORMATS[id]}`);
  return format === undefined ? [] : [{ end: name.slice(0, 1), format, path: join(folder, name) }];
}

/**
 * SHA-256 over the names and contents of all files, in the order of their names: the same for the same corpus on every
 * machine, another when anything in it changes.
 * @param {string} folder
 * @returns {string} hexadecimal
 */
export function corpusHash(folder) {
  const hash = createHash('sha256');
  const files = existsSync(folder) ? filesOf(folder, '') : [];
  for (const name of files.sort()) {
    const content = readFileSync(join(folder, name));
    // The length keeps the end of one file apart from the beginning of the next name.
    hash.update(`${name}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

/**
 * @param {string} folder
 * @param {string} below path from the corpus, with `/`
 * @returns {string[]}
 */
function filesOf(folder, below) {
  return readdirSync(join(folder, below), { withFileTypes: true }).flatMap((entry) => {
    const name = below === '' ? entry.name : `${below}/${entry.name}`;
    return entry.isDirectory() ? filesOf(folder, name) : [name];
  });
}
