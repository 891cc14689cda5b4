// node test/lab/retell.mjs <folder> …
//
// Tells the truth of calls anew from the traces that `--traces` kept, after a mistake in perceive/ was mended. The calls
// themselves are not made again. A folder that is in the corpus gets its new truth there too.
import { existsSync, readFileSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { CORPUS_FOLDER, isRecorded } from './corpus.mjs';
import { writeTruth } from './truth.mjs';

for (const folder of process.argv.slice(2)) {
  const traces = join(folder, 'traces.json.gz');
  if (!existsSync(traces)) throw new Error(`${folder} has no traces.json.gz; make the call with --traces`);
  const { plan, call, media, labVersion } = JSON.parse(gunzipSync(readFileSync(traces)).toString());
  await writeTruth(folder, plan, call, { media, labVersion });
  const id = basename(folder);
  if (isRecorded(id)) await copyFile(join(folder, 'truth.json'), join(CORPUS_FOLDER, id, 'truth.json'));
}
