// @ts-check
// Judges one call after the other with the built program, for pool.mjs.
import { parentPort } from 'node:worker_threads';
import { builtTriage } from './program.mjs';
import { readCall } from './read-call.mjs';

const triage = await builtTriage();

parentPort?.on('message', (/** @type {import('./corpus.mjs').Call} */ call) => {
  readCall(call, triage).then(
    (cases) => parentPort?.postMessage({ cases }),
    (error) => parentPort?.postMessage({ error: `${call.id}: ${error instanceof Error ? error.stack : error}` }),
  );
});
