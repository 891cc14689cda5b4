// The committed calls: which there are (corpus.json), and bringing new ones into fixtures/calls.
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';

const LIST = new URL('./corpus.json', import.meta.url);
export const CORPUS_FOLDER = fileURLToPath(new URL('../../fixtures/calls', import.meta.url));

/** Logs of the ends and the truth; nothing else that a call may have left. */
const KEPT = /^([A-Z]\..+\.gz|truth\.json)$/;

/** @returns {{id: string, name: string, seed: number}[]} the folder's name tells nothing about the call */
export const corpusList = () => JSON.parse(readFileSync(LIST, 'utf8'));

export const isRecorded = (id, folder = CORPUS_FOLDER) => existsSync(join(folder, id, 'truth.json'));

/** Puts a call into the corpus as small as possible. Whole or not at all: recording may be stopped at any time. */
export async function keepCall(from, id, folder = CORPUS_FOLDER) {
  const part = join(folder, `.${id}.part`);
  rmSync(part, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  mkdirSync(part);
  for (const name of readdirSync(from).filter((file) => KEPT.test(file))) await cp(join(from, name), join(part, name));
  for (const name of readdirSync(part).filter((file) => file.endsWith('.gz'))) {
    const file = join(part, name);
    writeFileSync(file, gzipSync(gunzipSync(readFileSync(file)), { level: 9 }));
  }
  rmSync(join(folder, id), { recursive: true, force: true });
  renameSync(part, join(folder, id));
}
